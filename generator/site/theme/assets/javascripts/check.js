// 引文核对: which words of a pasted text stand in the reports, letter by letter, and where they differ; on this machine,
// nothing is sent. The twin of generator/search/quotations.py, whose comments tell the rules; tests/search/quotations.yml
// holds both to the same answers. Of many reports those are fetched that have most of the text's rare pairs.
(() => {
  "use strict";

  const SHORTEST = 12;
  const LONGEST = 100000;
  const QUOTED = /“[^“”]*(?:“[^“”]*”[^“”]*)*”|「[^「」]*」|『[^『』]*』|"[^"\n]*"/g;
  const SHORTEST_QUOTE = 4;
  const GRAM = 4;
  const PLACES = 64;
  const TRIED = 12;
  const BLOCK = 6;
  const GAP = 4;
  const BANDS = [8, 64];
  const PAIRS = 48; // looked up among many reports
  const REPORTS = 12; // of which so many are fetched

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

  // How far two texts are the same from two places on.
  const common = (one, at, end, other, there) => {
    let size = 0;
    const most = Math.min(end - at, other.length - there);
    while (size < most && one[at + size] === other[there + size]) size += 1;
    return size;
  };

  // How far each shift comes, row after row: a difference more each.
  let rows = new Int32Array(1 << 12);

  // The passage from `start` to `end` beside words of the stream that begin in `width` places from `low` on: by the
  // furthest place that each shift reaches with so many differences. Null for more than `most`.
  const align = (codes, start, end, stream, low, width, most) => {
    const [size, limit] = [end - start, stream.length];
    let distance = 0;
    let offset = -1; // the first shift that comes to the end
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

  class Checker {
    constructor(engine) {
      this.engine = engine;
      const slug = (offset) => {
        const address = engine.pages[engine.units[engine.unit(offset)][1]][0];
        return address.includes("/") ? address.slice(0, address.indexOf("/")) : "";
      };
      const kept = [];
      let before = null;
      for (let at = 0; at < engine.plain.length; at++) {
        if (engine.plain[at] === "\n") {
          const following = slug(engine.plainAt[at] + 1);
          if (following === before) continue;
          before = following;
        } else if (before === null) before = slug(engine.plainAt[at]);
        kept.push(at);
      }
      this.stream = kept.map((at) => engine.plain[at]).join("");
      this.starts = kept.map((at) => engine.plainAt[at]);
      this.ends = kept.map((at) => (engine.plainEnd ? engine.plainEnd[at] : engine.plainAt[at] + 1));
      this.codes = codesOf(this.stream);
      this.grams = new Grams(this.codes);
      this.places = new Map(); // where a piece leads to
    }

    // The passages of a text: { agreement, start, end, place, last, places, distance, pieces }.
    check(text) {
      const pasted = new Pasted(text.slice(0, LONGEST), this.engine.fold);
      pasted.grams = this.grams.of(pasted.codes);
      const found = [];
      for (const [start, end] of pasted.lines()) found.push(...this.line(pasted, start, end));
      if (found.length || !pasted.plain) return found;
      return [this.passage(pasted, 0, pasted.plain.length, null)];
    }

    *line(pasted, start, end) {
      if (end - start >= (pasted.plain.length === end - start ? SHORTEST_QUOTE : SHORTEST)) {
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
      let [known, common] = [0, 0];
      for (let at = start; at < start + all; at++) {
        const count = this.grams.count(pasted.grams[at]);
        known += count ? 1 : 0;
        common += count > PLACES ? 1 : 0;
      }
      if (!known || known < all - GRAM * most) return null;
      const { votes, begins, touched } = this.votes(pasted, start, all, common);
      let best = null;
      for (const widest of BANDS) {
        const band = Math.min(widest, most);
        const tried = [];
        for (const begin of begins) {
          if (tried.some((other) => Math.abs(begin - other) <= band >> 1)) continue;
          tried.push(begin);
          const least = best ? best.distance - 1 : most;
          const [low, width] = [begin - band, 2 * band + 1];
          let voices = common;
          for (let at = low; at < low + width; at++) voices += votes[at + size] || 0;
          if (!least || voices < all - GRAM * least) continue;
          if (this.unmatched(pasted, start, end, low, low + width + size) > least) continue;
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

    // How many of a passage's characters a window of the stream lacks.
    unmatched(pasted, start, end, low, high) {
      this.letters = this.letters || new Int32Array(0x10000);
      const { letters, codes } = this;
      const [from, to] = [Math.max(0, low), Math.min(codes.length, high)];
      let missing = 0;
      for (let at = from; at < to; at++) letters[codes[at]] += 1;
      for (let at = start; at < end; at++) if (--letters[pasted.codes[at]] < 0) missing += 1;
      for (let at = from; at < to; at++) letters[codes[at]] = 0;
      for (let at = start; at < end; at++) letters[pasted.codes[at]] = 0;
      return missing;
    }

    // Where in the stream a passage may begin, by how many of its grams, at `votes[begin + size]`; the likeliest.
    votes(pasted, start, all, common) {
      const size = all + GRAM - 1;
      if (!this.kept || this.kept.length < this.codes.length + size) this.kept = new Int32Array(this.codes.length + 2 * size);
      const votes = this.kept;
      const places = [];
      const { counts, begins, order } = this.grams;
      for (let offset = 0; offset < all; offset++) {
        const number = pasted.grams[start + offset];
        if (number < 0 || (counts[number] > PLACES && common < all)) continue;
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

  window.gongkaiCheck = { Checker };
  const form = document.querySelector("form.check");
  if (!form) return;
  const config = JSON.parse(document.getElementById("__config").textContent);
  const base = `${new URL(config.base, location)}`.replace(/\/?$/, "/");
  const INDEX = `${base}search/search_index.js`;

  // --- the reports: all of them where they are few, else those that have the rarest pairs of each stretch ---

  const script = (src) =>
    new Promise((resolve, reject) => {
      const element = Object.assign(document.createElement("script"), { src, onload: resolve, onerror: reject });
      document.head.append(element);
    });
  let whole; // { data } of all reports, { checker } where they are few
  const ready = async () => {
    if (!window.gongkaiSearch) await script(config.search);
    if (location.protocol === "file:") {
      if (!window.__index) await script(INDEX);
      whole = { data: window.__index };
    } else whole = { data: await (await fetch(`${INDEX}on`)).json() };
    if (whole.data.config.format === 1) whole.checker = new Checker(new window.gongkaiSearch.Engine(whole.data));
  };

  const likely = async (text) => {
    if (!window.gongkaiPortal) await script(`${base}assets/javascripts/search/portal.js`);
    const { bare, foldWith, unified, Engine, groups, planned, refers } = window.gongkaiSearch;
    const { Portal, gramsOf } = window.gongkaiPortal;
    const data = { ...whole.data, address: `${INDEX}on` };
    const portal = new Portal(data, () => {}, { Engine, bare, foldWith, groups, planned, refers, ungrouped: unified });
    const pasted = new Pasted(text, portal.fold);
    const parts = [...pasted.lines()].flatMap(([start, end]) => [[start, end], ...pasted.quotes(start, end)]);
    const each = Math.max(3, Math.floor(PAIRS / parts.length));
    const chosen = new Map();
    for (const [start, end] of parts.slice(0, PAIRS / 3)) {
      const grams = gramsOf(pasted.plain.slice(start, end));
      const count = Math.min(each, grams.length);
      const wanted = Array.from({ length: count }, (_, at) => grams[Math.floor((at * grams.length) / count)]);
      const scores = new Map();
      for (const holders of await Promise.all(wanted.filter(Boolean).map((gram) => portal.holders(gram))))
        for (const number of holders) scores.set(number, (scores.get(number) || 0) + 1 / holders.size);
      const best = [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 3);
      for (const [number, score] of best) chosen.set(number, (chosen.get(number) || 0) + score);
    }
    const numbers = [...chosen].sort((a, b) => b[1] - a[1]).slice(0, REPORTS).map(([number]) => number);
    const docs = { pages: [], units: [], lines: [] };
    for (const { slug } of portal.reports.filter(({ number }) => numbers.includes(number))) {
      const [pages, units, found] = [docs.pages.length, docs.units.length, JSON.parse(await portal.text(`../${slug}/search.json`))];
      docs.pages.push(...found.pages);
      docs.units.push(...found.units.map(([label, page]) => [label, pages + page]));
      docs.lines.push(...found.lines.map((line) => line.map(([words, anchor, unit, head]) => [words, anchor, units + unit, head])));
    }
    const among = `在最相近的 ${numbers.length} 份通报（共 ${portal.reports.length} 份）里`;
    return { checker: new Checker(new Engine({ docs }, portal.fold)), among };
  };

  // --- the form ---

  const result = form.parentElement.querySelector(".check__result");

  const element = (name, css, ...inside) => {
    const made = document.createElement(name);
    if (css) made.className = css;
    made.append(...inside);
    return made;
  };
  const told = { exact: "一字不差", differs: "有出入", missing: "没有找到" };
  const link = (place, words) => {
    const address = new URL(place.address, base);
    if (words) address.search = `?h=${encodeURIComponent(words.replace(/\s/g, ""))}`;
    const label = [...place.above.slice(0, 1), place.title].join(" › ");
    return Object.assign(element("a", "", label), { href: address.href });
  };
  const shown = (text, { agreement: kind, start, end, place, last, places, distance, pieces }) => {
    const words = element("blockquote", "");
    if (kind === "differs") {
      for (const [pasted, stands, same] of pieces) {
        if (same) words.append(stands);
        else {
          if (pasted) words.append(element("del", "", element("span", "unseen", "贴入的："), pasted));
          if (stands) words.append(element("ins", "", element("span", "unseen", "原文："), stands));
        }
      }
    } else words.append(text.slice(start, end));
    const how = { exact: places > 1 ? `（共 ${places} 处）` : "", differs: `（${distance} 个字）`, missing: "" }[kind];
    const item = element("li", `check__item check__item--${kind}`, element("p", "check__verdict", told[kind] + how), words);
    if (place) {
      const exact = kind === "exact" && !last ? text.slice(start, end) : "";
      item.append(element("p", "check__place", link(place, exact), ...(last ? [" 至 ", link(last)] : [])));
    }
    return item;
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = form.elements.text.value;
    if (!text.trim()) return;
    result.textContent = "正在核对…";
    try {
      if (!whole) await ready();
      const { checker, among } = whole.checker ? whole : await likely(text);
      const found = checker.check(text);
      const counted = Object.keys(told).map((kind) => [kind, found.filter((one) => one.agreement === kind).length]);
      const summary = counted.filter(([, number]) => number).map(([kind, number]) => `${told[kind]} ${number} 处`);
      const head = element("p", "check__summary", `${among ? `${among}：` : ""}${summary.join("，")}。`);
      result.textContent = "";
      result.append(head, element("ol", "check__list", ...found.map((one) => shown(text, one))));
    } catch (error) {
      console.warn(`check: ${error}`);
      whole = undefined;
      result.textContent = "没有核对成：通报的文字没有取到，请检查网络后再试。";
    }
  });
})();
