// What is compared when a quotation is checked: the pasted text, folded, with the offsets of its characters as pasted
// (Pasted), and an index of the short strings of the reports' text (Grams). With quotations.js the twin of
// generator/search/quoting/, which explains the rules.
(() => {
  "use strict";

  const QUOTED = /“[^“”]*(?:“[^“”]*”[^“”]*)*”|「[^「」]*」|『[^『』]*』|"[^"\n]*"/g;
  const SHORTEST_QUOTE = 4;
  const GRAM = 4;

  // An index of the grams (strings of GRAM characters) of a stream of codes. Each different gram has a number; `order`
  // has its places, ascending, from `begins[number]` to `begins[number + 1]`.
  class Grams {
    constructor(codes) {
      this.codes = codes;
      this.slots = 1;
      while (this.slots < 2 * codes.length) this.slots *= 2;
      this.table = new Int32Array(this.slots); // a hash table: a gram's number plus 1, 0 in an empty slot
      const most = Math.max(0, codes.length - GRAM + 1);
      this.first = new Int32Array(most);
      this.counts = new Int32Array(most);
      const numbers = new Int32Array(most);
      let known = 0;
      for (let at = 0; at < most; at++) {
        const slot = this.slot(codes, at);
        if (!this.table[slot]) {
          this.first[known] = at;
          this.table[slot] = ++known;
        }
        numbers[at] = this.table[slot] - 1;
        this.counts[numbers[at]] += 1;
      }
      this.begins = new Int32Array(known + 1); // where a number's places begin in `order`
      for (let number = 0; number < known; number++) this.begins[number + 1] = this.begins[number] + this.counts[number];
      const next = this.begins.slice();
      this.order = new Int32Array(most);
      for (let at = 0; at < most; at++) this.order[next[numbers[at]]++] = at;
    }

    // Returns the slot of the gram that begins at `at` of `codes`, or the empty slot that it would get. For the hash
    // its four characters are taken as two numbers of 32 bits.
    slot(codes, at) {
      const last = Math.imul((codes[at + 2] << 16) | codes[at + 3], 0x85ebca6b);
      const hash = Math.imul(((codes[at] << 16) | codes[at + 1]) ^ last, 0x9e3779b1);
      const own = this.codes;
      for (let slot = (hash ^ (hash >>> 15)) & (this.slots - 1); ; slot = (slot + 1) & (this.slots - 1)) {
        const number = this.table[slot];
        if (!number) return slot;
        const there = this.first[number - 1];
        if (
          codes[at] === own[there] &&
          codes[at + 1] === own[there + 1] &&
          codes[at + 2] === own[there + 2] &&
          codes[at + 3] === own[there + 3]
        ) {
          return slot;
        }
      }
    }

    // Returns the number of each gram of a text, in order; -1 for a gram that the stream lacks.
    of(codes) {
      const numbers = new Int32Array(Math.max(0, codes.length - GRAM + 1));
      for (let at = 0; at < numbers.length; at++) numbers[at] = this.table[this.slot(codes, at)] - 1;
      return numbers;
    }

    count(number) {
      return number < 0 ? 0 : this.counts[number];
    }
  }

  // A pasted text: as it is (`text`) and its folded characters (`marks`; 𠮷 is one). Character n has the code codes[n],
  // and stands in `text` from starts[n] to ends[n].
  class Pasted {
    constructor(text, fold) {
      const { INVISIBLE, located, unified } = window.gongkaiSearch;
      const seen = new Uint32Array(text.length);
      let [bare, size] = ["", 0];
      for (const { 0: words, index } of text.matchAll(new RegExp(`[^\\s\\x85${INVISIBLE.source.slice(1)}+`, "g"))) {
        bare += words;
        for (let at = index; at < index + words.length; at++) seen[size++] = at;
      }
      bare = fold(bare);
      const { starts, ends } = located(bare);
      this.text = text;
      this.marks = [...unified(bare)];
      this.codes = Uint32Array.from(this.marks, (mark) => mark.codePointAt(0));
      let at = 0;
      this.starts = this.marks.map((mark) => seen[starts[(at += mark.length) - mark.length]]);
      at = 0;
      this.ends = this.marks.map((mark) => seen[ends[(at += mark.length) - 1] - 1] + 1);
    }

    // Returns [start, end] in the pasted text of the characters from `start` to `end`.
    span(start, end) {
      return [this.starts[start], this.ends[end - 1]];
    }

    // Yields [start, end] in characters of each line that is not blank.
    *lines() {
      let start = 0;
      for (let line = this.text.indexOf("\n"); line >= 0; line = this.text.indexOf("\n", line + 1)) {
        const end = this.from(line, start, this.marks.length);
        if (end > start) yield [start, end];
        start = end;
      }
      if (start < this.marks.length) yield [start, this.marks.length];
    }

    // Yields [start, end] in characters of the words in each pair of quotation marks, if they are not too few.
    *quotes(start, end) {
      const [left, right] = this.span(start, end);
      for (const { 0: words, index } of this.text.slice(left, right).matchAll(QUOTED)) {
        const first = this.from(left + index + 1, start, end);
        const last = this.from(left + index + words.length - 1, first, end);
        if (last - first >= SHORTEST_QUOTE) yield [first, last];
      }
    }

    // Returns the first character from `low` on that stands at or after an offset of `text`, else `high`.
    from(offset, low, high) {
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.starts[middle] < offset) low = middle + 1;
        else high = middle;
      }
      return low;
    }
  }

  window.gongkaiPasted = { GRAM, SHORTEST_QUOTE, Grams, Pasted };
})();
