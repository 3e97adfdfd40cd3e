// At an address that a report had before: goes to the one that it has now, to the same place of the page. Without it the
// page's refresh does, which drops what stands behind #.
(function () {
  var to = document.currentScript.getAttribute("data-to");
  location.replace(new URL(to, location.href).href + location.hash);
})();
