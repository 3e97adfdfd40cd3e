// 引用: adds beside each permanent link a button that opens a panel with what can be done with the place: copy a
// reference to it (as GB/T 7714—2025 writes an electronic announcement), its words with its address, or its address;
// print it alone; read aloud from it; report a mistake by e-mail, if the office has given an address. Words selected in
// a paragraph are quoted as selected, with an address that marks them. Without this script only the links are there.
(() => {
  "use strict";

  const PLACES = "h1, h2, h3, h4, h5, h6, p";
  const article = document.querySelector("article");
  const told = (name) => document.querySelector(`meta[name="citation_${name}"]`)?.content || "";
  if (!article || !told("title")) return;
  const { copyOut, published } = window.gongkaiPlaces;
  const { textOf } = window.gongkaiText;
  const day = (when) => [when.getFullYear(), when.getMonth() + 1, when.getDate()].map((part) => `${part}`.padStart(2, "0")).join("-");

  // GB/T 7714—2025, 8.11: 主要责任者. 题名[EB/OL]. （发布日期）[引用日期]. 网址. Elements that are not known are left out.
  // Without an address the report is no online document: its type is [Z], and only the year of publication is given.
  const entry = ({ author, title, date, address, today }) => {
    const published = date.replace(/\//g, "-");
    const when = address ? (published ? `（${published}）` : "") + `[${today}]` : published.slice(0, 4);
    return [author, `${title}[${address ? "EB/OL" : "Z"}]`, when, address].filter(Boolean).map((part) => `${part}.`).join(" ");
  };

  // Returns the mailto: address that opens the reader's e-mail program with the place of a mistake and its first words.
  const mailbox = document.querySelector('meta[name="gongkai-mailbox"]')?.content;
  const letter = ({ title, where, words }) => {
    const characters = [...words];
    const begin = characters.slice(0, 40).join("") + (characters.length > 40 ? "……" : "");
    const lines = [`位置：${where}`, `原文：“${begin}”`, "有误之处：", ""].join("\r\n");
    return `mailto:${mailbox}?subject=${encodeURIComponent(`报告错误：《${title}》`)}&body=${encodeURIComponent(lines)}`;
  };

  // --- the place, and what of it is selected ---

  let chosen = null; // { place, text }
  const placeOf = (node) => (node.closest ? node : node.parentElement)?.closest("article [id]") || null;
  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    clearTimeout(waiting);
    if (selection.isCollapsed || !selection.rangeCount) {
      // A tap on the button clears the selection before it clicks, so the selection is remembered for another moment.
      waiting = setTimeout(() => choose(null), 500);
      return;
    }
    const range = selection.getRangeAt(0);
    const place = placeOf(range.commonAncestorContainer);
    const text = place?.matches(PLACES) && !place.closest("[data-added]") ? textOf(range.cloneContents()) : "";
    choose(text ? { place, text } : null);
  });
  const choose = (found) => {
    chosen?.place.classList.remove("is-selected");
    chosen = found;
    chosen?.place.classList.add("is-selected");
  };

  // --- the panel, one a page, below the place that it was opened for ---

  let open = null; // { button, place, words, address }
  const panel = document.createElement("div");
  panel.className = "cite";
  panel.dataset.added = "";
  panel.setAttribute("role", "group");
  panel.setAttribute("aria-label", "引用");
  const line = document.createElement("p");
  line.className = "cite__line";
  panel.append(line);
  const action = (name, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.addEventListener("click", () => act(open));
    panel.append(button);
    return button;
  };
  const failed = "未能复制，请选中文字后复制";
  action("复制著录（GB/T 7714）", ({ line }) => copyOut(line, "著录已复制", failed));
  action("复制原文和网址", ({ words, address }) => {
    const from = [told("author"), `《${told("title")}》`].filter(Boolean).join("：");
    copyOut(`“${words}”（${[from, address].filter(Boolean).join("，")}）`, "原文和网址已复制", failed);
  });
  const bare = action("复制链接", ({ address }) => copyOut(address, "链接已复制", failed));
  action("打印此处", ({ place }) => window.gongkaiPrint.alone(place));
  const aloud = action("从这里朗读", ({ place }) => window.gongkaiAloud.from(place));
  const speaks = () => {
    aloud.hidden = !window.gongkaiAloud?.voice();
  };
  const mistake = document.createElement("a");
  mistake.className = "cite__mistake";
  mistake.textContent = "报告错误";
  if (mailbox) panel.append(mistake);
  const shut = action("关闭", () => close());

  const close = () => {
    if (!open) return;
    open.button.setAttribute("aria-expanded", "false");
    panel.remove();
    const { button } = open;
    open = null;
    button.focus({ preventScroll: true });
  };

  // Opens the panel for `place`, or closes it if it is open there. The panel stands below `first`: the place itself,
  // or, if that is a number without a heading, the paragraph on its line.
  const show = (button, place, first) => {
    const again = open?.button === button;
    const selected = chosen?.place === first ? chosen.text : "";
    if (open) close();
    if (again) return;
    const at = published(place.tagName === "H1" ? "" : `#${place.id}`);
    if (at && selected) at.search = `?h=${encodeURIComponent(selected.replace(/\s/g, ""))}`;
    const address = at ? at.href : "";
    const words = selected || textOf(place) + (first === place ? "" : textOf(first));
    const today = day(new Date());
    open = { button, place, words, address };
    open.line = entry({ author: told("author"), title: told("title"), date: told("publication_date"), address, today });
    line.textContent = selected ? `“${words}” ${open.line}` : open.line;
    // On a page from a disk without a known public address, the page's file or folder and the anchor name the place.
    const where = address || `${location.pathname.replace(/\/index\.html$/, "").split("/").pop()}#${place.id}`;
    if (mailbox) mistake.href = letter({ title: told("title"), where, words });
    bare.hidden = !address;
    speaks();
    window.gongkaiAsk?.("aloud").then(speaks);
    button.setAttribute("aria-expanded", "true");
    first.after(panel);
    panel.querySelector("button").focus({ preventScroll: true });
    panel.scrollIntoView({ block: "nearest" });
  };
  panel.addEventListener("keydown", ({ key }) => key === "Escape" && close());

  const offer = (place, first = place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cite-open";
    button.dataset.added = "";
    button.title = "引用、打印、朗读";
    button.setAttribute("aria-label", first === place ? "引用本段" : "引用本条");
    button.classList.toggle("cite-open--item", first !== place);
    button.setAttribute("aria-expanded", "false");
    // Otherwise pressing the button would clear the selection.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => show(button, place, first));
    first.append(button);
  };
  const title = article.querySelector("h1[id]:not([data-added])");
  if (title && !document.querySelector('link[rel="latest-version"]')) offer(title);
  const firstOf = (number) => {
    let next = number.nextElementSibling;
    while (next && next.matches("[data-added]")) next = next.nextElementSibling;
    return next && next.tagName === "P" ? next : number;
  };
  for (const { parentElement } of article.querySelectorAll("a.permalink")) {
    offer(parentElement, parentElement.classList.contains("untitled") ? firstOf(parentElement) : parentElement);
  }
  shut.className = "cite__shut";
  window.gongkaiCite = { entry };
})();
