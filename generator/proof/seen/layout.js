// Run in a built page: what a reader sees of the report's text, as it is laid out. Returns the characters that are
// seen, in order, and what keeps the others from being seen: [{why, text}].
(article, invisible) => {
  const SMALLEST = 6; // pixels of a letter that can be read
  const CONTRAST = 4.5;
  const MOST = 40; // faults told of a page
  const faults = [];
  const tell = (why, text) => {
    const last = faults[faults.length - 1];
    if (last && last.why === why && last.open && last.text.length < 30) last.text += text;
    else if (faults.length < MOST) faults.push({ why, text, open: true });
  };
  const close = () => {
    if (faults.length) faults[faults.length - 1].open = false;
  };

  const parsed = new Map();
  const colour = (words) => {
    if (!parsed.has(words)) {
      const numbers = (words.match(/[\d.]+/g) || []).map(Number);
      parsed.set(words, /^rgba?\(/.test(words) ? [...numbers.slice(0, 3), numbers.length > 3 ? numbers[3] : 1] : null);
    }
    return parsed.get(words);
  };
  const over = (top, below) => top.slice(0, 3).map((part, at) => part * top[3] + below[at] * (1 - top[3]));
  const light = (rgb) => {
    const [r, g, b] = rgb.map((part) => {
      const x = part / 255;
      return x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [dark, bright] = [light(a), light(b)].sort((x, y) => x - y);
    return (bright + 0.05) / (dark + 0.05);
  };

  // What an element's style does to the letters in it, and to those of all that it stands in.
  const known = new Map();
  const styled = (element) => {
    if (!element || element.nodeType !== 1) return { why: "", ground: [255, 255, 255], opacity: 1 };
    if (known.has(element)) return known.get(element);
    const above = styled(element.parentElement);
    const style = getComputedStyle(element);
    const ground = colour(style.backgroundColor);
    const found = { why: above.why, ground: above.ground, opacity: above.opacity * Number(style.opacity) };
    if (ground) found.ground = over(ground, above.ground);
    const says = (why) => {
      found.why = found.why || why;
    };
    if (style.filter !== "none") says("is drawn through a filter");
    if (style.clipPath !== "none") says("is cut by a path");
    if ((style.maskImage || style.webkitMaskImage || "none") !== "none") says("is masked");
    if (article.contains(element) && style.transform !== "none") says("is turned or moved");
    if ((style.webkitTextSecurity || "none") !== "none") says("is shown as dots");
    if (style.textTransform !== "none") says("is shown in other letters");
    if (article.contains(element) && style.mixBlendMode !== "normal") says("is blended with what lies behind");
    if (style.backgroundImage !== "none" && article.contains(element)) says("stands on a picture");
    known.set(element, found);
    return found;
  };
  const ink = new Map();
  const faint = (element) => {
    if (ink.has(element)) return ink.get(element);
    const style = getComputedStyle(element);
    const { why, ground, opacity } = styled(element);
    const fill = colour(style.webkitTextFillColor || style.color) || colour(style.color);
    let told = why;
    if (style.visibility !== "visible") told = "is invisible";
    else if (parseFloat(style.fontSize) < SMALLEST) told = "is smaller than can be read";
    else if (!told && fill) {
      const seen = over([...fill.slice(0, 3), fill[3] * opacity], ground);
      if (contrast(seen, ground) < CONTRAST) told = "hardly differs from what lies behind";
    }
    const lines = style.textDecorationLine || "";
    if (!told && lines.includes("line-through") && !element.closest("del, s")) told = "is struck out";
    ink.set(element, told);
    return told;
  };

  const added = (node) => node.parentElement.closest("[data-added]");
  const generated = (element) => {
    for (const which of ["::before", "::after"]) {
      const { content, display } = getComputedStyle(element, which);
      if (display !== "none" && /[\p{L}\p{N}]/u.test(content.replace(/^(none|normal|counter.*|attr.*)$/, ""))) {
        tell("has words that a style adds", content);
        close();
      }
    }
  };

  // What lets clicks through covers all the same.
  for (const element of document.querySelectorAll("*")) {
    if (element.style && getComputedStyle(element).pointerEvents === "none") element.style.pointerEvents = "auto";
  }

  // Whether something is drawn over a point of an element: what it stands in (by a style's `::after`), what has a
  // ground or is a picture, or the content of any other. A link's padding, which makes it easy to touch, is nothing.
  const PICTURES = new Set(["IMG", "VIDEO", "CANVAS", "IFRAME", "OBJECT", "EMBED", "INPUT", "TEXTAREA", "svg"]);
  const covered = (parent, x, y) => {
    for (const hit of document.elementsFromPoint(x, y)) {
      if (parent.contains(hit)) return false;
      const style = getComputedStyle(hit);
      const ground = colour(style.backgroundColor);
      if (hit.contains(parent) || PICTURES.has(hit.tagName)) return true;
      if (!ground || ground[3] > 0 || style.backgroundImage !== "none") return true;
      const box = hit.getBoundingClientRect();
      const within =
        x > box.left + parseFloat(style.paddingLeft) &&
        x < box.right - parseFloat(style.paddingRight) &&
        y > box.top + parseFloat(style.paddingTop) &&
        y < box.bottom - parseFloat(style.paddingBottom);
      if (within) return true;
    }
    return true; // nothing of it is there: it is cut off
  };

  const seen = [];
  const range = document.createRange();
  const right = innerWidth;
  let lastTop = -Infinity;
  let lastBlock = null;
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === 1) {
      if (!node.closest("[data-added]")) generated(node);
      continue;
    }
    if (!/\S/.test(node.data) || added(node)) continue;
    const parent = node.parentElement;
    const why = faint(parent);
    let at = 0;
    for (const character of node.data) {
      const from = at;
      at += character.length;
      if (/\s/.test(character) || invisible.includes(character)) continue;
      range.setStart(node, from);
      range.setEnd(node, at);
      const box = range.getClientRects()[0];
      if (!box || box.width < 0.5 || box.height < 1) {
        tell("is not laid out", character);
        continue;
      }
      if (why) {
        tell(why, character);
        continue;
      }
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      if (x < 0 || x > right || y < 0 || y > innerHeight) {
        tell("stands outside the page", character);
        continue;
      }
      if (covered(parent, x, y)) {
        tell("is covered or cut off", character);
        continue;
      }
      const block = parent.closest("p, h1, h2, h3, h4, h5, h6, li, td, th, dd, dt");
      if (block !== lastBlock && !parent.closest("table")) {
        if (box.top < lastTop - box.height) tell("stands above what comes before it", character);
        lastTop = Math.max(lastTop, box.top);
      }
      lastBlock = block;
      seen.push(character);
    }
    close();
  }
  return { text: seen.join(""), faults: faults.map(({ why, text }) => ({ why, text })) };
}
