// The worker behind the theme's search box: finds what was typed as it stands, wherever a word might end.
// The theme sends {type: 0, data: index} and {type: 2, data: query}; it expects {type: 1} and {type: 3, data: {items}},
// an item being the hits of one page, one of which is the page itself.
"use strict";

const TEASER = 40; // characters before and after a hit
let pages = [];

// One character for one character, so that places in the folded text are places in the text.
const fold = (text) =>
  text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());

const plain = (html) =>
  html
    .replace(/\s*<\/?(?:p|li|ul|ol)>\s*/g, "")
    .replace(/<[^>]*>/g, "")
    .replace(/&(lt|gt|quot|amp);/g, (_, name) => ({ lt: "<", gt: ">", quot: '"', amp: "&" })[name])
    .trim();

const html = (text) => text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const read = (docs) => {
  const found = new Map();
  for (const doc of docs) {
    const name = doc.location.split("#")[0];
    const title = plain(doc.title);
    const text = plain(doc.text);
    const page = found.get(name) ?? { title, sections: [] };
    found.set(name, page);
    // What is left of a heading whose text is not to be found bears the page's title and nothing else.
    if (doc.location.includes("#") && !text && title === page.title) continue;
    page.sections.push({ location: doc.location, title, text, folded: fold(title + text) });
  }
  pages = [...found].map(([location, page]) => ({ location, ...page }));
};

const marked = (text, terms) => {
  const folded = fold(text);
  let out = "";
  for (let at = 0; at < text.length; ) {
    const term = terms.find((each) => folded.startsWith(each, at));
    out += term ? `<mark>${html(text.slice(at, at + term.length))}</mark>` : html(text[at]);
    at += term ? term.length : 1;
  }
  return out;
};

const teaser = (text, terms) => {
  const folded = fold(text);
  const places = terms.map((term) => folded.indexOf(term)).filter((place) => place >= 0);
  const start = Math.max(0, Math.min(...places, text.length) - TEASER);
  if (!places.length) return "";
  const end = Math.min(text.length, start + 3 * TEASER);
  return `<p>${start ? "…" : ""}${marked(text.slice(start, end), terms)}${end < text.length ? "…" : ""}</p>`;
};

const search = (query) => {
  // The theme puts a + before each word of what was typed in quotation marks.
  const words = fold(query).split(/\s+/).map((word) => word.replace(/^\+(?=.)/, ""));
  const terms = words.filter(Boolean).sort((a, b) => b.length - a.length);
  if (!terms.length) return [];
  const shown = Object.fromEntries(terms.map((term) => [term, true]));
  const items = [];
  for (const page of pages) {
    const hits = page.sections.filter((section) => terms.every((term) => section.folded.includes(term)));
    if (!hits.length) continue;
    const hit = ({ location, title, text }) => ({
      location,
      title: marked(title, terms),
      text: teaser(text, terms),
      terms: shown,
      score: 1,
    });
    const whole = hits.find((section) => section.location === page.location);
    items.push([
      whole ? hit(whole) : { location: page.location, title: html(page.title), text: "", terms: shown, score: 1 },
      ...hits.filter((section) => section !== whole).map(hit),
    ]);
  }
  return items;
};

addEventListener("message", ({ data: { type, data } }) => {
  if (type === 0) {
    read(data.docs);
    postMessage({ type: 1 });
  } else if (type === 2) {
    postMessage({ type: 3, data: { items: search(data) } });
  }
});
