/* The drawer and the search box from the keyboard: the theme opens them by labels, which no key reaches. */
(function () {
  "use strict";

  function toggle(name) {
    return document.getElementById("__" + name);
  }

  function set(name, open) {
    var box = toggle(name);
    if (!box || box.checked === open) return;
    box.checked = open;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  var opener = null;

  document.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("[data-opens]") : null;
    if (!button) return;
    var name = button.getAttribute("data-opens");
    opener = button;
    set(name, !toggle(name).checked || name === "search");
    var field = name === "search" ? ".md-search__input" : ".md-sidebar--primary a";
    // The drawer is hidden until it moves in; what is hidden takes no focus.
    window.setTimeout(function () {
      var target = document.querySelector(field);
      if (target && toggle(name).checked) target.focus({ preventScroll: true });
    }, 60);
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !toggle("drawer").checked) return;
    set("drawer", false);
    if (opener) opener.focus({ preventScroll: true });
  });
})();
