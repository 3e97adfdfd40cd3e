// Rules for the site's scripts: only the JavaScript of 2020 and the interfaces of the browsers in targets.mjs.
import compat from "eslint-plugin-compat";
import esx from "eslint-plugin-es-x";
import targets from "./targets.mjs";

// Properties of the page's objects that these browsers lack, and that no plugin knows.
const LATER = {
  replaceSync: "style sheets made by a script",
  adoptedStyleSheets: "style sheets made by a script",
  showModal: "dialogs",
  showPopover: "popovers",
  checkVisibility: "checkVisibility()",
  scheduler: "the scheduler",
  randomUUID: "randomUUID()",
  navigation: "the navigation interface",
};

// Without the rules for methods of iterators: array methods have the same names.
const later = Object.fromEntries(
  Object.entries(esx.configs["flat/restrict-to-es2020"].rules).filter(([name]) => !name.includes("iterator-prototype")),
);

export default [
  {
    files: ["**/*.js"],
    languageOptions: { ecmaVersion: 2020, sourceType: "script" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    plugins: { compat, "es-x": esx },
    settings: { targets, browsers: targets, "es-x": { aggressive: true } },
    rules: {
      ...later,
      "compat/compat": "error",
      "es-x/no-regexp-lookbehind-assertions": "error", // Safari below 16.4 can't even read the file
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.property.name=/^(querySelector|querySelectorAll|matches|closest)$/] Literal[value=/:(is|has|where)\\(/]",
          message: "A selector with :is(), :has() or :where() throws in the engines of 2020; spell it out.",
        },
        ...Object.entries(LATER).map(([name, what]) => ({
          selector: `MemberExpression[property.name='${name}']`,
          message: `The engines of 2020 lack ${what}; do without, or with a fallback beside it.`,
        })),
      ],
    },
  },
  {
    // This script has to run in any browser, to say that the others don't.
    files: ["**/fallback.js"],
    languageOptions: { ecmaVersion: 5 },
  },
];
