// Stands between Material's search box and its worker (engine.js, named in main.html); runs before Material's script.
// - The index is fetched only when the box is opened.
// - Where workers can't start (file://) the engine runs in the page.
// - No query is sent while an input method composes.
// - The counts above the results are exact.
// - Further results of a portal are asked for when the reader comes to the end of those shown.
// - A reader who comes back from a result finds the query and its results again.
// - If search fails the box says so, and what to do instead, in words that the page was built with (.search-off).
(() => {
  const INDEX = "search/search_index.json";
  const QUERY = '[data-md-component="search-query"]';
  const FOUND = "find"; // parameter of an address with the query that led to a result, for the way back
  const PATIENCE = 15000; // milliseconds without an answer after which search counts as broken
  const NativeWorker = window.Worker;
  const NativeRequest = window.XMLHttpRequest;

  // fallback.js says that search doesn't work if this is not set.
  window.gongkaiSearchBox = true;

  const input = document.querySelector(QUERY);
  const meta = document.querySelector(".md-search-result__meta");
  const off = meta ? meta.innerHTML : "";
  if (meta) meta.textContent = "正在准备搜索…";

  let waiting = 0;
  const answered = () => clearTimeout(waiting);
  const fail = (error) => {
    answered();
    console.warn(`search: ${error}`);
    if (!meta) return;
    meta.innerHTML = off;
    document.querySelector(".md-search-result__list").textContent = "";
  };
  const wait = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => fail(`no answer for ${PATIENCE / 1000} seconds`), PATIENCE);
  };

  // On a page with filters (tables.js) `q` is the word to filter by. Material would search for it, so it is taken away.
  const asked = new URLSearchParams(location.search);
  const address = (change) => {
    const url = new URL(location.href);
    change(url.searchParams);
    try {
      history.replaceState(history.state, "", url.href);
    } catch (error) {
      console.warn(`search: ${error}`); // some viewers don't let a script change the address
    }
  };
  if (asked.has("q") && document.querySelector('.filters [name="q"]')) {
    window.gongkaiFilters = location.search;
    address((parameters) => parameters.delete("q"));
    asked.delete("q");
  }

  // Resolves when the search box gets the focus, or at once if the page's address has a query.
  const opened = new Promise((resolve) => {
    if (asked.has("q") || asked.has(FOUND)) resolve();
    document.addEventListener("focusin", ({ target }) => target.matches && target.matches(QUERY) && resolve());
    document.addEventListener("DOMContentLoaded", () => document.activeElement === input && resolve());
  });

  // Material requests the index as soon as a page is loaded, and doesn't say if that fails: so this request waits until
  // the box is opened, and its failure is told.
  window.XMLHttpRequest = class extends NativeRequest {
    open(method, url, ...rest) {
      this.index = String(url).endsWith(INDEX);
      super.open(method, url, ...rest);
    }

    send(body) {
      if (!this.index) {
        super.send(body);
        return;
      }
      const failed = () => fail(`${INDEX} can't be loaded (${this.status})`);
      this.addEventListener("error", failed);
      this.addEventListener("load", () => this.status >= 400 && failed());
      opened.then(() => super.send(body));
    }
  };
  // On a page from a disk the index is loaded as a script.
  addEventListener("error", ({ target }) => /search_index\.js$/.test(target.src || "") && fail(target.src), true);

  let composing = false;
  let send = () => {}; // sends the last message to the worker, for a query that was held back

  // A Worker without a thread, for pages opened from a disk.
  class InPageWorker extends EventTarget {
    constructor(url) {
      super();
      this.ready = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = url;
        script.onload = () => {
          const post = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
          resolve(window.gongkaiSearch.handler(post));
        };
        script.onerror = () => reject(new Error(`${url} can't be loaded`));
        document.head.append(script);
      });
    }

    postMessage(message) {
      this.ready
        .then((handle) => handle(message))
        .catch((error) => this.dispatchEvent(new ErrorEvent("error", { message: `${error}` })));
    }

    terminate() {}
  }

  // Returns how many reports of a portal have results, in words; empty once all that may have some were scanned.
  const scope = ({ least, all, done }) => (done ? "" : all ? `共 ${all} 份通报，以下` : `至少 ${least} 份通报，以下`);

  const summary = ({ query, mode, terms, places, results, reports }) => {
    if (!query.trim()) return "键入以开始搜索";
    if (mode === "searching") return "正在查找…";
    if (mode === "failed") return "网络不通，没有查完，请稍后再试";
    if (mode === "served") return "通报太多，从磁盘打开时不能搜索，请打开网站搜索";
    if (mode === "address" && reports && reports.all > 4) return `这是编号，以下是 4 份通报里的；要找别的，请在前面写通报的名称`;
    if (mode === "address") return "这是本站的网址或编号，可以直接打开";
    if (mode === "none") return `没有找到“${query.trim()}”`;
    const quoted = terms.map((term) => `“${term}”`).join("、");
    const counted = reports && !reports.done ? scope(reports) : "共";
    const told = `${counted} ${places} 处，在 ${results.length} 条中`;
    return mode === "pieces" ? `“${query.trim()}”整体没有出现；以下含${quoted}，${told}` : told;
  };

  const tell = (answer) => {
    if (answer.mode === "searching") wait();
    else answered();
    if (meta) meta.textContent = summary(answer);
  };

  // Returns the address of the site's top folder, which ends with "/".
  const base = () => {
    const config = document.getElementById("__config");
    return `${new URL(config ? JSON.parse(config.textContent).base : ".", location)}`.replace(/\/?$/, "/");
  };

  const link = ({ location: place, score, title, text }, main) => {
    const address = new URL(place, base()).href.replace(/"/g, "%22");
    const head = main ? `<div class="md-search-result__icon md-icon"></div><h1>${title}</h1>` : `<h2>${title}</h2>`;
    return `<a href="${address}" class="md-search-result__link" tabindex="-1">
      <article class="md-search-result__article md-typeset" data-md-score="${score.toFixed(2)}">${head}${text}</article></a>`;
  };

  // Returns a group of results as Material's HTML: the page, its best places, its other places folded away.
  const item = (group) => {
    const page = group[group.length - 1];
    const places = group.slice(0, -1);
    const best = places.filter(({ score }) => score === group[0].score);
    const rest = places.slice(best.length).map((place) => link(place, false));
    const more = `<details class="md-search-result__more"><summary tabindex="-1"><div>${
      rest.length === 1 ? "在该页上还有 1 个符合条件的结果" : `在该页上还有 ${rest.length} 个符合条件的结果`
    }</div></summary>${rest.join("")}</details>`;
    const links = [link(page, true), ...best.map((place) => link(place, false)), rest.length ? more : ""];
    return `<li class="md-search-result__item">${links.join("")}</li>`;
  };

  const append = ({ items }) => {
    const list = document.querySelector(".md-search-result__list");
    if (list) list.insertAdjacentHTML("beforeend", items.map(item).join(""));
  };

  // Makes the button below the results of a portal, which calls `more` when it is pressed or scrolled into view.
  // Returns a function that shows or hides it for an answer.
  const going = (more) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "search-on";
    button.textContent = "继续查找其余通报";
    button.addEventListener("click", more);
    const result = document.querySelector(".md-search-result");
    const watch = new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && more(), {
      root: result && result.parentElement,
    });
    return ({ mode, reports }) => {
      watch.disconnect();
      button.hidden = mode === "searching" || !reports || reports.done;
      if (button.hidden) return;
      if (!button.isConnected && result) result.after(button);
      watch.observe(button);
    };
  };

  const searching = (Base) =>
    class extends Base {
      constructor(url) {
        super(url);
        let offer;
        this.addEventListener("message", ({ data }) => {
          if (data.type === 1 && meta) meta.textContent = summary({ query: "" });
          if (data.type === 5) append(data.data);
          if (data.type !== 4) return;
          tell(data.data);
          if (!offer) offer = going(() => super.postMessage({ type: 6 }));
          offer(data.data);
        });
        this.addEventListener("error", ({ message }) => fail(message || url));
      }

      postMessage(message) {
        if (message.type === 0) {
          message.data.address = new URL(INDEX, base()).href;
          [message.data.here] = location.href.slice(base().length).split(/[/?#]/);
        }
        send = () => super.postMessage(message);
        if (composing && message.type === 2) return;
        if (message.type === 2 && message.data.trim()) wait();
        send();
      }
    };

  window.Worker = searching(location.protocol === "file:" || !NativeWorker ? InPageWorker : NativeWorker);

  if (!input) return;

  input.addEventListener("compositionstart", () => {
    composing = true;
  });
  input.addEventListener("compositionend", () => {
    composing = false;
    send();
  });
  // The key that ends a composition belongs to the input method and must not open a result. Safari sends it after
  // `compositionend`, with code 229.
  addEventListener(
    "keydown",
    (event) => {
      if (event.target === input && (event.isComposing || event.keyCode === 229)) event.stopImmediatePropagation();
    },
    true,
  );
  // Material sends no query before the index is loaded, so the wait for an answer begins with the typing.
  input.addEventListener("input", () => input.value.trim() && wait());

  // A reader who comes back from a result finds the query again: from the address, or from `left` if the browser has
  // kept the page in memory.
  const toggle = document.getElementById("__search");
  let left = "";
  const restore = (query) => {
    input.value = query;
    input.focus();
    input.dispatchEvent(new KeyboardEvent("keyup"));
  };
  addEventListener(
    "click",
    ({ target }) => {
      if (!target.closest || !target.closest(".md-search-result__link")) return;
      left = input.value;
      address((parameters) => parameters.set(FOUND, left));
    },
    true,
  );
  toggle.addEventListener("change", () => {
    if (!toggle.checked && !left) address((parameters) => parameters.delete(FOUND));
  });
  addEventListener("pageshow", ({ persisted }) => {
    // Material emptied the field when the reader left the page, and closes the box now: the query is restored after
    // that.
    const query = left;
    if (persisted && query) setTimeout(() => restore(query), 100);
    left = "";
  });
  if (asked.has(FOUND)) addEventListener("load", () => restore(asked.get(FOUND)));
})();
