// Rules for the site's style sheets: only what the browsers in targets.mjs know, or may ignore without harm.
import targets from "./targets.mjs";

export default {
  plugins: ["stylelint-no-unsupported-browser-features"],
  rules: {
    "plugin/no-unsupported-browser-features": [
      true,
      {
        browsers: targets,
        ignorePartialSupport: true,
        ignore: [
          "css-color-adjust",
          "css-focus-visible", // in rules of its own; other browsers show their own outline
          "css-not-sel-list", // selector-not-notation below is more exact
          "css-overscroll-behavior",
          "css-paged-media", // margin boxes: without them print.js adds a line below the text
          "css-scroll-behavior", // it is only turned off
          "css-widows-orphans",
          "text-size-adjust",
        ],
      },
    ],
    "selector-pseudo-class-disallowed-list": ["is", "has", "where"],
    "selector-not-notation": "simple",
    "property-disallowed-list": [
      ["inset", "/^inset-/", "/^(margin|padding)-(inline|block)$/", "aspect-ratio", "translate", "rotate", "scale", "accent-color"],
      { message: "The engines of 2020 lack it; write it out." },
    ],
    "declaration-property-value-disallowed-list": [
      { "/^overflow/": ["clip"], "/.*/": ["/\\d(lh|rlh|dvh|svh|lvh|dvw|cqw)\\b/"] },
    ],
    "at-rule-disallowed-list": ["layer", "container", "scope", "starting-style", "property"],
  },
};
