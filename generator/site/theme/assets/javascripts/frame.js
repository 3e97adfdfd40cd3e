// What is around the article: scrolls the list of pages to the current page, and makes the drawer and the search box
// work with the keyboard, with pasting and with dictation.
(() => {
  "use strict";

  const box = (name) => document.getElementById(`__${name}`);

  const set = (name, open) => {
    if (!box(name) || box(name).checked === open) return;
    box(name).checked = open;
    box(name).dispatchEvent(new Event("change", { bubbles: true }));
  };

  // Scrolls a long list of pages so that the current page stands a third of the way down its frame.
  const showCurrent = () => {
    const frame = document.querySelector(".md-sidebar--primary .md-sidebar__scrollwrap");
    const current = frame?.querySelector("[aria-current]");
    if (!current) return;
    const middle = current.getBoundingClientRect().top - frame.getBoundingClientRect().top - frame.clientHeight / 3;
    if (Math.abs(middle) > frame.clientHeight / 3) frame.scrollTop += middle;
  };
  addEventListener("load", showCurrent);
  box("drawer")?.addEventListener("change", showCurrent);

  // The theme searches on `keyup`, an event that pasting, dictation and many input methods don't send.
  const field = document.querySelector(".md-search__input");
  field?.addEventListener("input", () => field.dispatchEvent(new KeyboardEvent("keyup")));

  // A search form in the page itself (.ask) hands its query to the search box; without this script the address does.
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
    // The drawer is hidden until it has begun to slide in, and a hidden element can't take the focus.
    setTimeout(() => {
      const inside = name === "search" ? ".md-search__input" : ".md-sidebar--primary a[aria-current]";
      document.querySelector(inside)?.focus({ preventScroll: true });
    }, 60);
  });

  // While the open drawer lies over the page, Tab stays in it: after its last link comes its first.
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
