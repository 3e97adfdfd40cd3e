// 朗读: reads the report aloud with a Chinese voice of the reader's own machine, sentence by sentence; the sentence is
// marked and scrolled into view. Only voices that work without a network (localService) are used, so that no other
// machine learns what is read. Without such a voice the controls stay hidden.
(() => {
  "use strict";

  const speech = window.speechSynthesis;
  const article = document.querySelector("article");
  const controls = document.querySelector(".tools__aloud");
  if (!speech || !article || !controls) return;

  const SPEED = "gongkai-speed";
  const SENTENCE = /[^。！？；!?;]+[。！？；!?;]*[”’」』）)]*/g;
  const READ = "h1, h2, h3, h4, h5, h6, p, li, td, th";
  const voice = () => speech.getVoices().find(({ lang, localService }) => localService && /^(?:zh|cmn)/i.test(lang));

  const bar = document.createElement("div");
  bar.className = "aloud";
  bar.hidden = true;
  bar.dataset.added = "";
  bar.setAttribute("role", "region");
  bar.setAttribute("aria-label", "朗读");
  const button = (name, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = name;
    made.addEventListener("click", act);
    bar.append(made);
    return made;
  };
  const pause = button("暂停", () => (speaking ? hold() : say()));
  const label = document.createElement("label");
  label.textContent = "语速 ";
  const speed = document.createElement("select");
  for (const rate of ["0.7", "1", "1.3", "1.6"]) speed.add(new Option(`${rate} 倍`, rate));
  speed.value = "1";
  label.append(speed);
  bar.append(label);
  button("停止", () => stop());
  document.body.append(bar);
  try {
    speed.value = localStorage.getItem(SPEED) || "1";
    speed.addEventListener("change", () => localStorage.setItem(SPEED, speed.value));
  } catch {
    // some browsers refuse localStorage to pages from a disk
  }

  // --- what is read: the report's own words, in sentences { block, words, pieces: [[text node, start, end], …] } ---

  let sentences = [];
  let at = 0;
  let speaking = null;

  const cut = (block) => {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, ({ parentElement }) =>
      parentElement.closest("[data-added]") || parentElement.closest(READ) !== block ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    const text = nodes.map(({ data }) => data).join("");
    return [...text.matchAll(SENTENCE)].filter(([words]) => words.trim()).map(({ 0: words, index }) => {
      const pieces = [];
      let offset = 0;
      for (const node of nodes) {
        const [start, end] = [Math.max(index - offset, 0), Math.min(index + words.length - offset, node.data.length)];
        if (start < end) pieces.push([node, start, end]);
        offset += node.data.length;
      }
      return { block, words, pieces };
    });
  };

  const unmark = () => {
    for (const mark of article.querySelectorAll("mark.spoken")) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
  };
  const mark = (sentence) => {
    // Removing the last sentence's mark merged text nodes, so pieces found before are out of date: cut the block again.
    const [{ pieces }] = cut(sentence.block).filter(({ words }, order) => words === sentence.words && order === sentence.order);
    for (const [node, start, end] of pieces.reverse()) window.gongkaiMark.marked(node, start, end, "spoken");
    article.querySelector("mark.spoken")?.scrollIntoView({ block: "center" });
  };

  const say = () => {
    unmark();
    const sentence = sentences[at];
    if (!sentence || !voice()) return stop();
    mark(sentence);
    const told = new SpeechSynthesisUtterance(sentence.words);
    Object.assign(told, { voice: voice(), lang: voice().lang, rate: Number(speed.value) });
    told.onend = () => {
      if (speaking !== told) return;
      at += 1;
      say();
    };
    told.onerror = () => speaking === told && stop();
    speaking = told;
    pause.textContent = "暂停";
    speech.speak(told);
  };
  // Pauses by cancelling, since some voices never resume after the browser's own pause; the sentence then begins again.
  const hold = () => {
    speaking = null;
    speech.cancel();
    pause.textContent = "继续";
  };
  const stop = () => {
    hold();
    unmark();
    bar.hidden = true;
  };
  speed.addEventListener("change", () => {
    if (!speaking) return;
    hold();
    say();
  });

  // Reads from the block `place` on; without one from the first block in view.
  const from = (place) => {
    hold();
    const blocks = [...article.querySelectorAll(READ)].filter((block) => !block.closest("[data-added]"));
    sentences = blocks.flatMap((block) => cut(block).map((sentence, order) => ({ ...sentence, order })));
    const first = place || blocks.find((block) => block.getBoundingClientRect().bottom > 80);
    at = Math.max(sentences.findIndex(({ block }) => block === first), 0);
    bar.hidden = false;
    say();
    pause.focus({ preventScroll: true });
  };
  controls.querySelector("button").addEventListener("click", () => {
    document.querySelector("details.tools").open = false;
    from();
  });
  bar.addEventListener("keydown", ({ key }) => key === "Escape" && stop());
  addEventListener("pagehide", () => speech.cancel());

  const offer = () => {
    const offered = voice() && [...article.querySelectorAll("p")].some((one) => !one.closest("[data-added]"));
    controls.classList.toggle("is-offered", Boolean(offered));
  };
  speech.addEventListener?.("voiceschanged", offer);
  offer();
  window.gongkaiAloud = { from, voice };
})();
