// Makes each page say on paper its address and the day on which it was printed: in the margin beside the page number,
// or below the text in browsers without margin boxes (all before 2024). Remembers the choice of large print.
(() => {
  "use strict";

  const LARGE = "gongkai-large-print";
  const KEPT = '"Songti SC", "STSong", "Noto Serif CJK SC", "Noto Serif SC", "SimSun", serif';
  const quoted = (words) => `"${words.replace(/[^\p{L}\p{N} ：./:_~-]/gu, (mark) => `\\${mark.codePointAt(0).toString(16)} `)}"`;

  let only = ""; // id of the place that is printed alone; empty for the whole page

  // Returns [address, day of printing] as printed; the address is empty for a page from a disk that states none.
  const told = () => {
    const stated = window.gongkaiPlaces.stated() || "";
    const found = /^https?:/.test(stated) ? stated : "";
    const address = found || (location.protocol.startsWith("http") ? location.origin + location.pathname : "");
    const now = new Date();
    return [address ? decodeURI(address) + (only && `#${only}`) : "", `打印于 ${now.getFullYear()} 年 ${now.getMonth() + 1} 月 ${now.getDate()} 日`];
  };

  // A style sheet made by script, which a Content-Security-Policy without inline styles allows; undefined in browsers
  // that lack such style sheets or margin boxes.
  /* eslint-disable compat/compat, no-restricted-syntax -- where it fails, the line below the text stands in for it */
  const margins = (() => {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("@page { @bottom-left { content: none } }");
      if (!/bottom-left/.test(sheet.cssRules[0].cssText)) return undefined;
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
      return sheet;
    } catch {
      return undefined;
    }
  })();
  const print = (rules) => margins.replaceSync(rules);
  /* eslint-enable compat/compat, no-restricted-syntax */
  const below = document.createElement("p");
  below.className = "stamp";
  below.dataset.added = "";

  const stamp = () => {
    const [address, printed] = told();
    const style = `font: 8pt ${KEPT}; color: #555`;
    if (margins) {
      const left = address ? `@bottom-left { content: ${quoted(address)}; ${style}; }` : "";
      print(`@page { ${left} @bottom-right { content: ${quoted(printed)}; ${style}; } }`);
    } else {
      below.textContent = [address, printed].filter(Boolean).join("　");
      document.querySelector("article")?.append(below);
    }
  };

  // --- a date stays on one line: on paper everywhere, on the screen in the facts of a report ---

  const DATE = /\d{4}-\d{2}-\d{2}|\d{4}\s?年(?:\s?\d{1,2}(?:[—–～-]\d{1,2})?\s?月(?:\s?\d{1,2}\s?日)?)?|\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?/;
  const keepDates = (root) => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      const found = DATE.exec(text.data);
      if (!found || text.parentElement.closest(".unbroken")) continue;
      const date = text.splitText(found.index);
      date.splitText(found[0].length); // the text after the date becomes the walk's next node
      const whole = document.createElement("span");
      whole.className = "unbroken";
      date.replaceWith(whole);
      whole.append(date);
    }
  };
  for (const facts of document.querySelectorAll(".facts, .told")) keepDates(facts);

  addEventListener("beforeprint", () => {
    stamp();
    for (const article of document.querySelectorAll("article")) keepDates(article);
  });
  stamp();

  // --- printing one place alone, with the headings above it ---

  const level = (element) => Number(/^H([1-6])$/.exec(element.tagName)?.[1] || 7);
  // Returns the elements to print for a place: itself, what is below it if it is a heading, and the headings above it.
  const kept = (place) => {
    const found = new Set([place]);
    let [at, depth] = [place.nextElementSibling, level(place)];
    for (; depth < 7 && at && level(at) > depth; at = at.nextElementSibling) found.add(at);
    for (at = place.previousElementSibling; at; at = at.previousElementSibling) {
      // A number without a heading is a heading element as well, and so stays with its paragraph.
      if (level(at) >= depth) continue;
      depth = level(at);
      found.add(at);
    }
    return found;
  };
  const alone = (place) => {
    const hidden = [];
    if (place.tagName !== "H1") {
      only = place.id;
      const keep = kept(place);
      const hide = (element) => {
        if (keep.has(element)) return;
        if (element.contains(place)) return [...element.children].forEach(hide);
        element.classList.add("is-left-out");
        hidden.push(element);
      };
      [...document.querySelector(".page").children].forEach(hide);
    }
    stamp();
    addEventListener(
      "afterprint",
      () => {
        only = "";
        for (const element of hidden) element.classList.remove("is-left-out");
        stamp();
      },
      { once: true },
    );
    window.print();
  };
  window.gongkaiPrint = { alone };

  // The link 打印全文 leads to the page 全文 with ?print in its address: print it at once.
  if (new URLSearchParams(location.search).has("print")) addEventListener("load", () => setTimeout(() => window.print(), 100));

  const large = document.getElementById("large-print");
  if (!large) return;
  try {
    large.checked = localStorage.getItem(LARGE) === "yes";
    large.addEventListener("change", () => {
      if (large.checked) localStorage.setItem(LARGE, "yes");
      else localStorage.removeItem(LARGE);
    });
  } catch {
    // some browsers refuse localStorage to pages from a disk
  }
})();
