// What is compared when a quotation is checked: the pasted text, folded, with the way back, and the runs of a few
// characters of the reports. Part of the twin of generator/search/quoting/quotations.py, whose comments tell the rules.
(() => {
  "use strict";

  const QUOTED = /“[^“”]*(?:“[^“”]*”[^“”]*)*”|「[^「」]*」|『[^『』]*』|"[^"\n]*"/g;
  const SHORTEST_QUOTE = 4;
  const GRAM = 4;

  const codesOf = (text) => {
    const codes = new Uint16Array(text.length);
    for (let at = 0; at < text.length; at++) codes[at] = text.charCodeAt(at);
    return codes;
  };

  // Where the runs of GRAM characters stand in a stream of codes: runs have numbers, a number its places in order.
  class Grams {
    constructor(codes) {
      this.codes = codes;
      this.slots = 1;
      while (this.slots < 2 * codes.length) this.slots *= 2;
      this.table = new Int32Array(this.slots); // a gram's number and 1
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
      this.begins = new Int32Array(known + 1); // of a number's places, among all in `order`
      for (let number = 0; number < known; number++) this.begins[number + 1] = this.begins[number] + this.counts[number];
      const next = this.begins.slice();
      this.order = new Int32Array(most);
      for (let at = 0; at < most; at++) this.order[next[numbers[at]]++] = at;
    }

    // GRAM characters are two numbers of 32 bits.
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

    // The numbers of all grams of a text, one after the other; -1 for one that stands nowhere.
    of(codes) {
      const numbers = new Int32Array(Math.max(0, codes.length - GRAM + 1));
      for (let at = 0; at < numbers.length; at++) numbers[at] = this.table[this.slot(codes, at)] - 1;
      return numbers;
    }

    count(number) {
      return number < 0 ? 0 : this.counts[number];
    }
  }

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
      Object.assign(this, { text, plain: unified(bare) });
      this.codes = codesOf(this.plain);
      [this.starts, this.ends] = [new Uint32Array(starts.length), new Uint32Array(starts.length)];
      for (let at = 0; at < starts.length; at++) {
        this.starts[at] = seen[starts[at]];
        this.ends[at] = seen[ends[at] - 1] + 1;
      }
    }

    span(start, end) {
      return [this.starts[start], this.ends[end - 1]];
    }

    *lines() {
      let start = 0;
      for (let line = this.text.indexOf("\n"); line >= 0; line = this.text.indexOf("\n", line + 1)) {
        const end = this.from(line, start, this.plain.length);
        if (end > start) yield [start, end];
        start = end;
      }
      if (start < this.plain.length) yield [start, this.plain.length];
    }

    *quotes(start, end) {
      const [left, right] = this.span(start, end);
      for (const { 0: words, index } of this.text.slice(left, right).matchAll(QUOTED)) {
        const first = this.from(left + index + 1, start, end);
        const last = this.from(left + index + words.length - 1, first, end);
        if (last - first >= SHORTEST_QUOTE) yield [first, last];
      }
    }

    // The first character between two that stands at or behind an offset of the text.
    from(offset, low, high) {
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.starts[middle] < offset) low = middle + 1;
        else high = middle;
      }
      return low;
    }
  }

  window.gongkaiPasted = { GRAM, SHORTEST_QUOTE, Grams, Pasted, codesOf };
})();
