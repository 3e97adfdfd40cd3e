"""Postings: the numbers of the reports that hold a gram, as text that a browser reads with a few lines of code.

Few numbers are kept as distances, a character each; many as base64 of a bit each, behind a tab.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

_BASE = 0x20
"""A distance is this far up in Unicode: never a tab or an end of line; one byte of UTF-8 up to 94, two up to 2,015."""
_FAR = 0xD800 - _BASE
"""From here on distances have no character of their own."""
_MANY = 6
"""Bits to a character of base64."""
_BITS = "\t"


def encode(numbers: Sequence[int]) -> str:
    """Return ascending numbers as text."""
    if _as_bits(len(numbers), numbers[-1]):
        return _bits(sum(1 << number for number in numbers))
    return "".join([chr(_BASE + b - a) for a, b in zip((-1, *numbers), numbers, strict=False)])


def decode(posting: str) -> list[int]:
    """Return the numbers that a text was made from."""
    if posting.startswith(_BITS):
        return [at for at, bit in enumerate(reversed(f"{_mask(posting):b}")) if bit == "1"]
    return list(accumulate((ord(character) - _BASE for character in posting), initial=-1))[1:]


def with_number(posting: str, number: int) -> str:
    """Return a posting with a number that it hasn't; the same as `encode` makes of all of them."""
    if not posting:
        return encode([number])
    if posting.startswith(_BITS):
        return _shortest(_mask(posting) | 1 << number)
    numbers = decode(posting)
    numbers.insert(bisect_left(numbers, number), number)
    return encode(numbers)


def without_number(posting: str, number: int) -> str:
    """Return a posting without a number that it has; empty if it was the only one. Raises ValueError if it hasn't."""
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
