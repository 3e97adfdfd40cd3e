// Names the cells of the tables of facts for narrow screens; filters and sorts the ledger. Without it they are plain tables.
(() => {
  "use strict";

  // On a phone a cell stands alone and needs its name.
  for (const facts of document.querySelectorAll(":is(.ledger, .figures, .documents, .timeline) table")) {
    const names = [...facts.tHead.rows[0].cells].map((head) => head.textContent.trim());
    for (const row of facts.tBodies[0].rows) [...row.cells].forEach((cell, at) => (cell.dataset.name = names[at]));
  }

  const frame = document.querySelector(".page--ledger .ledger");
  const table = frame?.querySelector("table");
  if (!table) return;

  const heads = [...table.tHead.rows[0].cells];
  const rows = [...table.tBodies[0].rows];
  const text = (row, at) => row.cells[at].textContent.trim();
  const status = heads.findIndex((head) => head.textContent.includes("状态"));

  const tools = document.createElement("div");
  tools.className = "ledger__tools";
  tools.setAttribute("role", "search");
  tools.setAttribute("aria-label", "筛选台账");
  const choice = document.createElement("select");
  choice.append(new Option("全部", ""));
  for (const word of new Set(rows.map((row) => text(row, status)))) choice.append(new Option(word, word));
  const words = document.createElement("input");
  words.type = "search";
  const labelled = (name, field) => {
    const label = document.createElement("label");
    label.append(`${name} `, field);
    return label;
  };
  const count = document.createElement("span");
  count.setAttribute("role", "status");
  tools.append(labelled("状态", choice), labelled("含有文字", words), count);
  table.closest(".md-typeset__scrollwrap, table").before(tools);

  const filter = () => {
    const wanted = words.value.trim();
    let shown = 0;
    for (const row of rows) {
      const fits = (!choice.value || text(row, status) === choice.value) && row.textContent.includes(wanted);
      row.hidden = !fits;
      row.style.display = fits ? "" : "none";
      shown += fits;
    }
    count.textContent = `显示 ${shown} / ${rows.length} 项`;
  };
  choice.addEventListener("change", filter);
  words.addEventListener("input", filter);
  filter();

  const sort = (at, down) => {
    const numeric = rows.every((row) => /^\d*$/.test(text(row, at)));
    const before = (a, b) =>
      numeric ? text(a, at) - text(b, at) : text(a, at).localeCompare(text(b, at), "zh-CN");
    const ordered = [...rows].sort((a, b) => (down ? before(b, a) : before(a, b)));
    table.tBodies[0].append(...ordered);
    heads.forEach((head) => head.removeAttribute("aria-sort"));
    heads[at].setAttribute("aria-sort", down ? "descending" : "ascending");
  };
  heads.forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(at, head.getAttribute("aria-sort") === "ascending"));
    head.replaceChildren(button);
  });
})();
