// Filters and sorts a table of facts by the form above it, which was built with the page (generator/writers/markdown/
// filters.py) and is hidden without this script. The choices are kept in the address: they are there again after a
// reload, after going back, and for whoever is sent the link.
(() => {
  "use strict";

  const form = document.querySelector("form.filters");
  const frame = form && form.parentElement;
  const tables = frame ? [...frame.querySelectorAll("table[data-cells]")] : [];
  if (!tables.length) return;
  const table = tables[0];
  const rows = [];
  for (const one of tables) rows.push(...one.tBodies[0].rows);
  const written = [...rows]; // the order in which they were written
  const selects = [...form.querySelectorAll("select")].filter(({ name }) => name !== "sort");
  const { sort } = form.elements;
  const words = form.querySelector("input");
  const count = form.querySelector(".filters__count");
  // A dash stands for nothing, as in the ledger for an item without measures.
  const text = (row, at) => row.cells[at].textContent.trim().replace(/^—$/, "");
  // On a page of many small tables each has a section with a heading, whose words belong to each of its rows.
  const section = (one) => one.closest(".indicator");
  const name = (row) => (section(row) ? section(row).querySelector("h2").textContent : "");

  // Words are compared as in search, whose engine is loaded when the reader first types any.
  let fold = (words) => words;
  let folded; // the folded words of each row; undefined until they are needed
  let engine;
  const folding = () => {
    if (engine) return engine;
    engine = new Promise((resolve) => {
      const config = JSON.parse(document.getElementById("__config").textContent);
      const script = document.createElement("script");
      script.src = config.search;
      script.onload = () => {
        fold = window.gongkaiSearch.folding(form.dataset.variants);
        folded = undefined;
        resolve();
      };
      script.onerror = resolve; // then only words that are written exactly as in the table are found
      document.head.append(script);
    });
    return engine;
  };

  const fits = (row, at, wanted) => {
    for (const select of selects) {
      const { value } = select;
      const { column, part } = select.dataset;
      if (!value) continue;
      if (column !== undefined) {
        const told = text(row, Number(column));
        if (part === undefined ? told !== value : !told.includes(value)) return false;
      } else {
        const cell = row.querySelector(`[data-${select.name}]`);
        if (!cell || !cell.dataset[select.name].split(",").includes(value)) return false;
      }
    }
    return !wanted || folded[at].includes(wanted);
  };

  const filter = () => {
    const typed = words.value.trim();
    if (typed && !folded) folded = written.map((row) => fold(`${name(row)} ${row.textContent}`));
    const wanted = typed && fold(typed);
    let shown = 0;
    written.forEach((row, at) => {
      const found = fits(row, at, wanted);
      // Only rows that change are touched: the browser lays out a large table again after each change.
      if (row.hidden === found) {
        row.hidden = !found;
        row.style.display = found ? "" : "none";
      }
      shown += found;
    });
    for (const one of tables) {
      if (section(one)) section(one).hidden = [...one.tBodies[0].rows].every((row) => row.hidden);
    }
    count.textContent = `显示 ${shown} / ${rows.length} ${form.dataset.unit}`;
    form.classList.toggle("filters--on", shown < rows.length);
  };

  const heads = [...table.tHead.rows[0].cells];
  const order = () => {
    if (!sort) return;
    const down = sort.value.startsWith("-");
    const at = sort.value ? Number(sort.value.replace("-", "")) : -1;
    heads.forEach((head, column) => {
      if (column === at) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    const number = (row) => parseFloat(text(row, at).replace(/,/g, ""));
    const numeric = at >= 0 && rows.every((row) => /^(?:[\d,.]+.*)?$/.test(text(row, at)));
    const compare = (a, b) => (numeric ? number(a) - number(b) : text(a, at).localeCompare(text(b, at), "zh-CN"));
    // A row whose cell in the column is empty comes last in both directions.
    const sorted = (a, b) => !text(a, at) - !text(b, at) || (text(a, at) ? (down ? compare(b, a) : compare(a, b)) : 0);
    const wanted = at < 0 ? written : [...written].sort(sorted);
    if (wanted.some((row, place) => row !== table.tBodies[0].rows[place])) table.tBodies[0].append(...wanted);
  };

  // --- the address ---

  const fields = [...form.elements].filter((field) => field.name);
  const remember = () => {
    const address = new URL(location.href);
    for (const { name, value } of fields) {
      if (value.trim()) address.searchParams.set(name, value.trim());
      else address.searchParams.delete(name);
    }
    try {
      history.replaceState(history.state, "", address.href);
    } catch (error) {
      console.warn(`filters: ${error}`); // some viewers don't let a script change the address
    }
  };
  const show = async () => {
    filter();
    if (!words.value.trim() || engine) return;
    await folding();
    filter();
  };

  // box.js took the filters' `q` out of the address, so that Material would not search for it.
  const asked = new URLSearchParams(window.gongkaiFilters || location.search);
  for (const field of fields) {
    field.value = asked.get(field.name) || ""; // overwrites what the browser restored by itself
    if (field.selectedIndex < 0) field.value = ""; // the address names a choice that the list lacks
  }
  form.hidden = false;
  order();
  show();
  if (window.gongkaiFilters) addEventListener("load", remember);

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => {
    order();
    show();
    remember();
  });
  words.addEventListener("input", () => {
    show();
    remember();
  });

  if (!sort) return;
  const columns = [...sort.options].map(({ value }) => value);
  heads.forEach((head, at) => {
    if (!columns.includes(`${at}`)) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => {
      sort.value = sort.value === `${at}` ? `-${at}` : `${at}`;
      sort.dispatchEvent(new Event("change", { bubbles: true }));
    });
    head.textContent = "";
    head.append(button);
  });
})();
