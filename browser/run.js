// All flows, one after another in one browser. `node run.js NAME…` runs the files of these names alone.

import { readdirSync } from "node:fs";
import { after } from "node:test";
import { close } from "./support/chromium.js";

after(close);
const asked = process.argv.slice(2);
const files = readdirSync(new URL("flows/", import.meta.url)).filter((name) => name.endsWith(".js")).sort();
for (const name of files) {
  if (!asked.length || asked.includes(name.replace(/\.js$/, ""))) await import(`./flows/${name}`);
}
