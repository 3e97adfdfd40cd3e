// What the site's style sheets may say: what the engines in targets.mjs know, and what does no harm where it is passed over.
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
          "css-focus-visible", // alone in its rule; elsewhere the engine's own outline is seen
          "css-not-sel-list", // selector-not-notation below sees it better
          "css-overscroll-behavior",
          "css-paged-media", // margin boxes: print.js has a line below the text for engines without
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
