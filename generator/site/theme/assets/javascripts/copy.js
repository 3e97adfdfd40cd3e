// Copies from an article only the report's own characters, one line for each paragraph, without what this site adds
// (data-added). If only added words are selected (a table of facts, a checksum), the browser copies as usual.
(() => {
  "use strict";

  const ADDED = "[data-added], script, style";
  const BLOCK = /^(?:P|H[1-6]|LI|TR|TABLE|UL|OL|BLOCKQUOTE|DIV|SECTION|ARTICLE|NAV|FIGURE)$/;
  const JOINED = "\u0000"; // put after a number that stands on the line of its paragraph: no line break follows

  const written = (node) => {
    let told = "";
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) told += child.data.replace(/\s+/g, " ");
      if (child.nodeType !== Node.ELEMENT_NODE) continue;
      const inside = child.matches(ADDED) ? "" : written(child);
      if (child.tagName === "BR") told += "\n";
      else if (/^T[DH]$/.test(child.tagName)) told += `${inside.trim()}\t`;
      else if (!BLOCK.test(child.tagName)) told += inside;
      else if (inside.trim()) told += `\n${inside.trim()}${child.classList.contains("untitled") ? JOINED : "\n"}`;
    }
    return told;
  };

  // Returns the report's text in a node or fragment: a line for each block, a tab between cells.
  const textOf = (node) =>
    written(node)
      .replace(/\u0000\s*/g, "")
      .replace(/[ \t]*\n\s*/g, "\n")
      .trim();

  // Returns a <div> with the report's text in a fragment: added elements, marks and attributes are removed.
  const cleaned = (fragment) => {
    const box = document.createElement("div");
    box.append(fragment);
    for (const added of box.querySelectorAll(ADDED)) added.remove();
    for (const mark of box.querySelectorAll("mark")) mark.replaceWith(...mark.childNodes);
    for (const element of box.querySelectorAll("*"))
      for (const { name } of [...element.attributes])
        if (!/^(?:colspan|rowspan|start)$/.test(name)) element.removeAttribute(name);
    return box;
  };

  // Returns the part of a selection's range that lies in the article; null if there is none.
  const within = (range, article) => {
    if (!range.intersectsNode(article)) return null;
    const part = document.createRange();
    part.selectNodeContents(article);
    if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
    return part;
  };

  document.addEventListener("copy", (event) => {
    const article = document.querySelector("article");
    const selection = getSelection();
    if (!article || !event.clipboardData || selection.isCollapsed) return;
    if (event.target.closest?.("input, textarea")) return;
    const box = document.createElement("div");
    for (let at = 0; at < selection.rangeCount; at++) {
      const part = within(selection.getRangeAt(at), article);
      const { commonAncestorContainer: around } = part || {};
      if (!part || (around.closest ? around : around.parentElement).closest("[data-added]")) continue;
      box.append(...cleaned(part.cloneContents()).childNodes);
    }
    const text = textOf(box);
    if (!text) return;
    event.clipboardData.setData("text/plain", text);
    event.clipboardData.setData("text/html", box.innerHTML);
    event.preventDefault();
  });

  window.gongkaiText = { textOf };
})();
