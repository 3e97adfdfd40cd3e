// Puts our engine behind Material's search box, before Material's own script runs: whichever worker it asks for, it gets
// engine.js; where workers can't start (file://) the engine runs in the page. Also: no query while an input method
// composes, and true counts above the results.
(() => {
  const here = document.currentScript.src;
  const engineUrl = new URL("engine.js", here).href;
  const NativeWorker = window.Worker;
  let composing = false;

  // A Worker without a thread, for pages opened from a disk.
  class InPageWorker extends EventTarget {
    constructor() {
      super();
      this.ready = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = engineUrl;
        script.onload = () => {
          const post = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
          resolve(window.gongkaiSearch.handler(post));
        };
        script.onerror = () => reject(new Error(`${engineUrl} can't be loaded`));
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
      constructor() {
        super(engineUrl);
        this.addEventListener("message", ({ data }) => {
          if (data.type === 4) tell(data.data);
        });
      }

      postMessage(message) {
        if (!(composing && message.type === 2)) super.postMessage(message);
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
      input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    });
  });
})();
