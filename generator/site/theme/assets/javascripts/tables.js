// Filters and sorts a table of facts by the form above it, which was built with the page (generator/writers/markdown/
// filters.py) and is hidden without this script. What is chosen stands in the address: it is there again after a reload,
// on the way back, and for whoever is sent the link.
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
  const text = (row, at) => row.cells[at].textContent.trim();
  // Of many small tables, each has a name that counts as well.
  const section = (one) => one.closest(".indicator");
  const name = (row) => (section(row) ? section(row).querySelector("h2").textContent : "");

  // Words are the same here as in search, whose engine is asked for when the first are typed.
  let fold = (words) => words;
  let folded; // each row's words
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
      script.onerror = resolve; // then what is typed must be written as in the table
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
      // What stays as it is is not touched: a large table is laid out anew for each touch.
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
    // What says nothing in the column comes last, up and down.
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
      console.warn(`filters: ${error}`); // an address that the browser lets nobody write, as in some viewers
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
    field.value = asked.get(field.name) || ""; // what a browser restores by itself must not differ from the address
    if (field.selectedIndex < 0) field.value = ""; // no such choice
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
