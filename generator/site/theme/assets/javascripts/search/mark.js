// Marks on the page what was searched for: all occurrences of the words in each `h` parameter of the address, which a
// search result copies from the text; only white space may differ. So the marks are there again when the address is
// shared or reloaded. Only <mark> elements are added; no text changes.
(() => {
  // Wraps the characters from `start` to `end` of a text node in a <mark>; the text after them becomes another node.
  const marked = (node, start, end, css) => {
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, end);
    const element = document.createElement("mark");
    element.className = css;
    range.surroundContents(element);
  };
  window.gongkaiMark = { marked };

  const wanted = new URLSearchParams(location.search)
    .getAll("h")
    .map((text) => text.replace(/\s/g, ""))
    .filter(Boolean);
  if (!wanted.length) return;

  const mark = () => {
    const article = document.querySelector("article");
    if (!article) return;
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest("[data-added], script, style") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    const nodes = [];
    let stream = "";
    const from = []; // [number of the node, offset] of each character of the stream
    while (walker.nextNode()) {
      const node = walker.currentNode;
      for (let at = 0; at < node.data.length; at++) {
        if (/\s/.test(node.data[at])) continue;
        stream += node.data[at];
        from.push([nodes.length, at]);
      }
      nodes.push(node);
    }
    const spans = nodes.map(() => []);
    for (const text of wanted) {
      for (let at = stream.indexOf(text); at >= 0; at = stream.indexOf(text, at + 1)) {
        for (let index = at; index < at + text.length; index++) {
          const [node, offset] = from[index];
          const last = spans[node][spans[node].length - 1];
          if (last && offset >= last[0] && offset <= last[1]) last[1] = Math.max(last[1], offset + 1);
          else spans[node].push([offset, offset + 1]);
        }
      }
    }
    nodes.forEach((node, index) => {
      // From the last to the first, so that the offsets of those to come stay true.
      const merged = spans[index].sort((a, b) => b[0] - a[0]);
      let limit = node.data.length;
      for (const [start, end] of merged) {
        if (end > limit) continue;
        marked(node, start, end, "found");
        limit = start;
      }
    });
    // The address of a result that is a whole page names no paragraph: scroll to the first match.
    if (!location.hash) article.querySelector("mark.found")?.scrollIntoView({ block: "center" });
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", mark);
  else mark();
})();
