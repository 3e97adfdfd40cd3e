// The menu 阅读工具 in the header: size of the text, contrast, print. The choices are kept in localStorage under two
// names, by which early.js finds them and applies them before the first paint of the next page.
(() => {
  "use strict";

  const menu = document.querySelector("details.tools");
  if (!menu) return;
  const root = document.documentElement;
  const SIZES = ["18", "20", "22", "24", "27", "30"];
  const keep = (name, value) => {
    try {
      if (value) localStorage.setItem(name, value);
      else localStorage.removeItem(name);
    } catch {
      // some browsers refuse localStorage to pages from a disk
    }
  };

  // Loads a script that few readers need, once. The promise resolves also if the script can't be loaded.
  const { base } = JSON.parse(document.getElementById("__config").textContent);
  const asked = new Map();
  const ask = (name) => {
    if (!asked.has(name)) {
      const script = document.createElement("script");
      script.src = `${base.replace(/\/?$/, "/")}assets/javascripts/${name}.js`;
      asked.set(
        name,
        new Promise((resolve) => {
          script.onload = resolve;
          script.onerror = resolve; // then the page goes without what the script would offer
        }),
      );
      document.head.append(script);
    }
    return asked.get(name);
  };
  window.gongkaiAsk = ask;

  // --- size and contrast ---

  const shown = menu.querySelector(".tools__size");
  const [smaller, larger] = menu.querySelectorAll("[data-step]");
  const sized = (step) => {
    const at = Math.min(Math.max(SIZES.indexOf(root.dataset.size || SIZES[0]) + step, 0), SIZES.length - 1);
    if (step) {
      root.dataset.size = SIZES[at];
      keep("gongkai-size", at ? SIZES[at] : "");
    }
    shown.textContent = SIZES[at];
    smaller.setAttribute("aria-disabled", at === 0);
    larger.setAttribute("aria-disabled", at === SIZES.length - 1);
  };
  for (const button of [smaller, larger]) button.addEventListener("click", () => sized(Number(button.dataset.step)));
  sized(0);

  const contrast = menu.querySelector("[name=contrast]");
  contrast.checked = root.dataset.contrast === "high";
  contrast.addEventListener("change", () => {
    root.dataset.contrast = contrast.checked ? "high" : "";
    keep("gongkai-contrast", root.dataset.contrast);
  });

  // --- the menu itself ---

  const close = (focus) => {
    if (!menu.open) return;
    menu.open = false;
    if (focus) menu.querySelector("summary").focus();
  };
  document.addEventListener("click", ({ target }) => menu.contains(target) || close(false));
  menu.addEventListener("toggle", () => ask("aloud"), { once: true });
  menu.addEventListener("keydown", ({ key }) => key === "Escape" && close(true));
  menu.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !menu.contains(relatedTarget) && close(false));
  menu.querySelector("[data-print]").addEventListener("click", () => {
    close(true);
    window.print();
  });

  if (document.querySelector("form.check")) ask("check");
})();
