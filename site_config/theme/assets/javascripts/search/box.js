// Stands between Material's search box and its worker (engine.js, named in main.html), before Material's own script
// runs: where workers can't start (file://) the engine runs in the page; no query is sent while an input method
// composes; and the counts above the results are true.
(() => {
  const NativeWorker = window.Worker;
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

  const summary = ({ query, mode, terms, places, results }) => {
    if (!query.trim()) return "键入以开始搜索";
    const quoted = terms.map((term) => `“${term}”`).join("、");
    const counted = `共 ${places} 处，在 ${results.length} 条中`;
    if (mode === "none") return `没有找到“${query.trim()}”`;
    if (mode === "pieces") return `“${query.trim()}”整体没有出现；以下含${quoted}，${counted}`;
    return counted;
  };

  const tell = (answer) => {
    const meta = document.querySelector(".md-search-result__meta");
    if (meta) meta.textContent = summary(answer);
  };

  const searching = (Base) =>
    class extends Base {
      constructor(url) {
        super(url);
        this.addEventListener("message", ({ data }) => {
          if (data.type === 4) tell(data.data);
        });
      }

      postMessage(message) {
        send = () => super.postMessage(message);
        if (!(composing && message.type === 2)) send();
      }
    };

  window.Worker = searching(location.protocol === "file:" || !NativeWorker ? InPageWorker : NativeWorker);

  document.addEventListener("DOMContentLoaded", () => {
    const input = document.querySelector('[data-md-component="search-query"]');
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
