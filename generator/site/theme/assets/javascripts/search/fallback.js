// Says that search doesn't work if the browser is too old for this site's scripts. This script is JavaScript of 2009
// (ES5), which any browser runs. The words, with what to do instead, are in the page (.search-off).
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
