// Around the article: the list of pages shows where the reader is; drawer and search answer to keys, paste and dictation.
(() => {
  "use strict";

  const box = (name) => document.getElementById(`__${name}`);

  const set = (name, open) => {
    if (!box(name) || box(name).checked === open) return;
    box(name).checked = open;
    box(name).dispatchEvent(new Event("change", { bubbles: true }));
  };

  // The current page in the middle of the list, however long the list is.
  const showCurrent = () => {
    const frame = document.querySelector(".md-sidebar--primary .md-sidebar__scrollwrap");
    const current = frame?.querySelector("[aria-current]");
    if (!current) return;
    const middle = current.getBoundingClientRect().top - frame.getBoundingClientRect().top - frame.clientHeight / 3;
    if (Math.abs(middle) > frame.clientHeight / 3) frame.scrollTop += middle;
  };
  addEventListener("load", showCurrent);
  box("drawer")?.addEventListener("change", showCurrent);

  // The theme searches when a key comes up; pasting, dictation and many input methods bring none.
  const field = document.querySelector(".md-search__input");
  field?.addEventListener("input", () => field.dispatchEvent(new KeyboardEvent("keyup")));

  // A field for a search in the page itself hands over what is asked; without this script the address does.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".ask") || !field) return;
    event.preventDefault();
    set("search", true);
    field.value = event.target.elements.q.value;
    field.focus();
    field.dispatchEvent(new KeyboardEvent("keyup"));
  });

  let opener = null;

  document.addEventListener("click", (event) => {
    opener = event.target.closest?.("[data-opens]") ?? opener;
    if (!event.target.closest?.("[data-opens]")) return;
    const name = opener.dataset.opens;
    set(name, true);
    // The drawer is hidden until it moves in, and what is hidden takes no focus.
    setTimeout(() => {
      const inside = name === "search" ? ".md-search__input" : ".md-sidebar--primary a[aria-current]";
      document.querySelector(inside)?.focus({ preventScroll: true });
    }, 60);
  });

  // An open drawer lies over the page: the keyboard stays in it, from its last link to its first.
  document.addEventListener("keydown", (event) => {
    const drawer = document.querySelector(".md-sidebar--primary");
    if (event.key !== "Tab" || !box("drawer")?.checked || getComputedStyle(drawer).position !== "fixed") return;
    const inside = [...drawer.querySelectorAll("a[href], summary")].filter((one) => one.getClientRects().length);
    const at = inside.indexOf(document.activeElement);
    const next = event.shiftKey ? at - 1 : at + 1;
    if (at >= 0 && next >= 0 && next < inside.length) return;
    event.preventDefault();
    inside[event.shiftKey ? inside.length - 1 : 0]?.focus();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box("drawer")?.checked) return;
    set("drawer", false);
    opener?.focus({ preventScroll: true });
  });
})();
