"""The manifest of a sharded index: what a browser reads first, and all that an update must know beside the shards."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from generator.search.numbers import numbered, room_for

FORMAT = 2
"""Version of the manifest's layout; the theme's portal.js reads this one."""
MANIFEST = "search/search_index.json"
"""Its path in the site: where Material's search box looks for an index."""
_GRAMS_A_SHARD = 40_000
"""Reports' grams to a shard at most; half of it at least, once there are shards enough."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The reports of a site, and how their grams are spread."""

    titles: Mapping[str, str]
    """Each report's title, in order of slug."""
    grams: int
    """How many grams the reports have, each one's counted by itself."""
    size: int
    """Bytes of the reports' own indices."""
    variants: str
    """The pairs of `variant_pairs` for all reports."""

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each report in the shards."""
        return numbered(self.titles)

    @property
    def shards(self) -> int:
        """How many shards there are: a power of two, so that most updates leave a gram in its shard."""
        return 1 << max(0, (self.grams - 1) // _GRAMS_A_SHARD).bit_length()

    @property
    def layout(self) -> tuple[int, int]:
        """What all lines of all shards depend on."""
        return self.shards, room_for(len(self.titles))

    @property
    def stamp(self) -> str:
        """Stands in every shard, so that a browser never reads a shard by another build's numbers."""
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
        """Read a manifest again."""
        value = json.loads(text)
        docs = value["docs"]
        titles = {slug: title for slug, title, _ in docs["reports"]}
        return Manifest(titles, docs["grams"], docs["size"], value["config"]["variants"])
