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

  const align = (plain, stream, low, width, most) => {
    const infinite = plain.length + 1;
    const stands = (at) => at >= 0 && at < stream.length;
    let row = Array.from({ length: width }, (_, at) => (low + at >= 0 && low + at <= stream.length ? 0 : infinite));
    const rows = [row];
    for (let at = 0; at < plain.length; at++) {
      const before = row;
      row = [];
      let least = infinite;
      for (let offset = 0; offset < width; offset++) {
        const there = low + at + offset;
        let cost = infinite;
        if (stands(there)) cost = before[offset] + (plain[at] !== stream[there] ? 1 : 0);
        if (offset + 1 < width) cost = Math.min(cost, before[offset + 1] + 1);
        if (offset && stands(there)) cost = Math.min(cost, row[offset - 1] + 1);
        row.push(cost);
        least = Math.min(least, cost);
      }
      if (least > most) return null;
      rows.push(row);
    }
    const distance = Math.min(...row);
    let offset = row.indexOf(distance);
    const end = low + plain.length + offset;
    let steps = "";
    for (let at = plain.length; at; ) {
      const there = low + at - 1 + offset;
      const same = stands(there) && plain[at - 1] === stream[there];
      const cost = rows[at][offset];
      if (stands(there) && cost === rows[at - 1][offset] + (same ? 0 : 1)) {
        steps = (same ? "=" : "x") + steps;
        at -= 1;
      } else if (offset + 1 < width && cost === rows[at - 1][offset + 1] + 1) {
        steps = `-${steps}`;
        at -= 1;
        offset += 1;
      } else {
        steps = `+${steps}`;
        offset -= 1;
      }
    }
    return { start: low + offset, end, distance, places: 1, steps };
  };

  class Pasted {
    constructor(text, fold) {
      const { INVISIBLE, located, unified } = window.gongkaiSearch;
      const seen = [];
      const unseen = new RegExp(`[\\s\\x85]|${INVISIBLE.source}`);
      for (let at = 0; at < text.length; at++) if (!unseen.test(text[at])) seen.push(at);
      const bare = fold(seen.map((at) => text[at]).join(""));
      const { starts, ends } = located(bare);
      Object.assign(this, { text, plain: unified(bare) });
      this.starts = starts.map((at) => seen[at]);
      this.ends = ends.map((at) => seen[at - 1] + 1);
    }

    span(start, end) {
      return [this.starts[start], this.ends[end - 1]];
    }

    *lines() {
      let start = 0;
      for (let at = 1; at <= this.plain.length; at++) {
        if (at < this.plain.length && !this.text.slice(this.ends[at - 1], this.starts[at]).includes("\n")) continue;
        yield [start, at];
        start = at;
      }
    }

    *quotes(start, end) {
      const [left, right] = this.span(start, end);
      for (const { 0: words, index } of this.text.slice(left, right).matchAll(QUOTED)) {
        const [from, to] = [left + index, left + index + words.length - 1];
        let [first, last] = [start, end];
        while (first < end && this.starts[first] <= from) first += 1;
        while (last > first && this.starts[last - 1] >= to) last -= 1;
        if (last - first >= SHORTEST_QUOTE) yield [first, last];
      }
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
      this.grams = new Map();
      for (let at = 0; at + GRAM <= this.stream.length; at++) {
        const gram = this.stream.slice(at, at + GRAM);
        if (this.grams.has(gram)) this.grams.get(gram).push(at);
        else this.grams.set(gram, [at]);
      }
    }

    // The passages of a text: { agreement, start, end, place, last, places, distance, pieces }.
    check(text) {
      const pasted = new Pasted(text.slice(0, LONGEST), this.engine.fold);
      const found = [];
      for (const [start, end] of pasted.lines()) found.push(...this.line(pasted, start, end));
      if (found.length || !pasted.plain) return found;
      return [this.passage(pasted, 0, pasted.plain.length, null)];
    }

    *line(pasted, start, end) {
      if (end - start >= (pasted.plain.length === end - start ? SHORTEST_QUOTE : SHORTEST)) {
        const match = this.match(pasted.plain.slice(start, end), 10);
        if (match) {
          yield this.passage(pasted, start, end, match);
          return;
        }
      }
      let at = start;
      for (const [left, right] of pasted.quotes(start, end)) {
        yield* this.runs(pasted, at, left);
        yield this.passage(pasted, left, right, this.match(pasted.plain.slice(left, right), 3));
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
      return this.engine.led(this.engine.pieces[this.engine.piece(this.starts[at])]);
    }

    pieces(pasted, from, match) {
      let [at, there] = [from, match.start];
      return match.steps.match(/=+|[^=]+/g).map((steps) => {
        const to = at + steps.replace(/\+/g, "").length;
        const until = there + steps.replace(/-/g, "").length;
        const words = to > at ? pasted.text.slice(...pasted.span(at, to)) : "";
        const stand = until > there ? this.engine.shown.slice(this.starts[there], this.ends[until - 1]) : "";
        [at, there] = [to, until];
        return [words, stand.replace(/\n/g, ""), steps[0] === "="];
      });
    }

    match(plain, part) {
      const at = this.stream.indexOf(plain);
      if (at >= 0) return { start: at, end: at + plain.length, distance: 0, places: this.count(plain) };
      if (plain.length < 2 * GRAM) return null;
      const begins = this.beginnings(plain);
      let best = null;
      for (const band of BANDS) {
        for (const start of begins) {
          const most = best ? best.distance - 1 : Math.floor(plain.length / part);
          best = align(plain, this.stream, start - band, 2 * band + 1, most) || best;
        }
        if (best) break;
      }
      return best;
    }

    count(plain) {
      return this.stream.split(plain).length - 1;
    }

    beginnings(plain) {
      const votes = new Map();
      for (const common of [false, true]) {
        for (let offset = 0; offset + GRAM <= plain.length; offset++) {
          const places = this.grams.get(plain.slice(offset, offset + GRAM)) || [];
          if (!common && places.length > PLACES) continue;
          for (const place of places.slice(0, PLACES)) votes.set(place - offset, (votes.get(place - offset) || 0) + 1);
        }
        if (votes.size) break;
      }
      return [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, TRIED).map(([start]) => start);
    }

    *runs(pasted, start, end) {
      let chain = [];
      const goesOn = ([here, there, size], [next, then]) =>
        next - here - size <= GAP && then - there - size >= 0 && then - there - size <= GAP;
      for (const block of this.blocks(pasted.plain, start, end)) {
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
      const [[start, there, size], last] = [chain[0], chain[chain.length - 1]];
      const end = last[0] + last[2];
      if (end - start < SHORTEST) return;
      const plain = pasted.plain.slice(start, end);
      const width = 2 * Math.abs(last[1] - last[0] - there + start) + 2 * GAP + 1;
      const match =
        chain.length === 1
          ? { start: there, end: there + size, distance: 0, places: this.count(plain) }
          : align(plain, this.stream, there - (width >> 1), width, end - start);
      yield this.passage(pasted, start, end, match);
    }

    *blocks(plain, start, end) {
      for (let at = start; at + GRAM <= end; ) {
        let [size, where] = [0, 0];
        for (const place of (this.grams.get(plain.slice(at, at + GRAM)) || []).slice(0, PLACES)) {
          let length = GRAM;
          while (at + length < end && plain[at + length] === this.stream[place + length]) length += 1;
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
    const { bare, foldWith, unified, Engine, groups, planned } = window.gongkaiSearch;
    const { Portal, gramsOf } = window.gongkaiPortal;
    const data = { ...whole.data, address: `${INDEX}on` };
    const portal = new Portal(data, () => {}, { Engine, bare, foldWith, groups, planned, ungrouped: unified });
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
