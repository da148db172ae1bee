// The program ends while something is typed: the text waits in the browser and is offered back.

import assert from "node:assert/strict";
import { context } from "../support/chromium.js";
import { at, journey, launch, placeOf, saved, select, settled, text, type, upload } from "../support/flow.js";
import { remove, start } from "../support/program.js";

journey("draft: what was typed while the program was away is offered back and saved", async () => {
  const first = await start();
  const own = await context(first);
  let program = first;
  try {
    const page = await own.newPage();
    page.on("dialog", (dialog) => dialog.accept());
    await launch(page, first);
    await upload(page, first, "clean/report.docx");
    const place = await placeOf(page, "2855.53");
    const report = new URL(page.url()).pathname;
    await first.stop("SIGKILL");
    await type(page, place, "2855.50");
    const said = await page.getAttribute("body", "data-unsaved");
    await page.waitForFunction((words) => document.getElementById("saved").textContent.startsWith(words), said);
    // A second text that was not even finished.
    const other = await placeOf(page, "1243.40");
    await select(page, other);
    await page.keyboard.type("276");

    program = await start({ data: first.data, listen: new URL(first.origin).host });
    await page.goto(program.launch);
    await page.goto(program.origin + report);
    await settled(page);
    await page.waitForSelector("#drafts[open]");
    // The window may have saved the finished text by itself in the moment between the new address and its page.
    assert.ok((await page.textContent("#drafts tbody")).includes("276"));
    await page.click("#drafts button[value=apply]");
    await saved(page, 2);
    const reads = (where, words) => page.waitForFunction(([selector, wanted]) => document.querySelector(selector).textContent === wanted, [at(where), words]);
    await reads(place, "2855.50");
    await reads(other, "276");
    await page.reload();
    await settled(page);
    assert.equal(await page.locator("dialog[open]").count(), 0, "it is offered once");
    assert.equal(await text(page, place), "2855.50");
    assert.equal(await text(page, other), "276");
  } finally {
    await own.close();
    await program.stop();
    remove(first.data);
  }
});
