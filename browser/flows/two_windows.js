// Two windows on one report: the same cell asks, different cells go together.

import assert from "node:assert/strict";
import { flow, launch, placeOf, saved, text, type, upload } from "../support/flow.js";

async function both(page, program, context) {
  await launch(page, program);
  await upload(page, program, "clean/report.docx");
  const other = await context.newPage();
  await other.goto(page.url());
  await other.waitForSelector("#work");
  return other;
}

for (const [choice, left] of [["mine", "222.22"], ["theirs", "111.11"]]) {
  flow(`two windows: the same cell, and ${choice} is kept`, async ({ page, program, context }) => {
    const other = await both(page, program, context);
    const place = await placeOf(page, "2855.53");
    await type(other, place, "111.11");
    await saved(other, 2);
    await type(page, place, "222.22");
    await page.waitForSelector("#conflict[open]");
    const values = await page.$$eval("#conflict [data-value]", (all) => all.map((node) => node.textContent));
    assert.deepEqual(values, ["2855.53", "111.11", "222.22"]);
    await page.keyboard.press("Escape");
    assert.ok(await page.isVisible("#conflict[open]"), "a value is not lost to a key");
    await page.click(`#conflict button[value=${choice}]`);
    await saved(page, choice === "mine" ? 3 : 2);
    assert.equal(await text(page, place), left);
    await other.reload();
    assert.equal(await text(other, place), left);
  });
}

flow("two windows: different cells are both kept", async ({ page, program, context }) => {
  const other = await both(page, program, context);
  const [one, two] = [await placeOf(page, "2855.53"), await placeOf(page, "1243.40")];
  await type(other, one, "111.11");
  await saved(other, 2);
  await type(page, two, "222.22");
  await saved(page, 3);
  assert.equal(await text(page, one), "111.11");
  assert.equal(await text(page, two), "222.22");
});
