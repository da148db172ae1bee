// A block from a spreadsheet fills cells: as tab-separated text and as the HTML of a spreadsheet with merged cells.

import assert from "node:assert/strict";
import { at, flow, launch, paste, placeOf, saved, select, text, upload, version } from "../support/flow.js";

const MERGED = `<html><body><table><tr><td colspan="2">1.11</td><td>3.33</td></tr></table></body></html>`;

flow("paste: a preview, one step, and one undo takes all of it back", async ({ page, program }) => {
  await launch(page, program);
  await upload(page, program, "clean/report.docx");
  const place = await placeOf(page, "2855.53");
  const before = await page.$$eval(".sheet td", (all) => all.map((cell) => cell.textContent));
  await select(page, place);
  const next = await page.evaluate((selector) => document.querySelector(selector).nextElementSibling.dataset.place, at(place));

  await paste(page, { plain: "1.11\t2.22\r\n" });
  await page.waitForSelector("#paste[open]");
  assert.equal(await page.textContent("#paste [data-value=count]"), "2");
  const name = await page.textContent("#paste tbody tr td");
  assert.ok(name.includes("支出合计"), `the place is told in words: ${name}`);
  await page.keyboard.press("Escape");
  assert.equal(await version(page), 1, "Escape pastes nothing");

  await paste(page, { plain: "1.11\t2.22\r\n" });
  await page.click("#paste button[value=apply]");
  await saved(page, 2);
  assert.equal(await text(page, place), "1.11");
  assert.equal(await text(page, next), "2.22");

  // The last answer of the dialog is not given again by Escape.
  await paste(page, { plain: "7.77\t8.88" });
  await page.waitForSelector("#paste[open]");
  await page.keyboard.press("Escape");
  await page.waitForSelector("#paste:not([open])", { state: "attached" });
  assert.equal(await text(page, place), "1.11");

  await page.keyboard.press("Control+z");
  await saved(page, 3);
  assert.deepEqual(await page.$$eval(".sheet td", (all) => all.map((cell) => cell.textContent)), before);
});

flow("paste: what a merged cell covers takes no value away", async ({ page, program }) => {
  await launch(page, program);
  await upload(page, program, "clean/report.docx");
  const place = await placeOf(page, "2855.53");
  await select(page, place);
  await paste(page, { plain: "1.11\t\t3.33", html: MERGED });
  await page.waitForSelector("#paste[open]");
  const rows = await page.$$eval("#paste tbody tr", (all) => all.map((row) => row.lastElementChild.textContent));
  assert.equal(rows[0], "1.11");
  assert.ok(rows.includes("3.33"));
  await page.click("#paste button[value=apply]");
  await saved(page, 2);
  const cells = await page.evaluate((selector) => {
    const first = document.querySelector(selector);
    const second = first.nextElementSibling;
    return [first, second, second.nextElementSibling].map((cell) => cell.textContent.replace("□", ""));
  }, at(place));
  assert.deepEqual(cells, ["1.11", "", "3.33"]);
});
