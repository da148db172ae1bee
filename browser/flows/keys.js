// Journeys without a mouse.

import assert from "node:assert/strict";
import { flow, launch, saved, tally, version } from "../support/flow.js";

const focused = (page) => page.evaluate(() => document.activeElement.outerHTML.slice(0, 80));
const current = (page) => page.$eval(".finding.at", (card) => card.id);

/** Presses Tab until the focus is on what is asked for. */
async function tabTo(page, selector, most = 60) {
  for (let pressed = 0; pressed < most; pressed += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
  }
  assert.fail(`${selector} is not reached by Tab; the focus is on ${await focused(page)}`);
}

flow("keys: F8 walks the findings, Enter their ends, A takes a repair, Ctrl+Z gives it back", async ({ page, program }) => {
  await launch(page, program);
  await page.keyboard.press("F8");
  const first = await current(page);
  await page.keyboard.press("F8");
  const second = await current(page);
  assert.notEqual(second, first);
  await page.keyboard.press("Shift+F8");
  assert.equal(await current(page), first);
  await page.keyboard.press("ArrowDown");
  assert.equal(await current(page), second);
  const end = () => page.$eval(".finding.at", (card) => card.dataset.end);
  const before = await end();
  await page.keyboard.press("Enter");
  assert.notEqual(await end(), before, "Enter shows the other end");
  const start = await tally(page);
  for (let pressed = 0; pressed < 40 && !(await page.$(".finding.at .repairs")); pressed += 1) await page.keyboard.press("F8");
  await page.keyboard.press("a");
  await saved(page, 2);
  assert.notDeepEqual(await tally(page), start);
  await page.keyboard.press("Control+z");
  await saved(page, 3);
  assert.deepEqual(await tally(page), start);
});

flow("keys: a finding is put aside with a reason, opened again, and commented", async ({ page, program }) => {
  await launch(page, program);
  const before = await tally(page);
  await page.keyboard.press("F8");
  const finding = await page.$eval(".finding.at", (card) => card.dataset.finding);
  const card = `.finding[data-finding="${finding}"]`;
  await page.keyboard.press("i");
  await page.keyboard.type("已与财务科核实");
  await tabTo(page, `${card} button[value=ignore]`, 3);
  await page.keyboard.press("Enter");
  await page.waitForSelector(`${card}.put-aside`);
  const after = await tally(page);
  assert.equal(after[0] + after[1] + after[2], before[0] + before[1] + before[2] - 1);
  assert.ok((await page.textContent(card)).includes("已与财务科核实"));

  await page.focus(card);
  await page.keyboard.press("c");
  await page.keyboard.type("再看一遍");
  await tabTo(page, `${card} button[value=comment]`, 3);
  await page.keyboard.press("Enter");
  await page.waitForFunction((selector) => document.querySelector(selector).textContent.includes("再看一遍"), card);
  await page.focus(card);
  await page.keyboard.press("i");
  await page.keyboard.type("重新核");
  await tabTo(page, `${card} button[value=reopen]`, 3);
  await page.keyboard.press("Enter");
  await page.waitForSelector(`${card}:not(.put-aside)`);
  assert.deepEqual(await tally(page), before);
});

flow("keys: from the skip link into the grid, through it and out again", async ({ page, program }) => {
  await launch(page, program);
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement.matches(".skip")), "the first stop skips the header");
  await page.keyboard.press("Enter");
  await tabTo(page, "#sheet", 4);
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator(".sheet .at").count(), 1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+m");
  assert.ok(await page.evaluate(() => document.activeElement.id === "sheet"), "Ctrl+M leaves the grid");
  // Tab on the last place leaves it, too.
  await page.keyboard.press("Enter");
  await page.evaluate(() => {
    const all = [...document.querySelectorAll(".sheet [data-place]")];
    const last = all[all.length - 1];
    last.dispatchEvent(new MouseEvent("mousedown", { bubbles: true }));
    last.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
  });
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => !document.querySelector("#sheet").contains(document.activeElement)), await focused(page));
});

flow("keys: the export menu opens and a file comes", async ({ page, program }) => {
  await launch(page, program);
  await tabTo(page, ".menu summary");
  await page.keyboard.press("Enter");
  await tabTo(page, ".menu li a", 2);
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  assert.ok(download.suggestedFilename().length > 4);
});

flow("keys: tabs of the panel, language, contrast and home", async ({ page, program }) => {
  await launch(page, program);
  await tabTo(page, ".tabs a[href$='show=holds']");
  await Promise.all([page.waitForURL("**show=holds"), page.keyboard.press("Enter")]);
  await tabTo(page, "button[name=language]");
  await Promise.all([page.waitForLoadState("load"), page.keyboard.press("Enter")]);
  await page.waitForSelector("html[lang=en]");
  assert.ok(page.url().endsWith("show=holds"), "the page is the same");
  await tabTo(page, "button[name=contrast]");
  await page.keyboard.press("Enter");
  await page.waitForSelector("html[data-contrast=high]");
  await tabTo(page, ".ribbon nav a[href='/']");
  await Promise.all([page.waitForURL(`${program.origin}/`), page.keyboard.press("Enter")]);
});

flow("keys: a blank form is started and filled", async ({ page, program }) => {
  await launch(page, program);
  await page.goto(program.origin);
  await tabTo(page, "form[action='/blank'] button");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#work");
  await tabTo(page, "#sheet");
  await page.keyboard.press("Enter");
  for (let pressed = 0; pressed < 6; pressed += 1) await page.keyboard.press("Tab");
  const place = await page.$eval(".sheet .at", (cell) => cell.dataset.place);
  await page.keyboard.type("12.34");
  await page.keyboard.press("Tab");
  await saved(page, 2);
  assert.equal(await page.textContent(`.sheet [data-place="${place}"]`), "12.34");
});

flow("keys: a finding's place is opened by its link and edited", async ({ page, program }) => {
  await launch(page, program);
  await tabTo(page, ".finding .ends a", 120);
  await page.keyboard.press("Enter");
  assert.ok((await page.locator("mark.end").count()) > 0);
  assert.equal(await version(page), 1);
});

flow("keys: a report is opened from the list", async ({ page, program }) => {
  await launch(page, program);
  await page.goto(program.origin);
  await tabTo(page, "table.data a");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#work");
});
