// An input method composes on a selected cell: Enter confirms the candidate and commits nothing.

import assert from "node:assert/strict";
import { flow, launch, placeOf, saved, select, text, upload, version } from "../support/flow.js";

flow("input method: the first letter is composed, Enter while composing commits nothing", async ({ page, program, context }) => {
  await launch(page, program);
  await upload(page, program, "clean/report.docx");
  const place = await placeOf(page, "2855.53");
  await select(page, place);
  const devtools = await context.newCDPSession(page);
  const compose = (letters) => devtools.send("Input.imeSetComposition", { text: letters, selectionStart: letters.length, selectionEnd: letters.length });

  await compose("w");
  await page.waitForSelector("textarea.editor");
  await compose("wu");
  assert.equal(await page.inputValue("textarea.editor"), "wu", "no letter is lost and none is doubled");
  // What a browser sends for Enter while an input method composes.
  await devtools.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key: "Process", code: "Enter", windowsVirtualKeyCode: 229 });
  assert.equal(await page.locator("textarea.editor").count(), 1, "the editor is still open");
  assert.equal(await version(page), 1);
  await devtools.send("Input.insertText", { text: "无" });
  assert.equal(await page.inputValue("textarea.editor"), "无");
  await page.keyboard.press("Enter");
  await saved(page, 2);
  assert.equal(await text(page, place), "无");
});
