// Stands between Material's search box and its worker (engine.js, named in main.html), before Material's own script
// runs: the index is fetched when the box is opened, not before; where workers can't start (file://) the engine runs in
// the page; no query is sent while an input method composes; the counts above the results are true; of a portal's
// reports further ones are asked for as the reader comes to them; who comes back from a result finds query and results
// again; and what goes wrong is told, with the way out that the page was built with (.search-off).
(() => {
  const INDEX = "search/search_index.json";
  const QUERY = '[data-md-component="search-query"]';
  const FOUND = "find"; // of an address: the query that a reader left for one of its results
  const PATIENCE = 15000; // milliseconds without an answer after which search counts as broken
  const NativeWorker = window.Worker;
  const NativeRequest = window.XMLHttpRequest;

  // Told to fallback.js, which says otherwise that search doesn't work.
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

  // On a page with filters of its own (tables.js) `q` is theirs: Material would take it for a search.
  const asked = new URLSearchParams(location.search);
  const address = (change) => {
    const url = new URL(location.href);
    change(url.searchParams);
    try {
      history.replaceState(history.state, "", url.href);
    } catch (error) {
      console.warn(`search: ${error}`); // an address that the browser lets nobody write, as in some viewers
    }
  };
  if (asked.has("q") && document.querySelector('.filters [name="q"]')) {
    window.gongkaiFilters = location.search;
    address((parameters) => parameters.delete("q"));
    asked.delete("q");
  }

  // Resolves when the reader turns to the search box, or comes by an address with a query.
  const opened = new Promise((resolve) => {
    if (asked.has("q") || asked.has(FOUND)) resolve();
    document.addEventListener("focusin", ({ target }) => target.matches && target.matches(QUERY) && resolve());
    document.addEventListener("DOMContentLoaded", () => document.activeElement === input && resolve());
  });

  // Material asks for the index as soon as a page is there, and says nothing if it doesn't come.
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
  // From a disk the index is a script.
  addEventListener("error", ({ target }) => /search_index\.js$/.test(target.src || "") && fail(target.src), true);

  let composing = false;
  let send = () => {}; // hands the last query that was held back to the worker

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

  // What a portal's answer says of its reports, of which perhaps not all were looked at.
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

  // The folder of the site.
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

  // A group of results as Material shows one: its page, the best places, the rest folded away.
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

  // The button below the results of a portal: it goes on when pressed, and when the reader scrolls down to it.
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
  // The key that ends a composition is the input method's: it opens no result. Safari sends it after the end.
  addEventListener(
    "keydown",
    (event) => {
      if (event.target === input && (event.isComposing || event.keyCode === 229)) event.stopImmediatePropagation();
    },
    true,
  );
  // Until the index is there Material sends no query on.
  input.addEventListener("input", () => input.value.trim() && wait());

  // Who goes to a result comes back to the query: by the address, or to the page as the browser kept it.
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
    // Material has emptied the field when the page was left, and closes it once more now.
    const query = left;
    if (persisted && query) setTimeout(() => restore(query), 100);
    left = "";
  });
  if (asked.has(FOUND)) addEventListener("load", () => restore(asked.get(FOUND)));
})();
