// Applies the reader's choices in 阅读工具 (tools.js) before the first paint: so this script is loaded without `defer`.
(() => {
  const { dataset } = document.documentElement;
  try {
    dataset.size = localStorage.getItem("gongkai-size") || "";
    dataset.contrast = localStorage.getItem("gongkai-contrast") || "";
  } catch {
    // some browsers refuse localStorage to pages from a disk
  }
})();
