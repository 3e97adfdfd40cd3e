// A click on a permanent link copies its whole address and says so; without this script it is a plain link.
(() => {
  "use strict";

  const status = document.createElement("div");
  status.className = "copied";
  status.setAttribute("role", "status");
  status.setAttribute("aria-live", "polite");
  document.body.append(status);
  let hiding = 0;

  // The page's address as its head states it. What an earlier version of a report calls canonical is the current one; its
  // own address is another.
  const stated = () =>
    document.querySelector('link[rel="latest-version"]')
      ? document.querySelector('meta[property="og:url"]')?.content
      : document.querySelector('link[rel="canonical"]')?.href;

  // From a disk (the offline bundle) an address that others can open is that of the published page, if there is one.
  // What was searched for (?h=…) is no part of it.
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

  // For pages that are no secure context (plain http in an office network), where there is no navigator.clipboard.
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

  const copyOut = (text, done, failed) =>
    copy(text).then(
      () => say(done),
      () => say(failed),
    );

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.permalink");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    // The browser goes to the place as well, so that it is marked.
    const address = published(new URL(link.href).hash);
    if (address) copyOut(address.href, "链接已复制", "未能复制，请从地址栏复制链接");
    else say("离线包里没有公开的网址，没有复制；可记下页名和编号");
  });

  window.gongkaiPlaces = { copyOut, published, stated };
})();
