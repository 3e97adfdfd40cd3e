// Stands between Material's search box and its worker (engine.js, named in main.html), before Material's own script
// runs: the index is fetched when the box is opened, not before; where workers can't start (file://) the engine runs in
// the page; no query is sent while an input method composes; the counts above the results are true; and of a portal's
// reports further ones are asked for as the reader comes to them.
(() => {
  const INDEX = "search/search_index.json";
  const QUERY = '[data-md-component="search-query"]';
  const NativeWorker = window.Worker;
  const NativeRequest = window.XMLHttpRequest;

  // Resolves when the reader turns to the search box, or comes by an address with a query.
  const opened = new Promise((resolve) => {
    if (new URLSearchParams(location.search).has("q")) resolve();
    document.addEventListener("focusin", ({ target }) => target.matches?.(QUERY) && resolve());
    document.addEventListener("DOMContentLoaded", () => document.activeElement?.matches(QUERY) && resolve());
  });

  // Material asks for the index as soon as a page is there.
  window.XMLHttpRequest = class extends NativeRequest {
    open(method, url, ...rest) {
      this.index = String(url).endsWith(INDEX);
      super.open(method, url, ...rest);
    }

    send(body) {
      if (this.index) opened.then(() => super.send(body));
      else super.send(body);
    }
  };

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
      this.ready.then((handle) => handle(message));
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
    if (mode === "none") return `没有找到“${query.trim()}”`;
    const quoted = terms.map((term) => `“${term}”`).join("、");
    const counted = reports && !reports.done ? scope(reports) : "共";
    const told = `${counted} ${places} 处，在 ${results.length} 条中`;
    return mode === "pieces" ? `“${query.trim()}”整体没有出现；以下含${quoted}，${told}` : told;
  };

  const tell = (answer) => {
    const meta = document.querySelector(".md-search-result__meta");
    if (meta) meta.textContent = summary(answer);
  };

  const base = () => new URL(JSON.parse(document.getElementById("__config")?.textContent ?? '{"base":"."}').base, location);

  const link = ({ location: place, score, title, text }, main) => {
    const address = new URL(place, `${base()}`.replace(/\/?$/, "/")).href.replaceAll('"', "%22");
    const head = main ? `<div class="md-search-result__icon md-icon"></div><h1>${title}</h1>` : `<h2>${title}</h2>`;
    return `<a href="${address}" class="md-search-result__link" tabindex="-1">
      <article class="md-search-result__article md-typeset" data-md-score="${score.toFixed(2)}">${head}${text}</article></a>`;
  };

  // A group of results as Material shows one: its page, the best places, the rest folded away.
  const item = (group) => {
    const page = group.at(-1);
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
    list?.insertAdjacentHTML("beforeend", items.map(item).join(""));
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
      root: result?.parentElement,
    });
    return ({ mode, reports }) => {
      watch.disconnect();
      button.hidden = mode === "searching" || !reports || reports.done;
      if (button.hidden) return;
      if (!button.isConnected) result?.after(button);
      watch.observe(button);
    };
  };

  const searching = (Base) =>
    class extends Base {
      constructor(url) {
        super(url);
        let offer;
        this.addEventListener("message", ({ data }) => {
          if (data.type === 5) append(data.data);
          if (data.type !== 4) return;
          tell(data.data);
          offer ??= going(() => super.postMessage({ type: 6 }));
          offer(data.data);
        });
      }

      postMessage(message) {
        if (message.type === 0) message.data.address = new URL(INDEX, `${base()}`.replace(/\/?$/, "/")).href;
        send = () => super.postMessage(message);
        if (!(composing && message.type === 2)) send();
      }
    };

  window.Worker = searching(location.protocol === "file:" || !NativeWorker ? InPageWorker : NativeWorker);

  document.addEventListener("DOMContentLoaded", () => {
    const input = document.querySelector(QUERY);
    if (!input) return;
    input.addEventListener("compositionstart", () => {
      composing = true;
    });
    input.addEventListener("compositionend", () => {
      composing = false;
      send();
    });
  });
})();
