// Script and style keep to what Chromium 86 knows: kernels of that age are on many desks.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "acorn";
import { journey } from "../support/flow.js";
import { ROOT } from "../support/program.js";

const ASSETS = join(ROOT, "crates/web/assets");
const TEMPLATES = join(ROOT, "crates/web/templates");

/** Syntax: the last edition that Chromium 86 reads whole. */
const EDITION = 2021;

/** Names that came later. Optional chaining, `??`, `replaceAll` and `replaceChildren` are older. */
const SCRIPT = [
  "at", "findLast", "findLastIndex", "group", "groupBy", "hasOwn", "structuredClone", "toReversed", "toSorted", "toSpliced",
  "with", "withResolvers", "fromAsync", "isWellFormed", "randomUUID", "reportError", "Segmenter", "showPicker", "togglePopover",
  "showPopover", "hidePopover", "checkVisibility", "startViewTransition", "timeout", "any", "inert", "setHTMLUnsafe", "moveBefore", "attachInternals",
  "URLPattern", "showOpenFilePicker", "throwIfAborted",
];

/** Patterns of style that came later, with the version that brought them. */
const STYLE = [
  [/:has\(/, "105"], [/:is\(|:where\(/, "88"], [/:not\([^)]*,/, "88"], [/@container|container-(type|name)\s*:/, "105"], [/@layer/, "99"],
  [/@scope|@starting-style/, "117"], [/&\s*[.:>[#]/, "112: nesting"], [/\binset(-\w+)*\s*:/, "87"],
  [/\b(margin|padding)-(inline|block)\s*:/, "87"], [/\baspect-ratio\s*:/, "88"], [/\baccent-color\s*:/, "93"], [/color-mix\(|oklch\(|lab\(|light-dark\(/, "111"],
  [/\d(dvh|svh|lvh|dvw|cqw|cqi)\b/, "108"], [/\btext-wrap\s*:/, "114"], [/\bfield-sizing\s*:/, "123"], [/\boverflow(-\w)?\s*:\s*clip/, "90"],
  [/(^|[;{\s])(translate|rotate|scale)\s*:/, "104"], [/\bscrollbar-(gutter|width|color)\s*:/, "94"], [/:popover-open|::backdrop-filter/, "114"], [/:user-(in)?valid/, "119"],
  [/@media[^{]*(<|>)/, "104: ranges"], [/\btext-underline-offset\s*:/, "87"], [/subgrid/, "117"], [/\bcontent-visibility\s*:\s*hidden-until-found/, "102"],
];

/** Every name that a script reaches by a dot or calls. */
function names(node, found = new Set()) {
  if (!node || typeof node !== "object") return found;
  if (node.type === "MemberExpression" && !node.computed) found.add(node.property.name);
  if (node.type === "CallExpression" && node.callee.type === "Identifier") found.add(node.callee.name);
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) value.forEach((one) => names(one, found));
    else if (value && typeof value === "object") names(value, found);
  }
  return found;
}

journey("scripts keep to Chromium 86", () => {
  for (const name of readdirSync(ASSETS).filter((one) => one.endsWith(".js"))) {
    const tree = parse(readFileSync(join(ASSETS, name), "utf8"), { ecmaVersion: EDITION, sourceType: "script" });
    const used = names(tree);
    assert.deepEqual(SCRIPT.filter((word) => used.has(word)), [], name);
  }
});

journey("styles keep to Chromium 86", () => {
  for (const name of readdirSync(ASSETS).filter((one) => one.endsWith(".css"))) {
    const style = readFileSync(join(ASSETS, name), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
    assert.deepEqual(STYLE.filter(([pattern]) => pattern.test(style)).map(([pattern, since]) => `${pattern} since ${since}`), [], name);
    assert.ok(!/url\(|@import/.test(style), `${name} takes nothing from elsewhere`);
  }
});

journey("templates hold no script, no style of their own and no address of others", () => {
  for (const name of readdirSync(TEMPLATES, { recursive: true }).filter((one) => one.endsWith(".html"))) {
    const page = readFileSync(join(TEMPLATES, name), "utf8");
    for (const [pattern, why] of [[/<script(?![^>]*src=)/, "a script inside the page"], [/\son\w+="/, "a handler inside the page"], [/\sstyle="/, "a style inside the page"],
      [/(src|href|action)="(https?:)?\/\//, "an address of others"], [/\bpopover\b|\binert\b|loading="lazy"/, "an attribute that came later"]]) {
      assert.ok(!pattern.test(page), `${name}: ${why}`);
    }
  }
});
