// All flows, two at a time in one browser. `node run.js NAME…` runs the files of these names alone.

import { readdirSync } from "node:fs";
import { after, describe, it } from "node:test";
import { close } from "./support/chromium.js";
import { journeys } from "./support/flow.js";

const ABREAST = 2;
const TIME_MS_MAX = 90_000;

const asked = process.argv.slice(2);
const files = readdirSync(new URL("flows/", import.meta.url)).filter((name) => name.endsWith(".js")).sort();
for (const name of files) {
  if (!asked.length || asked.includes(name.replace(/\.js$/, ""))) await import(`./flows/${name}`);
}

after(close);
describe("the workbench in a browser", { concurrency: ABREAST }, () => {
  for (const { name, work } of journeys) it(name, { timeout: TIME_MS_MAX }, work);
});
