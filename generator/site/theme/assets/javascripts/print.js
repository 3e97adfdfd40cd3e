// On paper each page says where it comes from and when it was printed: in the margin beside the page number, or, in
// engines that print no margin boxes (all before 2024), below the text. Large print is remembered from page to page.
(() => {
  "use strict";

  const LARGE = "gongkai-large-print";
  const KEPT = '"Songti SC", "STSong", "Noto Serif CJK SC", "Noto Serif SC", "SimSun", serif';
  const quoted = (words) => `"${words.replace(/[^\p{L}\p{N} ：./:_~-]/gu, (mark) => `\\${mark.codePointAt(0).toString(16)} `)}"`;

  const told = () => {
    // What an earlier version of a report calls canonical is the current one; its own address is another.
    const canonical = document.querySelector('link[rel="latest-version"]')
      ? document.querySelector('meta[property="og:url"]')?.content
      : document.querySelector('link[rel="canonical"]')?.href;
    const found = /^https?:/.test(canonical || "") ? canonical : "";
    const address = found || (location.protocol.startsWith("http") ? location.origin + location.pathname : "");
    const now = new Date();
    return [decodeURI(address), `打印于 ${now.getFullYear()} 年 ${now.getMonth() + 1} 月 ${now.getDate()} 日`];
  };

  // A style sheet that a policy without inline styles allows; undefined in engines that have none, or no margin boxes.
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

  addEventListener("beforeprint", stamp);
  stamp();

  const large = document.getElementById("large-print");
  if (!large) return;
  try {
    large.checked = localStorage.getItem(LARGE) === "yes";
    large.addEventListener("change", () => {
      if (large.checked) localStorage.setItem(LARGE, "yes");
      else localStorage.removeItem(LARGE);
    });
  } catch {
    // a browser that lets no page from a disk remember anything
  }
})();
