// On a page at a former address of a report: goes to the report's present address, with the same anchor. Without this
// script the page's <meta> refresh goes there, and loses the anchor.
(function () {
  var to = document.currentScript.getAttribute("data-to");
  location.replace(new URL(to, location.href).href + location.hash);
})();
