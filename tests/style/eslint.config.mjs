// eslint.config.mjs -- what the JavaScript of the pages and of the tests must not do: mistakes, and the house's limits.

import js from "@eslint/js";
import globals from "globals";

const MISTAKES = {
    ...js.configs.recommended.rules,
    "array-callback-return": "error",
    "consistent-return": "error",
    "no-constructor-return": "error",
    "no-eval": "error",
    "no-implied-eval": "error",
    "no-new-func": "error",
    "no-promise-executor-return": "error",
    "no-self-compare": "error",
    "no-shadow": "error",
    "no-template-curly-in-string": "error",
    "no-throw-literal": "error",
    "no-unreachable-loop": "error",
    "no-unused-expressions": ["error", {allowShortCircuit: true}],
    "no-unused-vars": ["error", {argsIgnorePattern: "^_", varsIgnorePattern: "^_+$"}],
    "prefer-promise-reject-errors": "error",
};

const FORM = {
    curly: "error",
    eqeqeq: "error",
    "no-useless-return": "error",
    "no-var": "error",
    "object-shorthand": "error",
    "prefer-const": "error",
    "prefer-template": "error",
};

const LIMITS = {
    "max-depth": ["error", 4],
    "max-len": ["error", {code: 120, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true}],
    "max-lines": ["error", 400],
    "max-lines-per-function": ["error", 60],
};

export default [
    {
        files: ["nginx/html/js/**/*.js", "tests/**/*.mjs"],
        linterOptions: {reportUnusedDisableDirectives: "error"},
        rules: {...MISTAKES, ...FORM, ...LIMITS},
    },
    {files: ["nginx/html/js/**/*.js"], languageOptions: {globals: globals.browser}},
    {files: ["tests/**/*.mjs"], languageOptions: {globals: globals.nodeBuiltin}},
    // What is given to page.evaluate() runs in the browser.
    {files: ["tests/browser/**/*.mjs", "tests/support/pages/*.mjs"], languageOptions: {globals: globals.browser}},
    // The body of a describe() or of a walk is a list of tests.
    {files: ["tests/**/*.test.mjs"], rules: {"max-lines-per-function": "off"}},
];
