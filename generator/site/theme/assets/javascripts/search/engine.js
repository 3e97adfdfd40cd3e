// The search engine in the browser: the twin of generator/search/ (normal.py, engine.py, references.py);
// tests/search/cases.yml holds both to the same answers. Runs as the worker of Material's search box, or as a plain
// script where there are no workers (file://). Offsets are UTF-16 code units. A portal hands over a manifest instead of
// an index; portal.js then fetches what a query needs.
(() => {
  const LONGEST_QUERY = 200;
  const SHORTEST_PIECE = 2;
  const CONTEXT = 60;
  const SHOWN_AT_ONCE = 4;
  const PORTAL = 2; // format of a portal's manifest; an index has 1
  // The same as in normal.py, but without lookbehind, which Safari 14 lacks: `unifiable` looks at the character before.
  const MEASURES = { m2: "㎡", m3: "㎥", km2: "㎢", cm2: "㎠", mm2: "㎟", "°c": "℃" };
  const UNIFIED = new RegExp(
    "\\d{1,3}(?:,\\d{3})+(?![\\d,])" +
      "|\\d{4}(?:年\\d{1,2}月\\d{1,2}日|-\\d{1,2}-\\d{1,2}(?!\\d)|/\\d{1,2}/\\d{1,2}(?!\\d)|\\.\\d{1,2}\\.\\d{1,2}(?![\\d.]))" +
      "|[(\\[【〔〖]\\d{4}[)\\]】〕〗]" +
      "|(?:[kcm]?m2|m3)(?![\\da-z])|°c(?![a-z])",
    "g",
  );
  const INVISIBLE = /[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]/g;
  const SAME = new Map([["µ", "μ"]]);
  const FIGURES = { "¹": "1", "²": "2", "³": "3" };
  const ADDRESS = /^(?:(?:https?|file):\/\/[^/?#]*)?\/*([\w./%~-]*\/[\w./%~-]*|[a-z0-9-]+(?=#))(?:\?[^#]*)?(?:#([\w-]*))?$/;
  const JOINED = /[0-9a-z.]/;
  const PAIRS = new Map([..."“”‘’《》〈〉「」『』()[]【】〔〕"].map((mark, at, all) => [mark, all[at - 1]]).filter((_, at) => at % 2));
  const OPENERS = new Set(PAIRS.values());
  const STOPS = "。;!?";
  const CLOSERS = "”’」』)";
  const GOES_ON = "的地得等之、,:。;!?”’」』)》〉";

  // Not \s, which has U+FEFF as well: in the text that is an invisible character, and offsets count it.
  const BLANKS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
  const squeeze = (text) => text.replace(BLANKS, " ").replace(/^ | $/g, "");

  // Returns a function that folds a text: half-width, lower case, simplified characters, runs of white space as one
  // blank. Apart from white space no character is added or dropped. `pairs` are the `variants` of an index or manifest:
  // a traditional character, its simplified one, and so on.
  const foldWith = (pairs) => {
    const variants = new Map();
    const characters = [...pairs];
    for (let at = 0; at < characters.length; at += 2) variants.set(characters[at], characters[at + 1]);
    const known = new Uint16Array(0x10000); // a cache: the folded code of each code, 0 if not known
    return (text) => spaced(text, variants, known);
  };
  const foldedOne = (character, variants) => {
    const code = character.codePointAt(0);
    const half = code > 0xff00 && code < 0xff5f ? String.fromCharCode(code - 0xfee0) : character;
    const low = half.toLowerCase();
    const plain = low.length === half.length ? (variants.get(low) ?? low) : half;
    return character.replace(INVISIBLE, "") ? (SAME.get(plain) ?? plain) : " ";
  };
  const figured = (text) => text.replace(/([a-z])([¹²³])/g, (_, letter, figure) => letter + FIGURES[figure]);
  const spaced = (text, variants, known) => {
    const squeezed = squeeze(text);
    const units = new Uint16Array(2 * squeezed.length);
    let size = 0;
    for (let at = 0; at < squeezed.length; at++) {
      const code = squeezed.charCodeAt(at);
      if (known[code]) units[size++] = known[code];
      else {
        const character = String.fromCodePoint(squeezed.codePointAt(at));
        const plain = foldedOne(character, variants);
        for (let unit = 0; unit < plain.length; unit++) units[size++] = plain.charCodeAt(unit);
        if (character.length > 1) at += 1;
        else if (plain.length === 1) known[code] = units[size - 1];
      }
    }
    let result = "";
    for (let at = 0; at < size; at += 4096) result += String.fromCharCode.apply(null, units.subarray(at, Math.min(size, at + 4096)));
    return figured(result);
  };
  const bare = (text) => text.replace(/ /g, "");
  const widthsAlone = foldWith("");
  // Folds a query and removes its invisible characters, which come along when pasting.
  const typed = (query, fold) => fold(query.replace(INVISIBLE, ""));
  // Removes the blanks between numbers and the words around them, which other pages show and our text may lack.
  const tightened = (term) =>
    term.replace(/([\d.%]) (?=[\u3400-\u9fff%‰℃])/g, "$1").replace(/([\u3400-\u9fff]) (?=\d)/g, "$1");

  // Yields the matches of UNIFIED: numbers, dates, years and units that can be written in several ways.
  const unifiable = function* (text) {
    const pattern = new RegExp(UNIFIED.source, "g");
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const before = match.index ? text[match.index - 1] : "";
      if (before && barred(match[0]).test(before)) pattern.lastIndex = match.index + 1;
      else yield match;
    }
  };
  // Returns a pattern of what must not stand before such a match: digits before a number, letters before a unit.
  const barred = (words) => {
    if (words.includes(",")) return /[\d.,]/;
    if (/^\d/.test(words)) return /\d/;
    return /^[kcm]/.test(words) ? /[a-z]/ : /[^\s\S]/;
  };
  // Returns the one way in which words are compared that can be written in several: 1,234 as 1234, 2020-01-02 as
  // 2020年1月2日, (2020) as 〔2020〕, km2 as ㎢.
  const oneWay = (words) => {
    if (MEASURES[words]) return MEASURES[words];
    const numbers = words.match(/\d+/g);
    if (numbers.length === 1) return `〔${numbers[0]}〕`;
    return words.includes(",") ? numbers.join("") : `${numbers[0]}年${+numbers[1]}月${+numbers[2]}日`;
  };
  // Returns [start, end] for each character of `unifiedWords`: where it stands in the words as written, which begin at
  // `offset`. A sign that is written otherwise (- for 年) has the same place; a character that is not written, the end.
  const placesOf = (words, unifiedWords, offset) => {
    let at = 0;
    return [...unifiedWords].map((character) => {
      let place = words.indexOf(character, at);
      if (place < 0 && at < words.length && !/\d/.test(words[at])) place = at;
      if (place < 0) place = unifiedWords.length > 1 ? Math.max(at, words.length - 1) : 0;
      else at = place + 1;
      const end = unifiedWords.length === 1 ? words.length : Math.min(place + 1, words.length);
      return [offset + Math.min(place, words.length - 1), offset + end];
    });
  };
  const unified = (text) => {
    let [result, at] = ["", 0];
    for (const { 0: words, index } of unifiable(text)) {
      result += text.slice(at, index) + oneWay(words);
      at = index + words.length;
    }
    return result + text.slice(at);
  };

  // Returns { starts, ends }: where each character of the unified text stands in the text.
  const located = (text) => {
    const [starts, ends] = [[], []];
    let at = 0;
    const keep = (end) => {
      for (; at < end; at++) {
        starts.push(at);
        ends.push(at + 1);
      }
    };
    for (const { 0: words, index } of unifiable(text)) {
      keep(index);
      for (const [start, end] of placesOf(words, oneWay(words), index)) {
        starts.push(start);
        ends.push(end);
      }
      at = index + words.length;
    }
    keep(text.length);
    return { starts, ends };
  };

  const scan = function* (text, term) {
    for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) yield at;
  };
  // Index of the last of the sorted `starts` that is not after `offset`.
  const before = (starts, offset) => {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  const escapeHtml = (text) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

  const halfWidth = (text) =>
    text.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));

  // Returns for each code of a half-width line whether it stands strictly inside a pair of quotation marks or brackets:
  // the twin of generator/text/quotes.py.
  const enclosed = (line) => {
    const change = new Array(line.length + 1).fill(0);
    const [opened, waiting] = [[], new Map()];
    for (let at = 0; at < line.length; at += 1) {
      const [mark, partner] = [line[at], PAIRS.get(line[at])];
      if (OPENERS.has(mark)) {
        opened.push([mark, at]);
        waiting.set(mark, (waiting.get(mark) || 0) + 1);
      } else if (partner && waiting.get(partner)) {
        let opener;
        do {
          opener = opened.pop();
          waiting.set(opener[0], waiting.get(opener[0]) - 1);
        } while (opener[0] !== partner);
        change[opener[1] + 1] += 1;
        change[at] -= 1;
      }
    }
    let depth = 0;
    return change.map((step) => (depth += step) > 0);
  };

  // Returns the offsets at which the sentences of a line end: the twin of generator/text/sentences.py.
  const sentenceEnds = (shown) => {
    const line = halfWidth(shown);
    const inside = enclosed(line);
    const ends = [];
    let [opened, stopped] = [0, false];
    const isOne = (of, mark) => Boolean(mark) && of.includes(mark);
    for (let at = 0; at < line.length; at += 1) {
      const [mark, following] = [line[at], line[at + 1]];
      if (inside[at + 1] && !inside[at]) opened = at;
      if (isOne(STOPS, mark)) {
        stopped = true;
        if (!inside[at] && !isOne(CLOSERS + STOPS, following)) ends.push(at + 1);
      } else if (stopped && isOne(CLOSERS, mark)) {
        const whole =
          !inside[at - 1] ||
          !opened ||
          ends[ends.length - 1] === opened ||
          isOne(`:${STOPS}${CLOSERS}`, line[opened - 1]);
        if (!inside[at] && whole && !isOne(GOES_ON, following)) ends.push(at + 1);
      } else stopped = false;
    }
    if (line && ends[ends.length - 1] !== line.length) ends.push(line.length);
    return ends;
  };

  // Plans what to look for, as a generator that asks whoever has the text: each question that it yields is answered
  // with true or false. { terms } asks whether all terms stand in one unit, { stands } whether a string stands
  // anywhere. Returns { mode, terms, whole }; results in which `whole` stands come first.
  const planned = function* (query, fold) {
    const wanted = typed([...query].slice(0, LONGEST_QUERY).join(""), fold);
    for (const term of new Set([wanted, tightened(wanted)]))
      if (term && (yield { terms: [term] })) return { mode: "whole", terms: [term], whole: term };
    const quoted = /"([^"]*)"/g;
    const phrases = [...wanted.matchAll(quoted)].map(([, phrase]) => fold(phrase)).filter(Boolean);
    const words = wanted.replace(quoted, " ").replace(/"/g, " ").split(" ").filter(Boolean);
    const terms = [...phrases, ...words];
    if ((terms.length > 1 || phrases.length) && (yield { terms }))
      return { mode: terms.length === 1 ? "whole" : "all", terms, whole: bare(wanted) };
    const none = { mode: "none", terms: [], whole: "" };
    for (const phrase of phrases) if (!(yield { terms: [phrase] })) return none;
    const size = (text) => [...text].length;
    const count = (texts) => texts.reduce((sum, text) => sum + size(text), 0);
    const found = new Set(phrases);
    for (const word of words) for (const piece of yield* longest(word)) found.add(piece);
    let pieces = [...found];
    // Pieces of less than half of the query's length are not what the reader meant: then nothing is found.
    const enough = () => words.length && pieces.length && 2 * count(pieces) >= count(terms);
    if (!enough()) return none;
    if (yield { terms: pieces }) return { mode: "pieces", terms: pieces, whole: "" };
    pieces = [pieces.reduce((best, piece) => (size(piece) > size(best) ? piece : best))];
    return enough() && (yield { terms: pieces }) ? { mode: "pieces", terms: pieces, whole: "" } : none;
  };

  // Returns the longest pieces of a word that stand somewhere, in order, and yields questions as `planned` does. No
  // number and no Latin word is cut.
  const longest = function* (word) {
    const characters = [...word];
    const cut = (start, end) => characters.slice(start, end).join("");
    const inside = (at) => at > 0 && at < characters.length;
    const edges = [...Array(characters.length + 1).keys()].filter(
      (at) => !(inside(at) && JOINED.test(characters[at - 1]) && JOINED.test(characters[at])),
    );
    let best = [0, 0];
    for (const [first, start] of edges.entries()) {
      // If a piece stands somewhere, so does each of its beginnings: the longest piece is found by binary search.
      let [low, high] = [first, edges.length - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (yield { stands: cut(start, edges[middle]) }) low = middle;
        else high = middle - 1;
      }
      if (edges[low] - start > best[1] - best[0]) best = [start, edges[low]];
    }
    const [start, end] = best;
    if (end - start < SHORTEST_PIECE) return [];
    return [...(yield* longest(cut(0, start))), cut(start, end), ...(yield* longest(cut(end)))];
  };

  // A reference to a place (二（五）2一是, 2.5.2, p2t2f5i2m1) is read as tokens { unit, number, above }, one for each of its
  // numbers; `above` says whether what stands above that number may be left out. The twin of
  // generator/search/references.py.
  const NUMBER = "[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]|[0-9]{1,3}";
  const TOKEN = new RegExp(
    `第?(${NUMBER})(部分|个?方面(?:问题)?|节|项|条|点)|\\((${NUMBER})\\)|(${NUMBER})是|(${NUMBER})[.、-]?`,
    "y",
  );
  const UNITS = { 部: "p", 方: "t", 个: "t", 项: "i", 条: "m" };
  const ID = /^[pa]u?[0-9]+(?:[ptfimdbrcaen]u?[0-9_]+)*$/;
  const numberOf = (words) => {
    if (/[0-9]/.test(words)) return +words;
    const [tens, ones] = words.includes("十") ? words.split("十") : ["零", words];
    return 10 * ("零一二三四五六七八九".indexOf(tens || "一")) + (ones ? "零一二三四五六七八九".indexOf(ones) : 0);
  };
  const tokensOf = (written) => {
    const tokens = [];
    for (TOKEN.lastIndex = 0; TOKEN.lastIndex < written.length; ) {
      const match = TOKEN.exec(written);
      if (!match) return [];
      const [, named, unit, bracketed, measure, plain] = match;
      const number = numberOf(named || bracketed || measure || plain);
      tokens.push({ unit: (unit && UNITS[unit[0]]) || (measure ? "m" : bracketed ? "(" : ""), number, above: Boolean(bracketed || unit) });
    }
    return tokens.length > 1 || (tokens.length && /[pt]/.test(tokens[0].unit)) ? tokens : [];
  };
  // Returns { named, number }: the reference that a query is or ends with, empty if there is none, and the words before
  // it, which name a report.
  const refers = (query, fold) => {
    const words = typed(query, fold).split(" ").filter(Boolean);
    const last = words[words.length - 1] || "";
    const isOne = (written) => ID.test(written.replace("#", "")) || tokensOf(written).length > 0;
    if (isOne(words.join(""))) return { named: [], number: words.join("") };
    return isOne(last) ? { named: words.slice(0, -1), number: last } : { named: [], number: "" };
  };
  // Whether a reference means the place with an id of these segments; with `leftOut` it leaves out the theme.
  const means = (tokens, segments, leftOut) => {
    const last = segments[segments.length - 1][0];
    if (last === "d") return false;
    let named = segments.filter(([, number]) => number);
    if (leftOut && tokens.every(({ unit }) => unit !== "t")) {
      if (last === "t") return false;
      named = named.filter(([letter]) => letter !== "t");
    }
    if (named.length > tokens.length && tokens[0].above) {
      named = named.slice(-tokens.length);
      if (named[0][0] !== tokens[0].unit.replace("(", "f")) return false;
    }
    if (named.length !== tokens.length) return false;
    const fits = (unit, letter) => !unit || unit === letter || (unit === "(" && !/[pt]/.test(letter));
    return tokens.every(({ unit, number }, at) => number === named[at][1] && fits(unit, named[at][0]));
  };

  class Engine {
    constructor({ config, docs }, fold = foldWith(config.variants)) {
      this.fold = fold;
      this.pages = docs.pages;
      this.units = docs.units;
      this.pieces = docs.lines.flat();
      const lines = docs.lines.map((line) => line.map(([text]) => text).join(""));
      this.shown = lines.join("\n");
      this.spaced = lines.map(this.fold).join("\n");
      this.starts = [];
      let offset = 0;
      for (const line of docs.lines) {
        for (const [text] of line) {
          this.starts.push(offset);
          offset += text.length;
        }
        offset += 1;
      }
      this.bare = bare(this.spaced);
      this.bareAt = new Uint32Array(this.bare.length);
      for (let at = 0, to = 0; at < this.spaced.length; at++) if (this.spaced[at] !== " ") this.bareAt[to++] = at;
      this.plain = unified(this.bare);
      this.plainAt = this.bareAt;
      this.plainEnd = null; // where each character of `plain` ends; null if each ends one code after its start
      if (this.plain !== this.bare) this.place();
    }

    // Sets where each character of `plain` starts and ends in the text as shown.
    place() {
      const { starts, ends } = located(this.bare);
      this.plainAt = Uint32Array.from(starts, (start) => this.bareAt[start]);
      this.plainEnd = Uint32Array.from(ends, (end) => this.bareAt[end - 1] + 1);
    }

    find(term) {
      if (!term.trim()) return [];
      if (term.includes(" ")) return [...scan(this.spaced, term)].map((at) => [at, at + term.length]);
      const found = new Map();
      const look = (text, offsets, wanted, ends) => {
        for (const at of scan(text, wanted)) {
          const last = at + wanted.length - 1;
          const place = [offsets[at], ends ? ends[last] : offsets[last] + 1];
          found.set(place.join(), place);
        }
      };
      look(this.bare, this.bareAt, term);
      const plain = unified(term);
      if (plain !== term || this.plain !== this.bare) look(this.plain, this.plainAt, plain, this.plainEnd);
      return [...found.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    }

    piece(offset) {
      return before(this.starts, offset);
    }

    unit(offset) {
      return this.pieces[this.piece(offset)][2];
    }

    together(terms) {
      const found = terms.map((term) => this.find(term));
      if (!found.length) return [];
      const sets = found.map((places) => new Set(places.map(([at]) => this.unit(at))));
      const places = new Map();
      for (const place of found.flat())
        if (sets.every((units) => units.has(this.unit(place[0])))) places.set(place.join(), place);
      return [...places.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    }

    stands(term) {
      return this.bare.includes(term) || this.plain.includes(unified(term));
    }

    // Answers a question of `planned`.
    holds({ terms, stands }) {
      return terms ? this.together(terms).length > 0 : this.stands(stands);
    }

    // Returns { query, mode, terms, places, results, referred }: `Answer` in answer.py explains them.
    search(query) {
      const referred = this.referred(query).map((piece) => this.led(piece));
      const found = this.searched(query);
      if (!referred.length || !/none|pieces|address/.test(found.mode)) return { ...found, referred };
      return { query, mode: "address", terms: [], places: referred.length, results: referred, referred: [] };
    }

    // The pieces that a query refers to by number, the likeliest first.
    referred(query) {
      const written = bare(typed(query, widthsAlone));
      const id = written.replace("#", "");
      const tokens = ID.test(id) ? [] : tokensOf(written);
      if (!tokens.length && !ID.test(id)) return [];
      this.places = this.places ?? this.numbered();
      if (!tokens.length) return this.places.filter((place) => place.id === id).map(({ piece }) => piece);
      const found = [true, false].flatMap((out) => this.places.filter(({ segments }) => means(tokens, segments, out)));
      return [...new Set(found.map(({ piece }) => piece))];
    }

    // Returns all places that a reference can lead to: { id, segments: [[letter, number], …], piece }. A number that
    // the report does not state ("pu1") is 0.
    numbered() {
      const places = new Map();
      for (const piece of this.pieces) {
        const [, anchor, unit] = piece;
        const page = this.pages[this.units[unit][1]][0];
        const name = page.replace(/\/$/, "").replace(/^.*\//, "").replace(/\.html$/, "");
        const id = anchor === name ? anchor : name + anchor;
        if (places.has(page + id) || !ID.test(id)) continue;
        const segments = [...id.matchAll(/([a-z]+)([0-9]+(?:_[0-9]+)?)(?:-[0-9]+)?/g)].map(([, letter, number]) => [
          letter[0],
          letter[1] === "u" ? 0 : Number(number) || 0,
        ]);
        places.set(page + id, { id, segments, piece });
      }
      return [...places.values()];
    }

    searched(query) {
      const plan = planned(query, this.fold);
      let step = plan.next();
      while (!step.done) step = plan.next(this.holds(step.value));
      const opened = step.value.mode === "whole" ? null : this.open(query);
      if (opened) return { query, mode: "address", terms: [], places: 1, results: [opened] };
      return this.answer(query, step.value);
    }

    // Returns the page, or the paragraph on it, whose address a query is; null if it is no address of this site.
    open(query) {
      const match = ADDRESS.exec(query.trim());
      if (!match) return null;
      const path = `/${match[1].replace(/^\/+|\/+$/g, "")}/`.replace("/index.html/", "/");
      let page = -1;
      this.pages.forEach(([address], at) => {
        if (path.endsWith(`/${address}`) && (page < 0 || address.length > this.pages[page][0].length)) page = at;
      });
      if (page < 0) return null;
      const piece = this.pieces.find(([, anchor, unit]) => this.units[unit][1] === page && anchor === match[2]);
      return this.led(piece ?? [this.pages[page][1], "", 0, 1], page);
    }

    // Returns a piece as the result of a query that is its address or its number.
    led([text, anchor, unit, heading], page = this.units[unit][1]) {
      const [address, title, above] = this.pages[page];
      const shown = [...text.slice(0, 2 * CONTEXT)].slice(0, CONTEXT).join("");
      const cut = [false, shown.length < text.length];
      const place = anchor ? `${address}#${anchor}` : address;
      return { address: place, title, above, label: "", heading: Boolean(heading), text: shown, cut, marks: [], places: 1, page, found: [] };
    }

    answer(query, { mode, terms, whole }) {
      const places = this.together(terms);
      const grouped = new Map();
      for (const place of places) {
        const piece = this.piece(place[0]);
        if (!grouped.has(piece)) grouped.set(piece, []);
        grouped.get(piece).push(place);
      }
      const best = new Set(this.find(whole).map(([at]) => this.piece(at)));
      const order = [...grouped.keys()].sort(
        (a, b) => !best.has(a) - !best.has(b) || !this.pieces[a][3] - !this.pieces[b][3] || a - b,
      );
      const results = order.map((piece) => this.result(piece, grouped.get(piece)));
      return { query, mode, terms, places: places.length, results };
    }

    result(piece, places) {
      const [, anchor, unit, heading] = this.pieces[piece];
      const [label, page] = this.units[unit];
      const [address, title, above] = this.pages[page];
      const [start, end, cut] = this.sentence(...places[0]);
      const marks = places
        .filter(([a, b]) => a < end && b > start)
        .map(([a, b]) => [Math.max(a, start) - start, Math.min(b, end) - start]);
      const found = new Set(places.map(([a, b]) => this.shown.slice(a, b)));
      return {
        address: `${address}#${anchor}`,
        title,
        above,
        label: label === title ? "" : label,
        heading: Boolean(heading),
        text: this.shown.slice(start, end),
        cut,
        marks,
        places: places.length,
        page,
        found: [...found],
      };
    }

    sentence(start, end) {
      const line = this.shown.lastIndexOf("\n", start - 1) + 1;
      let stop = this.shown.indexOf("\n", end);
      if (stop < 0) stop = this.shown.length;
      if (this.cutAt !== line) [this.cutAt, this.ends] = [line, sentenceEnds(this.shown.slice(line, stop))];
      const first = line + (this.ends[before(this.ends, start - line)] || 0);
      const last = line + this.ends[Math.min(before(this.ends, end - 1 - line) + 1, this.ends.length - 1)];
      const [left, right] = [Math.max(first, start - CONTEXT), Math.min(last, end + CONTEXT)];
      return [left, right, [left > first, right < last]];
    }
  }

  const marked = ({ text, marks, cut }) => {
    let [html, at] = [cut[0] ? "…" : "", 0];
    for (const [start, end] of marks) {
      if (end <= at) continue;
      const from = Math.max(start, at);
      html += `${escapeHtml(text.slice(at, from))}<mark>${escapeHtml(text.slice(from, end))}</mark>`;
      at = end;
    }
    return html + escapeHtml(text.slice(at)) + (cut[1] ? "…" : "");
  };

  // Returns results as Material's search box takes them: a group for each page, in which the page itself comes last.
  // The box folds away what scores below the group's first result. `shown` groups are on the screen already.
  const groups = (answer, shown = 0) => {
    const pages = new Map();
    for (const result of answer.results) {
      if (!pages.has(result.page)) pages.set(result.page, []);
      pages.get(result.page).push(result);
    }
    return [...pages.values()].map((results, rank) => {
      const score = 1e6 - shown - rank;
      const to = ({ address, found }) => {
        const [path, anchor] = address.split("#");
        const query = found.map((text) => `h=${encodeURIComponent(text)}`).join("&");
        return { path: query ? `${path}?${query}` : path, anchor };
      };
      const entries = results.map((result, at) => {
        const { path, anchor } = to(result);
        // A heading is the title of its result; any other text stands below the label of its item.
        return {
          location: anchor ? `${path}#${anchor}` : path,
          score: at < SHOWN_AT_ONCE ? score : score - 0.25,
          terms: {},
          title: result.heading ? marked(result) : escapeHtml(result.label || "正文"),
          text: result.heading ? "" : `<p>${marked(result)}</p>`,
        };
      });
      const { title, above } = results[0];
      const where = above.length ? `<small>${above.map(escapeHtml).join(" › ")}</small>` : "";
      const page = { location: to(results[0]).path, score: score - 0.5, terms: {}, title: escapeHtml(title) + where, text: "" };
      return [...entries, page];
    });
  };

  // Messages by type. Material's: 0 set up, answered by 1 ready; 2 query, answered by 3 results. Ours: 4 the answer
  // itself, for the counts; for a portal, 5 further results, and 6, which the page sends to ask for them.
  const handler = (post) => {
    let search;
    return ({ type, data }) => {
      if (type === 0) {
        search = data.config.format === PORTAL ? portal(data, post) : whole(data, post);
        post({ type: 1 });
      } else if (type === 2) {
        search.query(data);
      } else if (type === 6) {
        search.more();
      } else {
        throw new TypeError(`unknown message ${type}`);
      }
    };
  };

  const whole = (data, post) => {
    const engine = new Engine(data);
    // Returns what a query refers to by number. After the name of a report that is a place of this report; a number
    // alone means places of all reports, those of the report that the reader is in first.
    const led = (query, referred) => {
      const { named, number } = refers(query, engine.fold);
      const of = (slug) => ({ address }) => address.startsWith(`${slug}/`);
      if (!named.length) return [...referred.filter(of(data.here)), ...referred.filter((one) => !of(data.here)(one))];
      const meant = (one) =>
        named.every((word) => bare(engine.fold(one.above[0] ?? one.title)).includes(word) || of(word)(one));
      return engine.referred(number).map((piece) => engine.led(piece)).filter(meant);
    };
    return {
      query(query) {
        const answer = engine.search(query);
        const places = led(query, answer.mode === "address" ? answer.results : answer.referred);
        const alone = places.length && /address|none|pieces/.test(answer.mode);
        const results = alone ? places : answer.results;
        post({ type: 3, data: { items: groups({ results: alone ? places : [...places, ...results] }) } });
        const opens = { query, mode: "address", terms: [], places: places.length, results, referred: [] };
        post({ type: 4, data: alone ? opens : { ...answer, referred: places } });
      },
    };
  };

  const portal = (data, post) => {
    // Without a worker the page is from a disk, where nothing can be fetched.
    if (typeof document !== "undefined") return { query: (query) => post({ type: 4, data: { query, mode: "served" } }) };
    importScripts("portal.js");
    return new self.gongkaiPortal.Portal(data, post, { Engine, bare, foldWith, groups, planned, refers, ungrouped: unified });
  };

  if (typeof document === "undefined") {
    const handle = handler((message) => self.postMessage(message));
    self.addEventListener("message", ({ data }) => handle(data));
  } else {
    // `folding` is for the filter of tables.js, so that the same spellings are equal there.
    const folding = (pairs) => {
      const fold = foldWith(pairs);
      return (text) => unified(bare(fold(text)));
    };
    window.gongkaiSearch = { Engine, INVISIBLE, bare, foldWith, folding, groups, handler, located, planned, refers, unified };
  }
})();
