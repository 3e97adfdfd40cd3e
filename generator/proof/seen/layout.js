// Runs in a built page and finds what a reader sees of the report's text in `article`, as the browser lays it out.
// `invisible` holds the characters that have no picture and need not be seen. Returns { text, faults }: the characters
// that are seen, in order, and the others with the reason, [{ why, text }], `why` being a key of reasons.py.
//
// Each character has to have a box on the page. Whether something lies over a line is asked of the browser at its
// middle character, in the first and the last line of each text node, and at every character of a line into which the
// box of another element, or something that a style draws, reaches.
async (article, invisible) => {
  const SMALLEST = 6; // lowest size in pixels of a letter that can be read
  const CONTRAST = 4.5; // lowest contrast of letters and ground
  const MOST = 40; // most faults told of a page
  const SLACK = 1.5; // pixels by which boxes may reach into each other
  const unseen = new Set(invisible);
  const faults = [];
  const tell = (why, text) => {
    const last = faults[faults.length - 1];
    if (last && last.why === why && last.open && last.text.length < 30) last.text += text;
    else if (faults.length < MOST) faults.push({ why, text, open: true });
  };
  const close = () => {
    if (faults.length) faults[faults.length - 1].open = false;
  };

  // --- colours --------------------------------------------------------------------------------------------------
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const drawn = (words) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = "#000";
    canvas.fillStyle = words;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const parsed = new Map();
  const colour = (words) => {
    if (!parsed.has(words)) {
      const numbers = (words.match(/[\d.]+/g) || []).map(Number);
      const plain = /^rgba?\([\d., ]+\)$/.test(words);
      parsed.set(words, plain ? [...numbers.slice(0, 3), numbers.length > 3 ? numbers[3] : 1] : drawn(words));
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

  // --- what the styles of an element and of its ancestors do to its letters ---------------------------------------
  const LETTERS = /sub|super|caps|unicase|fractions|ordinal|slashed|ruby|stylistic|swash|ornaments|annotation|variant\(/;
  const FEATURES = /^(normal|("(kern|liga|clig|calt|locl|ccmp|lnum|tnum|pnum|chws|halt|palt|vchw|vhal)"( \d+)?(, )?)+)$/;
  const THEMES = "gongkai title"; // the theme's name for title fonts that the reader's machine may have
  // After a change of medium (screen or print) the browser loads fonts again, but only when a layout needs them: so a
  // layout is asked for first.
  article.getBoundingClientRect();
  await document.fonts.ready;
  const names = [...document.fonts]
    .filter((face) => face.status === "loading" || face.status === "loaded")
    .map((face) => face.family.replace(/["']/g, "").toLowerCase());
  const own = new Set(names.filter((name, at) => name !== THEMES || names.indexOf(name) !== at));
  const isOwn = (families) =>
    own.size > 0 && families.split(",").some((family) => own.has(family.replace(/["']/g, "").trim().toLowerCase()));
  const known = new Map();
  const styled = (element) => {
    if (!element || element.nodeType !== 1) return { why: "", ground: [255, 255, 255], opacity: 1 };
    if (known.has(element)) return known.get(element);
    const above = styled(element.parentElement);
    const style = getComputedStyle(element);
    const ground = colour(style.backgroundColor);
    const found = { why: above.why, ground: over(ground, above.ground), opacity: above.opacity * Number(style.opacity) };
    const says = (why) => {
      found.why = found.why || why;
    };
    const is = (name, ...usual) => {
      const value = style[name] === undefined ? "" : style[name];
      return value !== "" && !usual.includes(value);
    };
    if (is("filter", "none")) says("filtered");
    if (is("clipPath", "none") || is("clip", "auto")) says("cut");
    if (is("maskImage", "none") || is("webkitMaskImage", "none") || is("webkitMaskBoxImageSource", "none")) says("masked");
    if (["transform", "scale", "rotate", "translate", "offsetPath", "perspective"].some((name) => is(name, "none"))) {
      says("moved");
    }
    if (is("webkitTextSecurity", "none")) says("dots");
    if (is("textTransform", "none") || LETTERS.test(style.fontVariant)) says("letters");
    if (!FEATURES.test(style.fontFeatureSettings)) says("letters");
    if (is("mixBlendMode", "normal")) says("blended");
    if (is("backgroundImage", "none")) says("picture");
    if (is("animationName", "none")) says("animated");
    if (is("direction", "ltr") || style.unicodeBidi.includes("override") || is("writingMode", "horizontal-tb")) {
      says("turned");
    }
    if (is("textShadow", "none") || parseFloat(style.webkitTextStrokeWidth) > 0 || is("webkitBoxReflect", "none")) {
      says("redrawn");
    }
    if (parseFloat(style.letterSpacing) < -0.2 * parseFloat(style.fontSize)) says("crowded");
    known.set(element, found);
    return found;
  };
  const pale = (words, ground, opacity) => {
    const fill = colour(words);
    return contrast(over([...fill.slice(0, 3), fill[3] * opacity], ground), ground) < CONTRAST;
  };
  const BLOCKS = "p, h1, h2, h3, h4, h5, h6, li, td, th, dd, dt";
  const ink = new Map();
  const faint = (element) => {
    if (ink.has(element)) return ink.get(element);
    const style = getComputedStyle(element);
    const { why, ground, opacity } = styled(element);
    const fill = style.webkitTextFillColor || style.color;
    let told = why;
    if (style.visibility !== "visible") told = "invisible";
    else if (parseFloat(style.fontSize) < SMALLEST) told = "small";
    else if (!told && pale(fill, ground, opacity)) told = "faint";
    if (!told && isOwn(style.fontFamily)) told = "font";
    if (!told) told = lined(element, style);
    ink.set(element, told);
    return told;
  };
  // Returns what is wrong with an element's lines and with letters that are raised or lowered: only what the source
  // strikes, raises or lowers (del, s, sup, sub) may be.
  const lined = (element, style) => {
    let through = false;
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const here = getComputedStyle(at);
      through = through || (here.textDecorationLine || "").includes("line-through");
      if (here.display.startsWith("inline") && here.verticalAlign !== "baseline" && !at.matches("sub, sup")) {
        return "raised";
      }
      if (at.matches(BLOCKS)) break;
    }
    const struck = element.closest("del, s") !== null;
    if (through !== struck) return through ? "struck" : "not-struck";
    const raised = element.closest("sup, sub");
    const lies = raised && getComputedStyle(raised);
    if (raised && lies.verticalAlign === "baseline" && lies.position === "static") return "level";
    return style.textEmphasisStyle && style.textEmphasisStyle !== "none" ? "words" : "";
  };

  // --- what styles draw before and after elements -----------------------------------------------------------------
  // Returns how far the shadows of a box reach out of it, in pixels. Neither their blur nor a shadow that is nearly
  // transparent hides a letter, so these don't count.
  const shadows = (style) => {
    const reach = [0];
    for (const [, paint, x, y, , spread] of style.boxShadow.matchAll(SHADOW)) {
      if (colour(paint)[3] > 0.3) reach.push(Math.max(Math.abs(x), Math.abs(y)) + Number(spread));
    }
    return Math.max(...reach);
  };
  const SHADOW = /([a-z]+\([^)]*\)) (-?[\d.]+)px (-?[\d.]+)px (-?[\d.]+)px (-?[\d.]+)px/g;
  const bordered = (style) =>
    ["Top", "Right", "Bottom", "Left"].some(
      (side) => style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0,
    );
  const hasGround = (style) => colour(style.backgroundColor)[3] > 0 || style.backgroundImage !== "none";
  const isFixed = (element) => {
    for (let at = element; at; at = at.parentElement) {
      if (/fixed|sticky/.test(getComputedStyle(at).position)) return true;
    }
    return false;
  };
  const obstacles = []; // { element, box, pseudo: by a ::before or ::after, ground: its colour, below: under the text }
  const boxed = (rect, by = 0) => ({
    left: rect.left + scrollX - by,
    top: rect.top + scrollY - by,
    right: rect.right + scrollX + by,
    bottom: rect.bottom + scrollY + by,
  });
  const EVERYWHERE = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };
  // Returns the box of a ::before or ::after that is positioned, on the page; EVERYWHERE if it can't be told, null for
  // a small one that is fixed.
  const placed = (element, style) => {
    if (style.position === "fixed") return parseFloat(style.height) > innerHeight / 4 ? EVERYWHERE : null;
    let around = element;
    while (around.parentElement && getComputedStyle(around).position === "static") around = around.parentElement;
    const rect = around.getBoundingClientRect();
    const left = rect.left + scrollX + around.clientLeft + parseFloat(style.left);
    const top = rect.top + scrollY + around.clientTop + parseFloat(style.top);
    const [width, height] = [parseFloat(style.width), parseFloat(style.height)];
    if (![left, top, width, height].every(Number.isFinite)) return EVERYWHERE;
    const extra = ["paddingLeft", "paddingRight", "borderLeftWidth", "borderRightWidth"].map((name) => parseFloat(style[name]) || 0);
    const more = ["paddingTop", "paddingBottom", "borderTopWidth", "borderBottomWidth"].map((name) => parseFloat(style[name]) || 0);
    const grown = style.boxSizing === "border-box" ? [width, height] : [width + extra.reduce((a, b) => a + b), height + more.reduce((a, b) => a + b)];
    const moved = style.transform === "none" ? 0 : Math.max(...grown); // a transformation moves it by its size at most
    return { left: left - moved, top: top - moved, right: left + grown[0] + moved, bottom: top + grown[1] + moved };
  };
  const generated = (element, holds, isText) => {
    for (const which of ["::before", "::after"]) {
      const style = getComputedStyle(element, which);
      const { content } = style;
      if (content === "none" || content === "normal" || style.display === "none") continue;
      const named = content === "attr(data-name)" && element.matches("td, th");
      if (isText && !named && /[\p{L}\p{N}]/u.test(content)) {
        tell("words", content);
        close();
      }
      if (holds && style.pointerEvents === "none") tell("covered", content), close();
      const draws = hasGround(style) || bordered(style) || shadows(style) > 0 || /url\(|gradient|[\p{L}\p{N}]/u.test(content);
      if (!draws || style.visibility !== "visible" || Number(style.opacity) === 0) continue;
      const out = /absolute|fixed/.test(style.position);
      const shifted =
        style.position === "relative" ||
        style.transform !== "none" ||
        ["Top", "Right", "Bottom", "Left"].some((side) => parseFloat(style[`margin${side}`]) < 0);
      if (!out && !shifted) continue;
      if (element.getClientRects().length === 0) continue;
      const box = out ? placed(element, style) : boxed(element.getBoundingClientRect(), parseFloat(style.width) || 0);
      if (box) obstacles.push({ element, box, pseudo: true, ground: colour(style.backgroundColor), below: Number(style.zIndex) < 0 });
    }
  };

  // --- all that is drawn on the page --------------------------------------------------------------------------------
  const PICTURES = new Set(["IMG", "VIDEO", "CANVAS", "IFRAME", "OBJECT", "EMBED", "INPUT", "TEXTAREA", "svg"]);
  const rings = []; // { outer, inner, element }: outlines and shadows, which elementsFromPoint passes over
  scrollTo({ left: 0, top: 0, behavior: "instant" });
  // What lets clicks through (pointer-events: none) covers letters all the same, but elementsFromPoint passes over it.
  // So everything is made to take clicks.
  const clickable = new CSSStyleSheet();
  const every = ":not(#_#_#_#_#_#_#_#_)";
  clickable.replaceSync(`${every},${every}::before,${every}::after{pointer-events:auto!important}`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, clickable];
  const isAdded = (element) => element.closest("[data-added]") !== null;
  for (const element of document.documentElement.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    if (style.pointerEvents === "none") element.style.setProperty("pointer-events", "auto", "important");
    const holds = element.contains(article);
    const isText = article.contains(element) && !isAdded(element);
    if (holds || isText || style.display === "contents" || element.getClientRects().length > 0) {
      generated(element, holds || isText, isText || element === document.body);
    }
    if (isText && style.display === "list-item" && (style.listStyleType !== "none" || style.listStyleImage !== "none")) {
      tell("words", "");
      close();
    }
    if (style.display === "none" || style.display === "contents" || holds) {
      if (!holds) continue;
    }
    const rect = element.getBoundingClientRect();
    const outline = style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
    const shadow = holds || style.position === "static" ? 0 : shadows(style);
    if ((outline > 0 || shadow > 0) && !isFixed(element)) {
      const offset = outline > 0 ? parseFloat(style.outlineOffset) : 0;
      if (outline > 0 && colour(style.outlineColor)[3] > 0) {
        rings.push({ outer: boxed(rect, offset + outline), inner: boxed(rect, offset), element: null });
      }
      if (shadow > 0 && !style.boxShadow.includes("inset")) {
        rings.push({ outer: boxed(rect, shadow), inner: boxed(rect), element });
      }
    }
    if (holds || rect.width < 1 || rect.height < 1 || style.visibility !== "visible" || Number(style.opacity) === 0) continue;
    const speaks = [...element.childNodes].some((node) => node.nodeType === 3 && /\S/.test(node.data));
    const hides = hasGround(style) || bordered(style) || PICTURES.has(element.tagName) || element.shadowRoot || (style.backdropFilter || "none") !== "none";
    if ((!hides && !speaks) || !element.checkVisibility()) continue;
    if (isFixed(element)) continue; // a large one is found at the middle character of a line
    for (const one of element.getClientRects()) obstacles.push({ element, box: boxed(one), pseudo: false });
  }
  obstacles.sort((a, b) => a.box.top - b.box.top);

  // --- whether something is drawn over a point of an element ---------------------------------------------------------
  // Returns why a letter of `parent` at a point can't be seen, empty if it can. It is covered by an ancestor (whose
  // ::after lies there), by an element with a ground, by a picture, and by the content of any other element; but not by
  // a link's padding, which makes it easy to touch.
  const covered = (parent, x, y) => {
    const top = document.elementFromPoint(x, y);
    if (top && parent.contains(top) && behind(top, x, y).length === 0) return "";
    const hits = document.elementsFromPoint(x, y);
    for (let at = 0; at < hits.length; at += 1) {
      const hit = hits[at];
      if (parent.contains(hit)) return grounded(parent, hits.slice(at + 1));
      const style = getComputedStyle(hit);
      if (hit.contains(parent) || PICTURES.has(hit.tagName) || hasGround(style)) return "covered";
      const box = hit.getBoundingClientRect();
      const within =
        x > box.left + parseFloat(style.paddingLeft) &&
        x < box.right - parseFloat(style.paddingRight) &&
        y > box.top + parseFloat(style.paddingTop) &&
        y < box.bottom - parseFloat(style.paddingBottom);
      if (within) return "covered";
    }
    return "covered"; // `parent` is not there at all: it is cut off
  };
  // Returns what could lie behind a point, apart from the element there and its ancestors.
  const behind = (element, x, y) =>
    obstacles.filter(
      ({ box, element: other }) =>
        x > box.left && x < box.right && y + scrollY > box.top && y + scrollY < box.bottom && !other.contains(element),
    );
  // Returns why letters of `parent` can't be read on what lies behind them (`others`, from the top down), which is not
  // always an ancestor; empty if they can.
  const grounded = (parent, others) => {
    const first = others.find((element) => hasGround(getComputedStyle(element)) || PICTURES.has(element.tagName));
    if (!first || first.contains(parent)) return "";
    const style = getComputedStyle(first);
    if (PICTURES.has(first.tagName) || style.backgroundImage !== "none") return "picture";
    const ground = over(colour(style.backgroundColor), styled(parent).ground);
    const letters = getComputedStyle(parent);
    return pale(letters.webkitTextFillColor || letters.color, ground, styled(parent).opacity) ? "faint" : "";
  };
  const meets = (one, other) =>
    one.left < other.right - SLACK &&
    one.right > other.left + SLACK &&
    one.top < other.bottom - SLACK &&
    one.bottom > other.top + SLACK;
  const holdsAll = (one, other) =>
    one.left <= other.left && one.right >= other.right && one.top <= other.top && one.bottom >= other.bottom;
  const reaching = (parent, box) => {
    const found = [];
    for (const one of obstacles) {
      if (one.box.top > box.bottom) break;
      if (meets(one.box, box) && (one.pseudo || !(one.element.contains(parent) || parent.contains(one.element)))) {
        found.push(one);
      }
    }
    return found;
  };
  const ringed = (parent, box) =>
    rings.some(
      ({ outer, inner, element }) =>
        meets(outer, box) && !holdsAll(inner, box) && !(element && (element.contains(parent) || parent.contains(element))),
    );

  // --- the text, line by line ----------------------------------------------------------------------------------------
  const seen = [];
  const range = document.createRange();
  const right = Math.max(innerWidth, 1);
  const bottom = Math.max(document.documentElement.scrollHeight, document.body.scrollHeight);
  const last = { block: null, top: -Infinity, left: 0, line: null };
  const shown = (y) => {
    if (y - scrollY < innerHeight * 0.1 || y - scrollY > innerHeight * 0.9) {
      scrollTo({ left: 0, top: y - innerHeight * 0.12, behavior: "instant" });
    }
    return y - scrollY;
  };
  const middle = (box) => [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  // Returns the box outside of which an element and its ancestors cut off content. What overflows a box that scrolls is
  // not cut off: a reader can scroll to it.
  const cuts = new Map();
  const cut = (element) => {
    if (!element || element === document.body || element === document.documentElement) return EVERYWHERE;
    if (cuts.has(element)) return cuts.get(element);
    const above = cut(element.parentElement);
    const style = getComputedStyle(element);
    const hidden = /hidden|clip/.test(`${style.overflowX} ${style.overflowY}`) || /paint|strict|content/.test(style.contain);
    let found = above;
    if (hidden && style.display !== "inline") {
      const box = boxed(element.getBoundingClientRect());
      found = {
        left: Math.max(above.left, box.left),
        top: Math.max(above.top, box.top),
        right: Math.min(above.right, box.right),
        bottom: Math.min(above.bottom, box.bottom),
      };
    }
    cuts.set(element, found);
    return found;
  };
  const isIn = (x, y, box) => x > box.left && x < box.right && y > box.top && y < box.bottom;
  // Sets `why` for the characters of a line that are not seen. If nothing reaches into the line, only its middle
  // character is looked at, and only if that is `asked` for.
  const look = (parent, line, asked) => {
    const whole = {
      left: Math.min(...line.map(({ box }) => box.left)),
      right: Math.max(...line.map(({ box }) => box.right)),
      top: Math.min(...line.map(({ box }) => box.top)),
      bottom: Math.max(...line.map(({ box }) => box.bottom)),
    };
    const inTheWay = reaching(parent, whole);
    const at = ({ box }) => {
      const [x, y] = middle(box);
      return covered(parent, x, shown(y));
    };
    const ring = ringed(parent, whole);
    const around = cut(parent);
    const out = line.filter(({ box }) => !isIn(...middle(box), around));
    for (const one of out) one.why = "covered";
    if (!ring && inTheWay.length === 0 && out.length === 0 && !(asked && at(line[line.length >> 1]))) return;
    for (const one of line) {
      const [x, y] = middle(one.box);
      const drawing = inTheWay.find(
        ({ pseudo, box }) => pseudo && isIn(x, y, box),
      );
      if (ring && ringed(parent, one.box)) one.why = "covered";
      else if (drawing && !drawing.below) one.why = "covered";
      else if (drawing && drawing.ground[3] > 0) {
        const letters = getComputedStyle(parent);
        const ground = over(drawing.ground, styled(parent).ground);
        if (pale(letters.webkitTextFillColor || letters.color, ground, styled(parent).opacity)) one.why = "faint";
      }
      one.why = one.why || at(one); // the browser knows which of two lies above
    }
  };
  // Tells a fault if a line stands where a reader doesn't expect it: above or beside the one before it.
  const ordered = (parent, box, character) => {
    const block = parent.closest(BLOCKS);
    const [height, before] = [box.bottom - box.top, last.line];
    if (block !== last.block) {
      const beside = Math.abs(box.top - last.top) < height / 2;
      const table = parent.closest("table");
      const back = !table && box.top < last.top - height;
      if (back || (beside && box.left < last.left - 1)) tell("order", character);
      last.top = table ? box.top : Math.max(last.top, box.top);
      last.left = box.left;
    } else if (before) {
      const same = Math.abs(box.top + box.bottom - before.top - before.bottom) < height;
      if (same ? box.left < before.right - height / 2 : box.bottom < before.top) tell("order", character);
    }
    last.block = block;
    last.line = box;
  };
  const initials = new Set();
  // Returns what a style does to the first letter and the first line of a block, once for each block.
  const initial = (parent) => {
    const block = parent.closest(BLOCKS);
    if (!block || initials.has(block)) return "";
    initials.add(block);
    const { ground, opacity } = styled(block);
    for (const which of ["::first-letter", "::first-line"]) {
      const style = getComputedStyle(block, which);
      if (style.visibility !== "visible") return "invisible";
      if (pale(style.webkitTextFillColor || style.color, ground, opacity * Number(style.opacity))) return "faint";
      if ((style.textDecorationLine || "").includes("line-through") && !block.closest("del")) return "struck";
      if (style.textTransform !== "none") return "letters";
    }
    return "";
  };

  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!/\S/.test(node.data) || isAdded(parent)) continue;
    const why = faint(parent);
    const first = initial(parent);
    const lines = [];
    let at = 0;
    for (const character of node.data) {
      const from = at;
      at += character.length;
      if (/\s/.test(character) || unseen.has(character)) continue;
      range.setStart(node, from);
      range.setEnd(node, at);
      const rect = range.getClientRects()[0];
      const one = { character, box: rect ? boxed(rect) : null, why: "" };
      let line = lines[lines.length - 1];
      if (!rect || rect.width < 0.5 || rect.height < 1) one.why = "not-laid-out";
      else if (why) one.why = why;
      else if (rect.height < SMALLEST) one.why = "small";
      else {
        const [x, y] = middle(one.box);
        if (x < 0 || x > right || y < 0 || y > bottom) one.why = "outside";
      }
      const goes = line && !one.why && line.box && Math.abs(line.box.top - one.box.top) < 2;
      if (!goes) {
        line = { box: one.why ? null : one.box, all: [] };
        lines.push(line);
      }
      line.all.push(one);
    }
    for (const { box, all } of lines) {
      if (box) look(parent, all, all === lines[0].all || all === lines[lines.length - 1].all);
      if (box && !all[0].why) ordered(parent, { ...box, right: all[all.length - 1].box.right }, all[0].character);
      for (const { character, why: told } of all) {
        if (told) tell(told, character);
        else seen.push(character);
      }
    }
    if (first && !why) tell(first, node.data.trim().slice(0, 1));
    close();
  }
  return { text: seen.join(""), faults: faults.map(({ why, text }) => ({ why, text })) };
}
