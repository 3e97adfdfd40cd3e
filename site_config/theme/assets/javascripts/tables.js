// Names the cells of wide tables, the report's own too, for narrow screens; filters the ledger, the list of reports and
// their comparison, and sorts the first two.
// Without it they are plain tables.
(() => {
  "use strict";

  // On a phone a cell stands alone and needs its name.
  for (const facts of document.querySelectorAll(":is(.ledger, .earlier, .figures, .documents, .timeline, .reports, .groups, .compare) table, table:has(.row)")) {
    const names = [...facts.tHead.rows[0].cells].map((head) => head.textContent.trim());
    for (const row of facts.tBodies[0].rows) [...row.cells].forEach((cell, at) => (cell.dataset.name = names[at]));
  }

  const frame = document.querySelector(".page--ledger .ledger, .reports, .compare");
  const tables = [...(frame?.querySelectorAll("table") ?? [])];
  const table = tables[0];
  if (!table) return;
  const ledger = frame.matches(".ledger");
  const compare = frame.matches(".compare");

  const heads = [...table.tHead.rows[0].cells];
  const rows = tables.flatMap((one) => [...one.tBodies[0].rows]);
  const text = (row, at) => row.cells[at].textContent.trim();
  const tools = document.createElement("div");
  tools.className = "filters";
  tools.setAttribute("role", "search");
  tools.setAttribute("aria-label", ledger ? "筛选台账" : compare ? "筛选指标" : "筛选通报");
  // A column of few words is chosen from; of one that counts problems by status, the statuses that are there.
  const chosen = ledger ? ["状态"] : compare ? ["发布单位", "年份"] : ["发布单位", "地区", "层级", "轮次", "年份", "状态"];
  const choices = chosen.flatMap((name) => {
    const at = heads.findIndex((head) => head.textContent.includes(name));
    const values = rows.flatMap((row) => (ledger || name !== "状态" ? [text(row, at)] : text(row, at).match(/[^\d，\s]+/g) ?? []));
    const select = document.createElement("select");
    select.append(new Option("全部", ""));
    for (const word of [...new Set(values)].sort((a, b) => (ledger ? 0 : a.localeCompare(b, "zh-CN")))) {
      select.append(new Option(word, word));
    }
    return [{ name, at, select }];
  });
  const words = document.createElement("input");
  words.type = "search";
  const labelled = (name, field) => {
    const label = document.createElement("label");
    label.append(`${name} `, field);
    return label;
  };
  const count = document.createElement("span");
  count.setAttribute("role", "status");
  tools.append(...choices.map(({ name, select }) => labelled(name, select)), labelled("含有文字", words), count);
  (compare ? table.closest(".indicator") : table.closest(".md-typeset__scrollwrap, table")).before(tools);
  // Of an indicator, its name counts as well.
  const named = new Map(compare ? tables.map((one) => [one, one.closest(".indicator").querySelector("h2").textContent]) : []);

  const filter = () => {
    const wanted = words.value.trim();
    let shown = 0;
    for (const row of rows) {
      const fits =
        choices.every(({ name, at, select }) => {
          const found = text(row, at);
          return !select.value || (ledger || name !== "状态" ? found === select.value : found.includes(select.value));
        }) && `${named.get(row.closest("table")) ?? ""} ${row.textContent}`.includes(wanted);
      row.hidden = !fits;
      row.style.display = fits ? "" : "none";
      shown += fits;
    }
    for (const one of named.keys()) {
      one.closest(".indicator").hidden = [...one.tBodies[0].rows].every((row) => row.hidden);
    }
    count.textContent = `显示 ${shown} / ${rows.length} ${ledger ? "项" : compare ? "处" : "份"}`;
  };
  for (const { select } of choices) select.addEventListener("change", filter);
  words.addEventListener("input", filter);
  filter();
  if (compare) return;

  const sort = (at, down) => {
    // Of “3：已完成 1，未说明 2” the number of measures counts.
    const numeric = rows.every((row) => /^\d*(：.*)?$/.test(text(row, at)));
    const before = (a, b) =>
      numeric ? parseInt(text(a, at) || 0, 10) - parseInt(text(b, at) || 0, 10) : text(a, at).localeCompare(text(b, at), "zh-CN");
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
