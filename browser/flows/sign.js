// Signed under a check code, void after a change, signed again; the sample is never signed.

import assert from "node:assert/strict";
import { flow, launch, placeOf, saved, settled, type, upload } from "../support/flow.js";

/** Fills the form of a signature in and sends it. */
async function sign(page, role, name, code) {
  await page.selectOption("#role", role);
  await page.fill("#signer", name);
  await page.fill("#code", code);
  await page.click("form[action$='/sign'] button");
  await settled(page);
}

const codeOn = (page) => page.textContent("main p b.figure");

flow("sign: two sign, a change voids both, the new version is signed anew", async ({ page, program }) => {
  await launch(page, program);
  await upload(page, program, "clean/report.docx");
  const report = new URL(page.url()).pathname;
  const signing = `${program.origin}${report}/sign`;

  await page.goto(signing);
  const code = await codeOn(page);
  await sign(page, "group_leader", "周望舒", "0000-0000");
  assert.ok(await page.isVisible(".refused"), "another code is another version");

  await page.goto(signing);
  await sign(page, "group_leader", "周望舒", code.toLowerCase());
  await sign(page, "head", "林知秋", code);
  assert.equal(await page.locator(".steps .done").count(), 2);
  assert.equal(await codeOn(page), code, "signing changes no content");

  await page.goto(program.origin + report);
  await settled(page);
  const before = Number(await page.getAttribute("#work", "data-version"));
  await type(page, await placeOf(page, "2855.53"), "2855.50");
  await saved(page, before + 1);
  await page.goto(signing);
  assert.equal(await page.locator(".steps .done").count(), 0, "both fell with the change");
  assert.ok((await page.textContent("main")).includes("周望舒"), "who had signed stays on the page");
  const next = await codeOn(page);
  assert.notEqual(next, code);
  await sign(page, "group_leader", "周望舒", code);
  assert.ok(await page.isVisible(".refused"), "the old paper does not count");
  await page.goto(signing);
  await sign(page, "group_leader", "周望舒", next);
  assert.equal(await page.locator(".steps .done").count(), 1);

  const form = await page.request.get(`${program.origin}${report}/preview`);
  assert.ok((await form.text()).includes(next), "the printed form carries the code that is signed under");
});

flow("sign: the sample cannot be signed", async ({ page, program }) => {
  await launch(page, program);
  await page.goto(`${program.origin}${new URL(page.url()).pathname}/sign`);
  assert.equal(await page.locator("#signer").count(), 0);
});
