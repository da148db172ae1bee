// English mode speaks English: what stays Chinese is the document and what is quoted of it.

import assert from "node:assert/strict";
import { flow, launch, pages } from "../support/flow.js";

/** Chinese text outside of the document, of findings and of names that users gave. */
const chinese = (page) =>
  page.evaluate(() => {
    const quoted = ".sheet, .other-end, .finding, .hold, .head h1, .head .about, .seal b, [lang='zh-CN']:not(html), table.data tbody, select option, #conflict td, #paste td, #drafts td";
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (/[\u4e00-\u9fff]/.test(node.data) && !node.parentElement.closest(`${quoted}, script, style`)) found.push(node.data.trim());
    }
    for (const name of ["aria-label", "title", "placeholder", "alt"]) {
      for (const node of document.querySelectorAll(`[${name}]`)) {
        const text = node.getAttribute(name);
        if (/[\u4e00-\u9fff]/.test(text) && !node.closest(quoted)) found.push(`${name}: ${text}`);
      }
    }
    return found;
  });

/** Chinese words of ours inside the cards: labels, buttons, headings of a card. */
const onCards = (page) =>
  page.$$eval(".finding .kind, .finding dt, .finding summary, .finding label, .finding details button, .finding a[href^='/rules']", (all) =>
    [...new Set(all.map((node) => node.textContent.trim()).filter((text) => /[\u4e00-\u9fff]/.test(text)))]);

flow("language: no Chinese word of the interface is left in English mode", async ({ page, program }) => {
  await launch(page, program);
  const report = page.url();
  await page.click("button[name=language]");
  await page.waitForSelector("html[lang=en]");
  for (const show of ["findings", "holds", "notes", "changes"]) {
    await page.goto(`${report}?show=${show}`);
    assert.deepEqual(await chinese(page), [], show);
    assert.deepEqual(await onCards(page), [], show);
  }
  await page.goto(report);
  for (const address of await pages(page)) {
    await page.goto(address);
    assert.deepEqual(await chinese(page), [], address);
  }
  await page.goto(program.origin);
  assert.deepEqual(await chinese(page), [], "home");
  assert.ok(!/[\u4e00-\u9fff]/.test((await page.title()).replace(/^.*· /, "")));
  await page.click("button[name=language]");
  await page.waitForSelector("html[lang='zh-CN']");
});

flow("language: contrast is switched and kept", async ({ page, program }) => {
  await launch(page, program);
  await page.click("button[name=contrast]");
  await page.waitForSelector("html[data-contrast=high]");
  await page.goto(program.origin);
  assert.equal(await page.getAttribute("html", "data-contrast"), "high");
  await page.click("button[name=contrast]");
  await page.waitForSelector("html[data-contrast=normal]");
});
