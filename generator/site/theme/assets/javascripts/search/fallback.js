// Says that search doesn't work where an engine is too old for this site's scripts. Itself the JavaScript of 2009, which
// any engine reads; the words, with the way out, are in the page (.search-off).
(function () {
  "use strict";

  window.addEventListener("load", function () {
    var theme = document.documentElement.className.indexOf("no-js") < 0;
    var words = document.querySelector(".search-off");
    var header = document.querySelector(".md-header");
    if ((theme && window.gongkaiSearchBox) || !words || !header) return;
    var bar = document.createElement("p");
    bar.className = "no-search";
    bar.innerHTML = words.innerHTML;
    header.appendChild(bar);
  });
})();
