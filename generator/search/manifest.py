"""The manifest of a sharded index: a browser reads it first, and an update needs only it and the shards."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from generator.search.numbers import numbered, room_for

FORMAT = 2
"""Version of the manifest's layout; the theme's portal.js reads this one."""
MANIFEST = "search/search_index.json"
"""The manifest's path in the site, at which Material's search box looks for an index."""
_GRAMS_A_SHARD = 40_000
"""Maximum grams of a shard on average (at least half of it, if there are several), counted as in `Manifest.grams`."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The reports of a site, and the sizes by which their grams are spread over shards."""

    titles: Mapping[str, str]
    """Each report's title, in order of slug."""
    grams: int
    """The sum of all reports' numbers of different grams."""
    size: int
    """Bytes of all reports' own indices."""
    variants: str
    """The `variant_pairs` for the characters of all reports."""

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each report in the shards."""
        return numbered(self.titles)

    @property
    def shards(self) -> int:
        """Number of shards: a power of two that rarely changes, so that most updates leave a gram in its shard."""
        return 1 << max(0, (self.grams - 1) // _GRAMS_A_SHARD).bit_length()

    @property
    def layout(self) -> tuple[int, int]:
        """The two numbers on which every line of every shard depends: shards, and room for reports' numbers."""
        return self.shards, room_for(len(self.titles))

    @property
    def stamp(self) -> str:
        """12 hexadecimal digits at the head of every shard, so that a browser never mixes the files of two builds."""
        text = json.dumps([self.shards, self.numbers])
        return sha256(text.encode()).hexdigest()[:12]

    def as_text(self) -> str:
        """Return the manifest as JSON, in the frame that Material's search box hands to its worker."""
        numbers = self.numbers
        docs = {
            "stamp": self.stamp,
            "shards": self.shards,
            "grams": self.grams,
            "size": self.size,
            "reports": [(slug, title, numbers[slug]) for slug, title in self.titles.items()],
        }
        config = {"lang": ["zh"], "format": FORMAT, "variants": self.variants}
        return json.dumps({"config": config, "docs": docs}, ensure_ascii=False, separators=(",", ":"))

    @staticmethod
    def from_text(text: str) -> Manifest:
        """Return the manifest that `as_text` wrote."""
        value = json.loads(text)
        docs = value["docs"]
        titles = {slug: title for slug, title, _ in docs["reports"]}
        return Manifest(titles, docs["grams"], docs["size"], value["config"]["variants"])
