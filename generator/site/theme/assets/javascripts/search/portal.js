// Searches a portal's reports without loading them all: the grams of a query lead to candidates, reports that may hold
// it, whose indexes are fetched, the likeliest first, until a screen is full. The results are those of one engine over
// all reports, report by report. Runs in the worker beside engine.js; generator/search/{grams,postings,shards}.py make
// the files that are read here.
(() => {
  const WEIGHT = 4; // of a gram, of which an ASCII character weighs 1 and any other 2
  const BASE = 0x20; // added to a distance to get its character in a posting
  const AT_ONCE = 6; // a query of no more grams has all of them looked up at the beginning
  const FIRST = 4; // of a longer query so many are looked up at first, others once a candidate turns out not to hold it
  const BATCH = 4; // reports fetched at first; after that twice as many each time, up to LARGEST_BATCH
  const LARGEST_BATCH = 16;
  const SCREEN = 10; // groups of results shown before the reader asks for more
  const KEPT = 64; // most reports kept in memory
  const REFERRED = 4; // most reports in which a reference is looked up
  const PAUSE = 150; // milliseconds without a newer query before anything is fetched

  const hashed = (text) => {
    let result = 0x811c9dc5;
    for (const character of text) result = Math.imul(result ^ character.codePointAt(0), 0x01000193);
    return ((result >>> 0) ^ (result >>> 15)) >>> 0;
  };

  // Returns the grams of a folded term: any text in which the term stands has all of them.
  const gramsOf = (term) => {
    const characters = [...term];
    const found = new Set();
    characters.forEach((_, start) => {
      let weight = 0;
      for (let end = start; end < characters.length && weight < WEIGHT; end++) {
        weight += characters[end] < "\x80" ? 1 : 2;
        if (weight >= WEIGHT) found.add(characters.slice(start, end + 1).join(""));
      }
    });
    return found.size ? [...found] : [term];
  };

  // Returns the numbers of reports in a posting; postings.py explains its two forms.
  const numbersOf = (posting) => {
    const numbers = new Set();
    if (posting.startsWith("\t")) {
      [...atob(posting.slice(1))].forEach((character, at) => {
        for (let bit = 0; bit < 8; bit++) if ((character.charCodeAt(0) >> bit) & 1) numbers.add(8 * at + bit);
      });
    } else {
      let number = -1;
      for (const character of posting) numbers.add((number += character.codePointAt(0) - BASE));
    }
    return numbers;
  };

  // Thrown if a file is of another build than the manifest, which must be read again.
  class Outdated extends Error {}
  // Thrown to give up a query when a newer one has come.
  class Superseded extends Error {}

  // Finds the reports that answer a question of `planned`, in batches: candidates with the terms in their title come
  // first, and each is scanned.
  class Hunt {
    constructor(portal, question) {
      this.portal = portal;
      this.question = question;
      const terms = question.terms ?? [question.stands];
      const readings = (term) => [...new Set([term, portal.ungrouped(term)])];
      // A report must have, of each term, all grams of one of its readings.
      this.wanted = terms.map((term) => readings(term).map(gramsOf)); // [term][reading][gram]
      this.known = new Map(); // the numbers of the reports that hold a gram, by gram
      this.unknown = [...new Set(this.wanted.flat(2))];
      const [first, ...others] = this.unknown;
      this.exact = !others.length && terms.length === 1 && first === terms[0];
      const titled = new Map(portal.reports.map((report) => [report, terms.filter((term) => report.text.includes(portal.bare(term)))]));
      this.left = [...portal.reports].sort((a, b) => titled.get(b).length - titled.get(a).length);
      this.hits = [];
      this.begun = false;
      this.size = BATCH;
    }

    get done() {
      return this.begun && !this.left.length;
    }

    // Looks up grams, and drops the candidates that lack them.
    async look(grams) {
      this.unknown = this.unknown.filter((gram) => !grams.includes(gram));
      const found = await Promise.all(grams.map((gram) => this.portal.holders(gram)));
      grams.forEach((gram, at) => this.known.set(gram, found[at]));
      const may = (number) => (gram) => !this.known.has(gram) || this.known.get(gram).has(number);
      this.left = this.left.filter(({ number }) =>
        this.wanted.every((readings) => readings.some((grams) => grams.every(may(number)))),
      );
    }

    // Fetches and scans the next batch of candidates.
    async next() {
      if (!this.begun) {
        const many = this.unknown.length;
        const spread = Array.from({ length: FIRST }, (_, at) => this.unknown[Math.floor((at * (many - 1)) / (FIRST - 1))]);
        await this.look(many > AT_ONCE ? spread : this.unknown);
        this.begun = true;
        if (this.exact) this.all = this.left.length;
      }
      const batch = this.left.splice(0, this.size);
      const engines = await Promise.all(batch.map((report) => this.portal.engine(report)));
      const hits = engines.filter((engine) => engine.holds(this.question));
      this.hits.push(...hits);
      if (hits.length < batch.length && this.unknown.length) await this.look(this.unknown.slice(0, 2 * AT_ONCE));
      this.size = Math.min(2 * this.size, LARGEST_BATCH);
    }

    // Returns whether any report answers the question; scans until the first does.
    async any() {
      while (!this.hits.length && !this.done) await this.next();
      return this.hits.length > 0;
    }
  }

  class Portal {
    constructor(data, post, tools) {
      Object.assign(this, tools);
      this.post = post;
      this.address = data.address;
      this.pause = data.pause ?? PAUSE;
      this.here = data.here; // slug of the report that the reader is in
      this.turn = 0;
      this.read(data);
    }

    read({ config, docs }) {
      this.docs = docs;
      this.fold = this.foldWith(config.variants);
      this.reports = docs.reports.map(([slug, title, number]) => ({ slug, number, text: this.bare(this.fold(title)) }));
      this.fetched = new Map(); // promises of shards and engines by path, those used last at the end
    }

    async text(path, cache) {
      const response = await fetch(new URL(path, this.address), cache ? { cache } : {});
      if (!response.ok) throw response.status === 404 ? new Outdated(path) : new Error(`${path}: ${response.status}`);
      return response.text();
    }

    // Returns a promise of what `read` makes of a file's text; the file is fetched once.
    once(path, read) {
      const kept = this.fetched.get(path);
      const found = kept ?? this.text(path).then(read);
      found.catch(() => this.fetched.delete(path));
      this.fetched.delete(path);
      this.fetched.set(path, found);
      return found;
    }

    // Returns the numbers of the reports that hold a gram.
    async holders(gram) {
      const shard = await this.once(`grams/${hashed(gram) % this.docs.shards}.txt`, (text) => {
        const [stamp, ...lines] = text.split("\n");
        if (stamp !== this.docs.stamp) throw new Outdated(stamp);
        return new Map(lines.map((line) => [line.slice(0, line.indexOf("\t")), line]));
      });
      const line = shard.get(gram);
      return line ? numbersOf(line.slice(gram.length + 1)) : new Set();
    }

    // Returns a report's engine; lets go of the engines that were used least recently.
    async engine({ slug }) {
      const engine = await this.once(`../${slug}/search.json`, (text) => new this.Engine({ docs: JSON.parse(text) }, this.fold));
      const engines = [...this.fetched.keys()].filter((path) => path.startsWith("../"));
      for (const path of engines.slice(0, -KEPT)) this.fetched.delete(path);
      return engine;
    }

    query(query) {
      const turn = ++this.turn;
      this.run(turn, () => this.search(query, turn), query);
    }

    // Shows further results, when the reader has come to the end of those shown.
    more() {
      if (this.busy || !this.found) return;
      const turn = this.turn;
      this.run(turn, () => this.show(turn, SCREEN), this.found.query);
    }

    async run(turn, work, query, again = true) {
      this.busy = true;
      try {
        await work();
      } catch (error) {
        if (turn !== this.turn || error instanceof Superseded) return;
        if (error instanceof Outdated && again) {
          const renewed = () => this.text("search_index.json", "no-cache").then((text) => this.read(JSON.parse(text)));
          await this.run(turn, () => renewed().then(() => this.search(query, turn)), query, false);
          return;
        }
        console.warn(`search: ${error.stack}`);
        this.post({ type: 4, data: { query, mode: "failed" } });
      } finally {
        if (turn === this.turn) this.busy = false;
      }
    }

    current(turn) {
      if (turn !== this.turn) throw new Superseded();
    }

    async search(query, turn) {
      this.found = undefined;
      // Takes away the results of the last query, so that Enter opens none of them.
      this.post({ type: 3, data: { items: [] } });
      this.post({ type: 4, data: { query, mode: "searching" } });
      if (query.trim()) await new Promise((resolve) => setTimeout(resolve, this.pause));
      this.current(turn);
      const hunts = new Map();
      const hunt = (question) => {
        const key = JSON.stringify(question);
        if (!hunts.has(key)) hunts.set(key, new Hunt(this, question));
        return hunts.get(key);
      };
      const plan = this.planned(query, this.fold);
      let step = plan.next();
      while (!step.done) {
        const holds = await hunt(step.value).any();
        this.current(turn);
        step = plan.next(holds);
      }
      const { mode, terms } = step.value;
      const { places: referred, all } = await this.referred(query);
      const opened = mode === "whole" || referred.length ? null : await this.opened(query);
      this.current(turn);
      const led = opened ? [opened] : referred;
      const items = this.groups({ results: led }, 0);
      if (opened || (led.length && /none|pieces/.test(mode))) {
        this.post({ type: 3, data: { items } });
        const reports = { shown: 1, least: 1, all, done: true };
        this.post({ type: 4, data: { query, mode: "address", terms: [], places: led.length, results: led, reports } });
        return;
      }
      if (items.length) this.post({ type: 3, data: { items } });
      this.found = { query, plan: step.value, hunt: terms.length ? hunt({ terms }) : undefined, told: 0, groups: items.length };
      this.answer = { query, mode, terms, places: 0, results: [] };
      await this.show(turn, SCREEN);
    }

    // Returns { places, all }: the places that a query refers to by number, and the number of reports that it may mean.
    // These are the reports whose name or slug stands before the number, else the one that the reader is in, else all.
    async referred(query) {
      const { named, number } = this.refers(query, this.fold);
      if (!number) return { places: [], all: 0 };
      const meant = (report) => named.every((word) => report.text.includes(word) || report.slug === word);
      const here = this.reports.filter(({ slug }) => slug === this.here);
      const among = named.length ? this.reports.filter(meant) : here.length ? here : this.reports;
      const engines = await Promise.all(among.slice(0, REFERRED).map((report) => this.engine(report)));
      return { places: engines.flatMap((engine) => engine.referred(number).map((piece) => engine.led(piece))), all: among.length };
    }

    // Returns the page or paragraph whose address a query is, from the report that the address names; null for a query
    // that is no address.
    async opened(query) {
      if (!/[/#]/.test(query)) return null;
      const report = this.reports.find(({ slug }) => query.split(/[/#]/).includes(slug));
      return report ? (await this.engine(report)).open(query) : null;
    }

    // Shows results until there are `count` more groups of them, or no more reports.
    async show(turn, count) {
      const { found, answer } = this;
      const { hunt } = found;
      const enough = found.groups + count;
      while (hunt) {
        for (; found.told < hunt.hits.length && found.groups < enough; found.told++) {
          const { places, results } = hunt.hits[found.told].answer(found.query, found.plan);
          hunt.hits[found.told] = undefined; // shown, so that its memory can be freed
          answer.places += places;
          answer.results.push(...results);
          const items = this.groups({ results }, found.groups);
          const first = found.groups ? [] : items.splice(0, SCREEN);
          if (first.length) this.post({ type: 3, data: { items: first } });
          if (items.length) this.post({ type: 5, data: { items } });
          found.groups += first.length + items.length;
        }
        if (found.groups >= enough || hunt.done) break;
        await hunt.next();
        this.current(turn);
      }
      const done = !hunt || (hunt.done && found.told === hunt.hits.length);
      const reports = { shown: found.told, least: hunt?.hits.length, all: hunt?.all, done };
      this.post({ type: 4, data: { ...answer, reports } });
    }
  }

  self.gongkaiPortal = { Portal, gramsOf };
})();
