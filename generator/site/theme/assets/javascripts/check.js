// 引文核对: checks a text that the reader pastes against the reports, by search/quotations.js on this machine; nothing is
// sent. A portal's reports are not all fetched: only those that share the most rare grams with the text.
(() => {
  "use strict";

  const PAIRS = 48; // most grams of the text that are looked up on a portal
  const REPORTS = 12; // most reports of a portal that are fetched
  const form = document.querySelector("form.check");
  if (!form) return;
  const config = JSON.parse(document.getElementById("__config").textContent);
  const base = `${new URL(config.base, location)}`.replace(/\/?$/, "/");
  const INDEX = `${base}search/search_index.js`;
  const SCRIPTS = `${base}assets/javascripts/search/`;

  // --- the reports: all of them if one index holds them, else those that share rare grams with a line or quotation ---

  const script = (src) =>
    new Promise((resolve, reject) => {
      const element = Object.assign(document.createElement("script"), { src, onload: resolve, onerror: reject });
      document.head.append(element);
    });
  let whole; // { data: the index or a portal's manifest, checker: undefined for a portal }
  const ready = async () => {
    if (!window.gongkaiSearch) await script(config.search);
    for (const name of ["pasted", "alignment", "quotations"]) await script(`${SCRIPTS}${name}.js`);
    if (location.protocol === "file:") {
      if (!window.__index) await script(INDEX);
      whole = { data: window.__index };
    } else whole = { data: await (await fetch(`${INDEX}on`)).json() };
    const { Engine } = window.gongkaiSearch;
    if (whole.data.config.format === 1) whole.checker = new window.gongkaiQuotations.Checker(new Engine(whole.data));
  };

  // Returns a checker over the reports of a portal that most probably hold the text, and words that count them. A gram
  // of the text speaks for each report that has it, the more the fewer these are.
  const likely = async (text) => {
    if (!window.gongkaiPortal) await script(`${SCRIPTS}portal.js`);
    const { bare, foldWith, unified, Engine, groups, planned, refers } = window.gongkaiSearch;
    const { Portal, gramsOf } = window.gongkaiPortal;
    const data = { ...whole.data, address: `${INDEX}on` };
    const portal = new Portal(data, () => {}, { Engine, bare, foldWith, groups, planned, refers, ungrouped: unified });
    const pasted = new window.gongkaiPasted.Pasted(text, portal.fold);
    const parts = [...pasted.lines()].flatMap(([start, end]) => [[start, end], ...pasted.quotes(start, end)]);
    const each = Math.max(3, Math.floor(PAIRS / parts.length));
    const chosen = new Map();
    for (const [start, end] of parts.slice(0, PAIRS / 3)) {
      const grams = gramsOf(pasted.marks.slice(start, end).join(""));
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
    return { checker: new window.gongkaiQuotations.Checker(new Engine({ docs }, portal.fold)), among };
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
