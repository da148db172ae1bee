// Started for the first time: the findings of the sample are there, one is mended by a press, and comes back.

import assert from "node:assert/strict";
import { flow, launch, saved, tally, version } from "../support/flow.js";

flow("first run: findings without a click, a mend in three, undo and redo", async ({ page, program }) => {
  await launch(page, program);
  const before = await tally(page);
  assert.ok(before[0] > 0 && before[3] > 0, `errors and what holds are counted: ${before}`);
  assert.ok(await page.isVisible(".finding .ends a"));

  await page.click(".finding:has(.repairs) .ends a");
  assert.ok((await page.$$("mark.end")).length >= 2, "both ends are marked");
  const first = await version(page);
  await page.click(".finding:has(.repairs) .repairs button");
  await saved(page, first + 1);
  const mended = await tally(page);
  assert.ok(mended[0] + mended[1] + mended[2] < before[0] + before[1] + before[2], `${before} → ${mended}`);
  assert.equal(await page.locator(".sheet .changed").count() > 0, true, "the change is marked");

  await page.keyboard.press("Control+z");
  await saved(page, first + 2);
  assert.deepEqual(await tally(page), before);
  await page.keyboard.press("Control+y");
  await saved(page, first + 3);
  assert.deepEqual(await tally(page), mended);
  await page.click("#undo");
  await saved(page, first + 4);
  assert.deepEqual(await tally(page), before);
});

flow("first run: the three tabs beside the findings list what holds, what is not judged and what changed", async ({ page, program }) => {
  await launch(page, program);
  for (const [show, item] of [["holds", ".hold"], ["notes", "#list"], ["changes", "#list"]]) {
    await page.click(`.tabs a[href$="show=${show}"]`);
    await page.waitForURL(`**show=${show}`);
    assert.ok(await page.isVisible(item), show);
  }
  await page.click(".tabs a[href$='show=holds']");
  await page.click(".hold .ends a");
  assert.ok(await page.isVisible("mark.end"));
});
