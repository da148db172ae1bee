// A file of one's own is read in its format, and its cells are mended as in a spreadsheet.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { at, flow, launch, placeOf, saved, select, tally, text, type, upload, version } from "../support/flow.js";

flow("upload: every format of the sample, and what is refused says why", async ({ page, program }) => {
  await launch(page, program);
  await upload(page, program, "clean/report.docx");
  assert.equal((await tally(page))[0], 0, "the clean report has no errors");
  for (const path of ["faulty/report.xlsx", "faulty/report.html", "faulty/report.txt"]) {
    await upload(page, program, path);
    assert.ok((await tally(page))[0] > 0, path);
  }
  await page.goto(program.origin);
  assert.equal(await page.locator("table.data tbody tr").count(), 5);

  const broken = join(program.data, "broken.docx");
  writeFileSync(broken, "this is no Word file\u0000");
  await page.setInputFiles("#file", broken);
  await page.click("form.drop button");
  await page.waitForSelector(".refused");
  assert.ok((await page.textContent(".refused")).length > 10);
  const empty = join(program.data, "empty.docx");
  writeFileSync(empty, "");
  await page.goto(program.origin);
  await page.setInputFiles("#file", empty);
  await page.click("form.drop button");
  await page.waitForSelector(".refused");
});

flow("upload: a cell is mended by typing, with the keys of a spreadsheet", async ({ page, program }) => {
  await launch(page, program);
  await upload(page, program, "clean/report.docx");
  const place = await placeOf(page, "2855.53");
  const clean = await tally(page);

  await type(page, place, "2855.35");
  await saved(page, 2);
  assert.equal(await text(page, place), "2855.35");
  assert.ok((await tally(page))[0] > clean[0], "the sum does not hold any more");

  // Typing replaces, Enter goes down, F2 opens with the text, Escape restores, Delete clears.
  await select(page, place);
  await page.keyboard.type("2855.53");
  await page.keyboard.press("Enter");
  await saved(page, 3);
  assert.equal(await text(page, place), "2855.53");
  assert.deepEqual(await tally(page), clean);
  assert.notEqual(await page.$eval(".sheet .at", (cell) => cell.dataset.place), place, "Enter moved on");

  await select(page, place);
  await page.keyboard.press("F2");
  assert.equal(await page.inputValue("textarea.editor"), "2855.53");
  await page.keyboard.type("9");
  await page.keyboard.press("Escape");
  assert.equal(await text(page, place), "2855.53");
  assert.equal(await version(page), 3);

  await page.keyboard.press("Tab");
  const beside = await page.$eval(".sheet .at", (cell) => cell.dataset.place);
  assert.notEqual(beside, place);
  await page.keyboard.press("Shift+Tab");
  assert.equal(await page.$eval(".sheet .at", (cell) => cell.dataset.place), place);
  await page.keyboard.press("Delete");
  await saved(page, 4);
  assert.ok(["", "□"].includes(await text(page, place)));
  await page.keyboard.press("Control+z");
  await saved(page, 5);
  assert.equal(await text(page, place), "2855.53");
});

flow("upload: fast typing over several cells loses nothing to the redraws in between", async ({ page, program }) => {
  await launch(page, program);
  await upload(page, program, "clean/report.docx");
  const place = await placeOf(page, "2855.53");
  await select(page, place);
  const typed = ["11.11", "22.22", "33.33", "44.44"];
  const places = [];
  for (const value of typed) {
    places.push(await page.$eval(".sheet .at", (cell) => cell.dataset.place));
    await page.keyboard.type(value);
    await page.keyboard.press("Tab");
  }
  await saved(page, 2);
  for (const [index, value] of typed.entries()) {
    await page.waitForFunction(([selector, wanted]) => document.querySelector(selector).textContent === wanted, [at(places[index]), value]);
  }
  await page.reload();
  for (const [index, value] of typed.entries()) assert.equal(await text(page, places[index]), value);
  // The same cell twice at once is no conflict with oneself.
  await select(page, place);
  for (const value of ["5.5", "6.6"]) {
    await page.keyboard.type(value);
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowUp");
  }
  await page.waitForFunction((selector) => document.querySelector(selector).textContent === "6.6" && !document.querySelector(".unsaved"), at(place));
  assert.equal(await page.locator("dialog[open]").count(), 0);
});
