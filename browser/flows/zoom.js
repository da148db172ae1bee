// 400 % zoom: nothing is lost, and only the tables of the document scroll sideways.

import assert from "node:assert/strict";
import { flow, launch, pages } from "../support/flow.js";

const wider = (page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const outside = [...document.querySelectorAll("body *")].filter((node) => {
      if (node.closest(".sheet, .other-end, .wide, .away, .skip, dialog:not([open])") || !node.getClientRects().length) return false;
      const { right, left } = node.getBoundingClientRect();
      return right > width + 1 || left < -1;
    });
    return { scroll: document.documentElement.scrollWidth - width, outside: outside.slice(0, 5).map((node) => node.outerHTML.slice(0, 120)) };
  });

flow("zoom: at 400 % pages scroll in one direction", async ({ page, program }) => {
  await launch(page, program);
  for (const address of [...(await pages(page)), page.url(), `${page.url()}?show=holds`, program.origin, `${program.origin}/nothing`]) {
    await page.goto(address);
    const found = await wider(page);
    assert.deepEqual(found, { scroll: 0, outside: [] }, address);
  }
  await page.goto(`${program.origin}/start`);
  await page.waitForSelector("#work");
  await page.locator(".finding .repairs button").first().scrollIntoViewIfNeeded();
  assert.ok(await page.isVisible(".finding .repairs button"));
  await page.click(".menu summary");
  assert.deepEqual((await wider(page)).outside, [], "the menu");
}, { viewport: { width: 341, height: 192 } });
