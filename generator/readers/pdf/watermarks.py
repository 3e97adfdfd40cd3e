"""Watermarks of a page: large pale words that lie level below or above its text, and words at an angle.

A heading in light type is none: it stands in its place among the lines, and none of them lies on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from generator.readers.pdf.lines import Character

_STRAIGHT = 3.0
"""Degrees by which a line may lean; what leans more is a watermark."""
_LARGE = 1.8
"""Times the usual size of type that a level watermark has."""
_OTHER_SIZE = 1.15
_FAR = 2.0
"""Sizes of type by which a line stands above or below the one before that belongs to the same words."""

Run = list[Character]
Place = tuple[str, int, int]
"""A character, and where on its page it stands."""


def leans(angle: float) -> bool:
    """Say whether what is turned by so much stands neither upright nor on its side."""
    return min(angle % 90, 90 - angle % 90) > _STRAIGHT


def watermarks_of(found: Sequence[Character]) -> list[Run]:
    """Return the words of a page, in the order in which they are drawn, that lie below or above its text."""
    words = [one for one in found if not (one.generated or one.text.isspace())]
    usual = median(one.size for one in words) if words else 0.0
    runs = _runs(found, _LARGE * usual)
    level = [run for run in runs if not leans(run[0].angle)]
    places = {id(one): at for at, one in enumerate(words)}
    pale = {id(one) for run in level for one in run}
    text = [one for one in words if id(one) not in pale and not leans(one.angle)]
    certain = {words_of_run(run) for run in level if _lies_over(run, text) or _out_of_turn(run, text, places)}
    return [run for run in runs if leans(run[0].angle) or words_of_run(run) in certain]


def words_of_run(run: Iterable[Character]) -> str:
    """Return the words of a watermark."""
    return "".join(one.text for one in run if not one.generated).strip()


def places_of(found: Iterable[Character]) -> set[Place]:
    """Return what pale characters stand where: those of a watermark stand there on other pages too."""
    return {(one.text, round(one.left), round(one.base)) for one in found if one.pale}


def _runs(found: Sequence[Character], large: float) -> list[Run]:
    """Return what may be watermarks: what leans, and what is pale and large, as it is drawn without a break."""
    runs: list[Run] = []
    whole = False
    for one in found:
        if one.generated or one.text.isspace():
            if whole:
                runs[-1].append(one)
            continue
        may = leans(one.angle) or (one.pale and one.size > large)
        if may and whole and _goes_on(runs[-1], one):
            runs[-1].append(one)
        elif may:
            runs.append([one])
        whole = may
    return runs


def _goes_on(run: Run, one: Character) -> bool:
    last = next(before for before in reversed(run) if not before.text.isspace())
    if round(last.angle) != round(one.angle):
        return False
    same = 1 / _OTHER_SIZE < one.size / max(last.size, 0.1) < _OTHER_SIZE
    return leans(one.angle) or (same and abs(one.base - last.base) < _FAR * one.size)


def _lies_over(run: Run, text: Iterable[Character]) -> bool:
    """Say whether a character of the text stands in the place of one of these."""
    boxes = [one.box for one in run if not one.text.isspace()]
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    middles = (((one.box[0] + one.box[2]) / 2, (one.box[1] + one.box[3]) / 2) for one in text)
    near = [(x, y) for x, y in middles if left < x < right and bottom < y < top]
    return any(box[0] < x < box[2] and box[1] < y < box[3] for box in boxes for x, y in near)


def _out_of_turn(run: Run, text: Iterable[Character], places: dict[int, int]) -> bool:
    """Say whether most of the text above these words is drawn after them, or most of that below before them.

    What is drawn behind a whole page comes first in the file wherever it stands; a heading comes when it is read.
    """
    solid = [one for one in run if not one.text.isspace()]
    left, right = min(one.left for one in solid), max(one.right for one in solid)
    beside = [one for one in text if one.left < right and one.right > left]
    base, place = solid[0].base, places[id(solid[0])]
    wrong = sum((one.base > base) == (places[id(one)] > place) for one in beside)
    return wrong > len(beside) / 2
