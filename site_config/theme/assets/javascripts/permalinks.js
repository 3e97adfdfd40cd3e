// Permanent links: a click puts the absolute address of a paragraph into the clipboard and says so.
// Without script, without clipboard or from file:// they are plain links.
(() => {
  const status = document.createElement("div");
  status.className = "gk-status";
  status.setAttribute("role", "status");
  status.setAttribute("aria-live", "polite");
  let timer;

  const say = (text) => {
    if (!status.isConnected) document.body.append(status);
    status.textContent = text;
    status.classList.add("gk-status--shown");
    clearTimeout(timer);
    timer = setTimeout(() => status.classList.remove("gk-status--shown"), 2500);
  };

  const copy = async (text) => {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "gk-offscreen";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (!done) throw new Error("copying is not allowed");
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.permalink");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    copy(link.href).then(
      () => say("链接已复制"),
      () => say("请从地址栏复制链接"),
    );
  });
})();
