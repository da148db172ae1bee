// One Chromium for all flows, headless, talking to nobody but the program under test.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

const ARGUMENTS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--font-render-hinting=none",
];

/** Path of the installed Chromium; `JIHENG_CHROMIUM` names another one. */
export function installed() {
  if (process.env.JIHENG_CHROMIUM) return process.env.JIHENG_CHROMIUM;
  for (const name of NAMES) {
    try {
      return execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
    } catch {
      // The next name may be there.
    }
  }
  throw new Error(`no Chromium was found (${NAMES.join(", ")}); install it, or name one by JIHENG_CHROMIUM`);
}

let running = null;

/** The one browser. */
export function browser() {
  running = running || chromium.launch({ executablePath: installed(), args: ARGUMENTS });
  return running;
}

/** Ends the browser. */
export async function close() {
  if (running) await (await running).close();
  running = null;
}

/** A window of its own with its own cookies. A script that fails, or an address outside, fails the flow. */
export async function context(program, options = {}) {
  const made = await (await browser()).newContext({ viewport: { width: 1366, height: 768 }, locale: "zh-CN", acceptDownloads: true, ...options });
  made.setDefaultTimeout(8000);
  made.faults = [];
  made.on("weberror", (error) => made.faults.push(error.error().message));
  made.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol === "http:" && origin === program.origin) return;
    if (!["data:", "blob:", "about:"].includes(protocol)) made.faults.push(`asked for ${request.url()}`);
  });
  // Assets are inside the binary; whoever works on them may take them from a folder without a build.
  if (process.env.JIHENG_ASSETS) {
    await made.route("**/assets/*", (route) => {
      const name = basename(new URL(route.request().url()).pathname);
      const kinds = { "app.css": "text/css", "work.js": "text/javascript" };
      if (!kinds[name]) return route.fallback();
      return route.fulfill({ contentType: `${kinds[name]}; charset=utf-8`, body: readFileSync(join(process.env.JIHENG_ASSETS, name), "utf8") });
    });
  }
  return made;
}
