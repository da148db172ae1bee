// axe-core finds nothing on any screen in any state, in both languages and both contrasts; trees of roles and names hold.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { flow, launch, pages, paste, placeOf, select } from "../support/flow.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe-core has against the page. */
async function against(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), TAGS);
  return found.violations.map(({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0].html.slice(0, 140)} — ${(nodes[0].any[0] || nodes[0].all[0] || nodes[0].none[0] || {}).message}`);
}

/** Sets language and contrast as the buttons of the header do. */
const prefer = (context, program, language, contrast) =>
  context.addCookies([["language", language], ["contrast", contrast]].map(([name, value]) => ({ name, value, url: program.origin })));

for (const [language, contrast] of [["zh-CN", "normal"], ["zh-CN", "high"], ["en", "normal"], ["en", "high"]]) {
  flow(`accessibility: axe-core finds nothing, ${language}, ${contrast} contrast`, async ({ page, program, context }) => {
    const found = [];
    const look = async (name) => {
      for (const fault of await against(page)) found.push(`${name}: ${fault}`);
    };
    await launch(page, program);
    const report = page.url().split("?")[0];
    await prefer(context, program, language, contrast);
    await page.goto(program.origin);
    await look("home");
    await page.goto(report);
    assert.equal(await page.getAttribute("html", "lang"), language);
    assert.equal(await page.getAttribute("html", "data-contrast"), contrast);
    await page.click(".finding .ends a");
    await page.click(".menu summary");
    await page.click(".finding details summary");
    await look("check, ends, menu and reason open");
    await page.click(".menu summary");
    const place = await placeOf(page, "1243.40");
    await select(page, place);
    await page.keyboard.press("F2");
    await look("check, a cell being edited");
    await page.keyboard.press("Escape");
    await paste(page, { plain: "1.11\t2.22" });
    await page.waitForSelector("#paste[open]");
    await look("check, paste asked");
    await page.keyboard.press("Escape");
    for (const show of ["holds", "notes", "changes"]) {
      await page.goto(`${report}?show=${show}`);
      await look(show);
    }
    await page.goto(report);
    for (const address of await pages(page)) {
      await page.goto(address);
      await look(new URL(address).pathname);
    }
    await page.goto(program.origin);
    await page.click("form[action='/blank'] button");
    await page.waitForSelector("#work");
    await page.goto(page.url());
    await look("blank form");
    await page.goto(`${program.origin}/nothing`);
    await look("error");
    assert.deepEqual(found, []);
  });
}

flow("accessibility: the tree of the first page and of the work", async ({ page, program }) => {
  await launch(page, program);
  const banner = await page.locator("header").ariaSnapshot();
  for (const part of ["- banner:", "- navigation \"全站\":", "- link \"首页\"", "- button \"English\"", "- button \"高对比度\""]) {
    assert.ok(banner.includes(part), `${part} in ${banner}`);
  }
  const tools = await page.locator(".tally").ariaSnapshot();
  for (const part of ["button \"撤销\" [disabled]", "button \"重做\" [disabled]"]) assert.ok(tools.includes(part), `${part} in ${tools}`);
  const card = await page.locator(".finding").first().ariaSnapshot();
  for (const part of ["- heading", "- list:", "- link"]) assert.ok(card.includes(part), `${part} in ${card}`);
  assert.equal(await page.getByRole("main").count(), 1);
  assert.equal(await page.getByRole("status").count() > 0, true);
  assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
  await page.goto(program.origin);
  const start = await page.getByRole("main").ariaSnapshot();
  for (const part of ["heading \"① 核对我的自评表\"", "button \"上传并核对\"", "button \"打开示例\"", "combobox \"表样\"", "button \"新建\"", "table"]) {
    assert.ok(start.includes(part), `${part} in ${start}`);
  }
});
