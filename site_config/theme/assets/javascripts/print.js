// On paper each page says where it comes from and when it was printed, in the margin beside the page number.
(() => {
  "use strict";

  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);

  const quoted = (words) => `"${words.replace(/[^\p{L}\p{N} ：./:_~-]/gu, (mark) => `\\${mark.codePointAt(0).toString(16)} `)}"`;

  const stamp = () => {
    // What an earlier version of a report calls canonical is the current one; its own address is another.
    const canonical = document.querySelector('link[rel="latest-version"]')
      ? document.querySelector('meta[property="og:url"]')?.content
      : document.querySelector('link[rel="canonical"]')?.href;
    const address = canonical || (location.protocol.startsWith("http") ? location.origin + location.pathname : "");
    const now = new Date();
    const printed = `打印于 ${now.getFullYear()} 年 ${now.getMonth() + 1} 月 ${now.getDate()} 日`;
    const font = 'font: 8pt "Songti SC", "STSong", "Noto Serif CJK SC", "Noto Serif SC", "SimSun", serif; color: #555';
    const left = address ? `@bottom-left { content: ${quoted(decodeURI(address))}; ${font}; }` : "";
    sheet.replaceSync(`@page { ${left} @bottom-right { content: ${quoted(printed)}; ${font}; } }`);
  };

  addEventListener("beforeprint", stamp);
  stamp();
})();
