// A click on a permanent link copies its whole address and says so; without this script it is a plain link.
(() => {
  "use strict";

  const status = document.createElement("div");
  status.className = "copied";
  status.setAttribute("role", "status");
  status.setAttribute("aria-live", "polite");
  document.body.append(status);
  let hiding = 0;

  // Returns the page's own address as its head states it. The canonical link of an earlier version of a report leads to
  // the current version, so there og:url is taken.
  const stated = () =>
    document.querySelector('link[rel="latest-version"]')
      ? document.querySelector('meta[property="og:url"]')?.content
      : document.querySelector('link[rel="canonical"]')?.href;

  // Returns the URL of an anchor of this page that others can open, null if there is none. For a page from a disk (the
  // offline bundle) that is the address of the published page. The words searched for (?h=…) are left out.
  const published = (anchor) => {
    const found = location.protocol.startsWith("http") ? location.href : stated();
    if (!/^https?:/.test(found || "")) return null;
    const address = new URL(found);
    address.search = "";
    address.hash = anchor;
    return address;
  };

  const say = (words) => {
    clearTimeout(hiding);
    // A live region is read out again only when its text changes.
    status.textContent = "";
    setTimeout(() => {
      status.textContent = words;
      status.classList.add("copied--shown");
    }, 50);
    hiding = setTimeout(() => {
      status.classList.remove("copied--shown");
      status.textContent = "";
    }, 2500);
  };

  // Copies without navigator.clipboard, which pages lack that are no secure context (plain http in an office network).
  const copyBySelection = (text) => {
    const field = document.createElement("textarea");
    const focused = document.activeElement;
    field.value = text;
    field.readOnly = true;
    field.style.cssText = "position: fixed; opacity: 0";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    focused?.focus({ preventScroll: true });
    if (!done) throw new Error("not copied");
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      copyBySelection(text);
    }
  };

  // Copies a text, then shows the words `done` or `failed`.
  const copyOut = (text, done, failed) =>
    copy(text).then(
      () => say(done),
      () => say(failed),
    );

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.permalink");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    // The browser still follows the link, so that the place is marked.
    const address = published(new URL(link.href).hash);
    if (address) copyOut(address.href, "链接已复制", "未能复制，请从地址栏复制链接");
    else say("离线包里没有公开的网址，没有复制；可记下页名和编号");
  });

  window.gongkaiPlaces = { copyOut, published, stated };
})();
