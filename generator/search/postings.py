"""Postings: the numbers of the reports that hold a gram, as text that a browser decodes with a few lines of code.

A posting with few numbers has a character for the distance from each to the next. One with many numbers is a tab and
a bit set in base64, with a bit for each number.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

_BASE = 0x20
"""Added to a distance to get its character: never a tab or line end; one byte of UTF-8 up to 94, two up to 2,015."""
_FAR = 0xD800 - _BASE
"""The first distance that would be a surrogate, which is no character."""
_MANY = 6
"""Bits of a character of base64."""
_BITS = "\t"
"""Begins a posting that is a bit set."""


def encode(numbers: Sequence[int]) -> str:
    """Return the posting of ascending numbers, in the shorter of the two forms; there must be at least one number."""
    if _as_bits(len(numbers), numbers[-1]):
        return _bits(sum(1 << number for number in numbers))
    return "".join([chr(_BASE + b - a) for a, b in zip((-1, *numbers), numbers, strict=False)])


def decode(posting: str) -> list[int]:
    """Return the numbers of a posting, ascending."""
    if posting.startswith(_BITS):
        return [at for at, bit in enumerate(reversed(f"{_mask(posting):b}")) if bit == "1"]
    return list(accumulate((ord(character) - _BASE for character in posting), initial=-1))[1:]


def with_number(posting: str, number: int) -> str:
    """Return a posting with a number added that it lacks, as `encode` would write it; `posting` may be empty."""
    if not posting:
        return encode([number])
    if posting.startswith(_BITS):
        return _shortest(_mask(posting) | 1 << number)
    numbers = decode(posting)
    numbers.insert(bisect_left(numbers, number), number)
    return encode(numbers)


def without_number(posting: str, number: int) -> str:
    """Return a posting without one of its numbers; empty if it was the only one. Raises ValueError if it lacks it."""
    if posting.startswith(_BITS):
        mask = _mask(posting)
        if not mask >> number & 1:
            raise ValueError(f"{number} not in posting")
        return _shortest(mask ^ 1 << number)
    numbers = decode(posting)
    numbers.remove(number)
    return encode(numbers) if numbers else ""


def _as_bits(count: int, highest: int) -> bool:
    return count > highest // _MANY + 1 or highest >= _FAR


def _shortest(mask: int) -> str:
    if not mask:
        return ""
    if _as_bits(mask.bit_count(), mask.bit_length() - 1):
        return _bits(mask)
    return encode(decode(_bits(mask)))


def _mask(posting: str) -> int:
    return int.from_bytes(b64decode(posting[1:]), "little")


def _bits(mask: int) -> str:
    return _BITS + b64encode(mask.to_bytes((mask.bit_length() + 7) // 8, "little")).decode()
