// A flow: the program on an empty folder, a window on it, and what pages are asked in every flow.

import assert from "node:assert/strict";
import { context } from "./chromium.js";
import { remove, sample, start } from "./program.js";

/** All journeys of the files that were imported, in order. */
export const journeys = [];

/** Something to be run. */
export const journey = (name, work) => journeys.push({ name, work });

/** One thing that a person does, from an empty data folder to the end. */
export function flow(name, work, options = {}) {
  journey(name, async () => {
    const program = await start();
    const own = await context(program, options);
    try {
      const page = await own.newPage();
      await work({ page, program, context: own });
      assert.deepEqual(own.faults, [], "no script failed and nothing outside was asked for");
    } finally {
      await own.close();
      await program.stop();
      remove(program.data);
    }
  });
}

/** Lets the page in; the sample is what comes first. */
export async function launch(page, program) {
  await page.goto(program.launch);
  await page.waitForSelector("#work");
  await settled(page);
}

/** Uploads a file through the first page and waits for its report. */
export async function upload(page, program, path) {
  await page.goto(program.origin);
  await page.setInputFiles("#file", path.startsWith("/") ? path : sample(path));
  await page.click("form.drop button");
  await page.waitForSelector("#work");
  await settled(page);
}

/** Addresses of the other pages that the header, the head of a report and its first finding lead to, where there is one. */
export async function pages(page) {
  const links = await page.$$eval(".sections a, .ribbon nav a, .finding a[href^='/rules']", (all) => all.map((link) => link.href));
  const found = [];
  const rules = links.filter((link) => link.includes("/rules/")).slice(0, 1);
  for (const link of new Set([...links.filter((one) => !one.includes("/rules/")), ...rules])) {
    if ((await page.request.get(link)).ok()) found.push(link);
  }
  return found;
}

/** Waits until the script of the page runs. */
export const settled = (page) => page.waitForFunction(() => document.readyState === "complete");

/** Waits until the server has everything and the page shows it: version `version` or later. */
export async function saved(page, version) {
  await page.waitForFunction((wanted) => {
    const work = document.getElementById("work");
    return work && Number(work.dataset.version) >= wanted && !document.querySelector(".unsaved, .editor") && !document.querySelector(".htmx-request");
  }, version);
}

/** The version that the page shows. */
export const version = (page) => page.$eval("#work", (work) => Number(work.dataset.version));

/** Selector of a cell or paragraph. */
export const at = (place) => `.sheet [data-place="${place}"]`;

/** Text of a cell or paragraph. */
export const text = (page, place) => page.$eval(at(place), (node) => node.textContent);

/** Place of the first cell or paragraph with exactly this text. */
export async function placeOf(page, wanted) {
  const found = await page.$$eval(".sheet [data-place]", (all, exact) => {
    const node = all.find((one) => one.textContent.trim() === exact);
    return node && node.dataset.place;
  }, wanted);
  assert.ok(found, `no place reads ${wanted}`);
  return found;
}

/** Numbers of errors, warnings, notices and of what holds. */
export const tally = (page) => page.$$eval(".tally b", (all) => all.map((node) => Number(node.textContent)));

/** Selects a place as a mouse does. */
export const select = async (page, place) => {
  await page.click(at(place), { position: { x: 3, y: 3 } });
  await page.waitForSelector(`${at(place)}.at`);
};

/** Opens a place with F2 and writes a text into it. */
export async function type(page, place, words, key = "Enter") {
  await select(page, place);
  await page.keyboard.press("F2");
  await page.fill(`${at(place)} textarea.editor`, words);
  if (key) await page.keyboard.press(key);
}

/** Puts a block on the clipboard and into the page, as Ctrl+V does. */
export const paste = (page, { plain = "", html = "" }) =>
  page.evaluate(([one, two]) => {
    const data = new DataTransfer();
    data.setData("text/plain", one);
    if (two) data.setData("text/html", two);
    const target = document.activeElement || document.body;
    target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, [plain, html]);
