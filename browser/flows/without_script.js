// Without scripts every action is a form or a link, and works.

import assert from "node:assert/strict";
import { context } from "../support/chromium.js";
import { journey, launch, tally } from "../support/flow.js";
import { remove, sample, start } from "../support/program.js";

journey("without scripts: upload, repair, undo, ignore, comment, tabs and export", async () => {
  const program = await start();
  const own = await context(program, { javaScriptEnabled: false });
  try {
    const page = await own.newPage();
    await page.goto(program.launch);
    await page.goto(program.origin);
    await page.setInputFiles("#file", sample("faulty/report.docx"));
    await page.click("form.drop button");
    await page.waitForSelector("#work");
    const before = await tally(page);
    await page.click(".finding .repairs button");
    await page.waitForSelector("#undo:not([disabled])");
    const after = await tally(page);
    assert.notDeepEqual(after, before);
    await page.click("#undo");
    await page.waitForSelector("#redo:not([disabled])");
    assert.deepEqual(await tally(page), before);

    const finding = await page.getAttribute(".finding", "data-finding");
    const card = `.finding[data-finding="${finding}"]`;
    await page.click(`${card} details summary`);
    await page.fill(`${card} textarea`, "已核实");
    await page.click(`${card} button[value=ignore]`);
    await page.waitForSelector(`${card}.put-aside`);
    await page.click(`${card} details summary`);
    await page.fill(`${card} textarea`, "再看");
    await page.click(`${card} button[value=comment]`);
    await page.waitForSelector(`${card} >> text=再看`);

    await page.click(".tabs a[href$='show=changes']");
    assert.ok(await page.isVisible("#list .finding del"));
    await page.click(".menu summary");
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(".menu li a >> nth=0")]);
    assert.ok(download.suggestedFilename().endsWith(".docx"));
    await page.click("button[name=language]");
    await page.waitForSelector("html[lang=en]");
  } finally {
    await own.close();
    await program.stop();
    remove(program.data);
  }
});

journey("without scripts: the page prints the whole document", async () => {
  const program = await start();
  const own = await context(program);
  try {
    const page = await own.newPage();
    await launch(page, program);
    await page.emulateMedia({ media: "print" });
    const [box, whole] = await page.$eval("#sheet", (sheet) => [sheet.clientHeight, sheet.scrollHeight]);
    assert.ok(box >= whole - 2, `${box} of ${whole} are printed`);
    assert.ok(!(await page.isVisible(".panel")));
    assert.ok((await page.pdf()).length > 10_000);
  } finally {
    await own.close();
    await program.stop();
    remove(program.data);
  }
});
