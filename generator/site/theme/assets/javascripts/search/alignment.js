// Aligns a pasted passage with similar words of the reports: the fewest characters to change, drop or add. The twin of
// generator/search/quoting/alignment.py, which explains the rules. Texts are arrays of code points here.
(() => {
  "use strict";

  // Returns how many codes `one` from `at` on and `other` from `there` on have in common.
  const common = (one, at, end, other, there) => {
    let size = 0;
    const most = Math.min(end - at, other.length - there);
    while (size < most && one[at + size] === other[there + size]) size += 1;
    return size;
  };

  // A table with a row for each number of differences and a column for each shift of the band: how many codes of the
  // passage are aligned at most, -1 where the shift leads out of the stream.
  let rows = new Int32Array(1 << 12);

  // Aligns the codes from `start` to `end` with words of the stream that begin in a band: at one of the `width` places
  // from `low` on. Returns the counterpart with the fewest differences, { start, end, distance, places, steps } as in
  // alignment.py; null if there are more than `most` differences.
  const align = (codes, start, end, stream, low, width, most) => {
    const [size, limit] = [end - start, stream.length];
    let distance = 0;
    let offset = -1; // the first shift by which the whole passage is aligned
    for (; ; distance++) {
      if (distance > most) return null;
      const row = distance * width;
      if (row + width > rows.length) {
        const more = new Int32Array(2 * (row + width));
        more.set(rows);
        rows = more;
      }
      for (let at = 0; at < width; at++) {
        const here = low + at;
        let far = 0;
        if (distance) {
          const kept = rows[row - width + at];
          const added = at ? rows[row - width + at - 1] : -1;
          const dropped = at + 1 < width ? rows[row - width + at + 1] : -1;
          far = Math.max(kept >= 0 && kept < limit - here ? kept + 1 : kept, Math.min(added, limit - here));
          if (dropped >= 0 && dropped >= far) far = dropped + 1;
        } else if (here < 0 || here > limit) far = -1;
        if (far >= 0) far += common(codes, start + far, end, stream, here + far);
        rows[row + at] = far;
        if (far === size && offset < 0) offset = at;
      }
      if (offset >= 0) break;
    }
    const until = low + size + offset;
    const steps = [];
    let at = size;
    for (let cost = distance; cost; ) {
      const there = low + at - 1 + offset;
      const stands = at && there >= 0 && there < limit;
      if (stands && codes[start + at - 1] === stream[there]) {
        steps.push("=");
        at -= 1;
        continue;
      }
      cost -= 1;
      if (stands && rows[cost * width + offset] >= at - 1) {
        steps.push("x");
        at -= 1;
      } else if (at && offset + 1 < width && rows[cost * width + offset + 1] >= at - 1) {
        steps.push("-");
        at -= 1;
        offset += 1;
      } else {
        steps.push("+");
        offset -= 1;
      }
    }
    return { start: low + offset, end: until, distance, places: 1, steps: "=".repeat(at) + steps.reverse().join("") };
  };

  const letters = new Int32Array(0x110000); // a count for each code; all zero between two calls

  // Returns how many of a passage's codes a window of the stream lacks: a minimum of the differences.
  const unmatched = (codes, start, end, stream, low, high) => {
    const [from, to] = [Math.max(0, low), Math.min(stream.length, high)];
    let missing = 0;
    for (let at = from; at < to; at++) letters[stream[at]] += 1;
    for (let at = start; at < end; at++) if (--letters[codes[at]] < 0) missing += 1;
    for (let at = from; at < to; at++) letters[stream[at]] = 0;
    for (let at = start; at < end; at++) letters[codes[at]] = 0;
    return missing;
  };

  window.gongkaiAlignment = { align, common, unmatched };
})();
