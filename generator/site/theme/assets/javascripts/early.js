// What the reader chose in 阅读工具 (tools.js), before the first paint; so this script waits for nothing.
(() => {
  const { dataset } = document.documentElement;
  try {
    dataset.size = localStorage.getItem("gongkai-size") || "";
    dataset.contrast = localStorage.getItem("gongkai-contrast") || "";
  } catch {
    // a browser that lets no page from a disk remember anything
  }
})();
