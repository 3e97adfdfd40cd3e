// Finds which words of a pasted text stand in the reports, character by character, and where they differ. The twin of
// generator/search/quoting/quotations.py, which explains the rules and the constants; tests/search/quotations.yml tests
// both.
(() => {
  "use strict";

  const { GRAM, SHORTEST_QUOTE, Grams, Pasted } = window.gongkaiPasted;
  const { align, common, unmatched } = window.gongkaiAlignment;
  const SHORTEST = 12;
  const LONGEST = 100000;
  const PLACES = 64;
  const TRIED = 12;
  const BLOCK = 6;
  const GAP = 4;
  const BANDS = [8, 64];

  class Checker {
    constructor(engine) {
      this.engine = engine;
      const slug = (offset) => {
        const address = engine.pages[engine.units[engine.unit(offset)][1]][0];
        return address.includes("/") ? address.slice(0, address.indexOf("/")) : "";
      };
      const codes = [];
      [this.starts, this.ends] = [[], []];
      let before = null;
      let next = 0;
      for (const mark of engine.plain) {
        const at = next;
        next += mark.length;
        if (mark === "\n") {
          const following = slug(engine.plainAt[at] + 1);
          if (following === before) continue;
          before = following;
        } else if (before === null) before = slug(engine.plainAt[at]);
        codes.push(mark.codePointAt(0));
        this.starts.push(engine.plainAt[at]);
        this.ends.push(engine.plainEnd ? engine.plainEnd[next - 1] : engine.plainAt[next - 1] + 1);
      }
      this.codes = Uint32Array.from(codes);
      this.grams = new Grams(this.codes);
      this.places = new Map(); // a cache: the place of a piece, as a result of the engine
    }

    // Returns the passages of a text, each { agreement, start, end, place, last, places, distance, pieces }: `Quoted`
    // in quotations.py explains them.
    check(text) {
      const pasted = new Pasted(text.slice(0, LONGEST), this.engine.fold);
      pasted.grams = this.grams.of(pasted.codes);
      const found = [];
      for (const [start, end] of pasted.lines()) found.push(...this.line(pasted, start, end));
      if (found.length || !pasted.marks.length) return found;
      return [this.passage(pasted, 0, pasted.marks.length, null)];
    }

    *line(pasted, start, end) {
      if (end - start >= (pasted.marks.length === end - start ? SHORTEST_QUOTE : SHORTEST)) {
        const match = this.match(pasted, start, end, 10);
        if (match) {
          yield this.passage(pasted, start, end, match);
          return;
        }
      }
      let at = start;
      for (const [left, right] of pasted.quotes(start, end)) {
        yield* this.runs(pasted, at, left);
        yield this.passage(pasted, left, right, this.match(pasted, left, right, 3));
        at = right;
      }
      yield* this.runs(pasted, at, end);
    }

    passage(pasted, from, to, match) {
      const [start, end] = pasted.span(from, to);
      const found = { agreement: "missing", start, end, place: null, last: null, places: 0, distance: 0, pieces: [] };
      if (!match) return found;
      const place = this.place(match.start);
      const last = this.place(match.end - 1);
      const { places, distance } = match;
      const pieces = distance ? this.pieces(pasted, from, match) : [];
      const agreement = distance ? "differs" : "exact";
      return { ...found, agreement, place, last: last.address === place.address ? null : last, places, distance, pieces };
    }

    place(at) {
      const piece = this.engine.piece(this.starts[at]);
      if (!this.places.has(piece)) this.places.set(piece, this.engine.led(this.engine.pieces[piece]));
      return this.places.get(piece);
    }

    pieces(pasted, from, { start, steps }) {
      const found = [];
      let [at, there] = [from, start];
      for (let step = 0; step < steps.length; ) {
        const same = steps[step] === "=";
        let [to, until] = [at, there];
        for (; step < steps.length && (steps[step] === "=") === same; step++) {
          if (steps[step] !== "+") to += 1;
          if (steps[step] !== "-") until += 1;
        }
        const words = to > at ? pasted.text.slice(...pasted.span(at, to)) : "";
        const stand = until > there ? this.engine.shown.slice(this.starts[there], this.ends[until - 1]) : "";
        found.push([words, stand.replace(/\n/g, ""), same]);
        [at, there] = [to, until];
      }
      return found;
    }

    match(pasted, start, end, part) {
      const size = end - start;
      const exact = this.exact(pasted, start, end);
      if (exact || size < 2 * GRAM) return exact;
      const all = size - GRAM + 1;
      const most = Math.floor(size / part);
      // A minimum of the differences: each gram that stands nowhere in the reports has one, and grams that share no
      // character have different ones.
      let [floor, frequent, next, rarest] = [0, 0, start, -1];
      for (let at = start; at < start + all; at++) {
        const count = this.grams.count(pasted.grams[at]);
        if (count > PLACES) frequent += 1;
        if (count) {
          if (rarest < 0 || count < this.grams.count(pasted.grams[rarest])) rarest = at;
        } else if (at >= next) {
          floor += 1;
          next = at + GRAM;
        }
      }
      floor = Math.max(1, floor);
      if (floor > most || rarest < 0) return null;
      const nearest = floor <= BANDS[0] && this.least(pasted, start, end, rarest, floor);
      if (nearest) return nearest;
      const { votes, begins, touched } = this.votes(pasted, start, all, frequent);
      let best = null;
      for (const widest of BANDS) {
        const band = Math.min(widest, most);
        const tried = [];
        for (const begin of begins) {
          if (tried.some((other) => Math.abs(begin - other) <= band >> 1)) continue;
          tried.push(begin);
          const least = best ? best.distance - 1 : most;
          const [low, width] = [begin - band, 2 * band + 1];
          let voices = frequent;
          for (let at = low; at < low + width; at++) voices += votes[at + size] || 0;
          if (least < floor || voices < all - GRAM * least) continue;
          if (unmatched(pasted.codes, start, end, this.codes, low, low + width + size) > least) continue;
          best = align(pasted.codes, start, end, this.codes, low, width, least) || best;
        }
        if (best) break;
      }
      for (const begin of touched) votes[begin + size] = 0;
      return best;
    }

    exact(pasted, start, end) {
      if (end - start < GRAM) return null;
      let rarest = start;
      for (const at of [start + ((end - start - GRAM) >> 1), end - GRAM])
        if (this.grams.count(pasted.grams[at]) < this.grams.count(pasted.grams[rarest])) rarest = at;
      const number = pasted.grams[rarest];
      let [first, last, places] = [-1, -1, 0];
      for (let at = 0; at < this.grams.count(number); at++) {
        const there = this.grams.order[this.grams.begins[number] + at] - rarest + start;
        if (there < 0 || (places && there < last)) continue;
        if (common(pasted.codes, start, end, this.codes, there) < end - start) continue;
        if (!places) first = there;
        last = there + end - start;
        places += 1;
      }
      return places ? { start: first, end: first + end - start, distance: 0, places } : null;
    }

    // Looks at the places of a passage's rarest gram for a counterpart with no more than `floor` differences, the
    // minimum: no other can have fewer. Returns null if there is none.
    least(pasted, start, end, rarest, floor) {
      const { begins, order } = this.grams;
      const number = pasted.grams[rarest];
      for (let one = 0; one < Math.min(TRIED, this.grams.count(number)); one++) {
        const low = order[begins[number] + one] - rarest + start - floor;
        const match = align(pasted.codes, start, end, this.codes, low, 2 * floor + 1, floor);
        if (match) return match;
      }
      return null;
    }

    // Counts for each place of the stream how many of the passage's grams say that the passage begins there. Returns
    // { votes, begins, touched }: the count for a place `begin` is votes[begin + size]; `begins` are the TRIED places
    // with the most votes, best first; `touched` are all places with votes, which `match` sets back to zero.
    votes(pasted, start, all, frequent) {
      const size = all + GRAM - 1;
      if (!this.kept || this.kept.length < this.codes.length + size) this.kept = new Int32Array(this.codes.length + 2 * size);
      const votes = this.kept;
      const places = [];
      const { counts, begins, order } = this.grams;
      for (let offset = 0; offset < all; offset++) {
        const number = pasted.grams[start + offset];
        if (number < 0 || (counts[number] > PLACES && frequent < all)) continue;
        const until = begins[number] + Math.min(PLACES, counts[number]);
        for (let at = begins[number]; at < until; at++) {
          const begin = order[at] - offset;
          if (!votes[begin + size]++) places.push(begin);
        }
      }
      const best = [];
      const behind = (one, other) => votes[one + size] < votes[other + size] || (votes[one + size] === votes[other + size] && one > other);
      for (const begin of places) {
        if (best.length === TRIED && behind(begin, best[TRIED - 1])) continue;
        let at = best.length;
        while (at && behind(best[at - 1], begin)) at -= 1;
        best.splice(at, 0, begin);
        if (best.length > TRIED) best.pop();
      }
      return { votes, begins: best, touched: places };
    }

    *runs(pasted, start, end) {
      let chain = [];
      const goesOn = ([here, there, size], [next, then]) =>
        next - here - size <= GAP && then - there - size >= 0 && then - there - size <= GAP;
      for (const block of this.blocks(pasted, start, end)) {
        if (chain.length && !goesOn(chain[chain.length - 1], block)) {
          yield* this.run(pasted, chain);
          chain = [];
        }
        chain.push(block);
      }
      yield* this.run(pasted, chain);
    }

    *run(pasted, chain) {
      if (!chain.length) return;
      const [[start, there], last] = [chain[0], chain[chain.length - 1]];
      const end = last[0] + last[2];
      if (end - start < SHORTEST) return;
      const width = 2 * Math.abs(last[1] - last[0] - there + start) + 2 * GAP + 1;
      const match =
        chain.length === 1
          ? this.exact(pasted, start, end)
          : align(pasted.codes, start, end, this.codes, there - (width >> 1), width, end - start);
      yield this.passage(pasted, start, end, match);
    }

    *blocks(pasted, start, end) {
      const { begins, order } = this.grams;
      for (let at = start; at + GRAM <= end; ) {
        let [size, where] = [0, 0];
        const number = pasted.grams[at];
        const places = Math.min(PLACES, this.grams.count(number));
        for (let one = 0; one < places; one++) {
          const place = order[begins[number] + one];
          const length = common(pasted.codes, at, end, this.codes, place);
          if (length > size) [size, where] = [length, place];
        }
        if (size >= BLOCK) yield [at, where, size];
        at += size >= BLOCK ? size : 1;
      }
    }
  }

  window.gongkaiQuotations = { Checker };
})();
