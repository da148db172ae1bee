// Evidence beside a report, a backup, and everything back from it on another folder.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { context } from "../support/chromium.js";
import { flow, journey, launch, settled, upload } from "../support/flow.js";
import { folder, PROGRAM, remove, sample, start } from "../support/program.js";

const run = promisify(execFile);

async function attach(page, kind, path) {
  await page.selectOption("#kind", kind);
  await page.setInputFiles("#file", sample(path));
  await page.click("form[action$='/evidence'] button.main-action");
  await settled(page);
}

flow("evidence: accounts and last year's report are held against the figures, and taken off again", async ({ page, program }) => {
  await launch(page, program);
  await upload(page, program, "clean/report.docx");
  const report = program.origin + new URL(page.url()).pathname;
  await page.goto(`${report}/evidence`);
  await attach(page, "accounts", "accounts/2021年度部门决算.html");
  assert.ok((await page.locator("td .t-holds").count()) > 10, "figures agree with the accounts");
  await attach(page, "register", "clean/report.docx");
  assert.ok(await page.isVisible(".refused"), "a report is no register, and the page says so");

  await page.goto(`${report}/evidence`);
  await attach(page, "previous", "previous/2020年度自评报告.txt");
  assert.ok(page.url().endsWith("/compare"));
  assert.ok((await page.locator("table.data tbody tr").count()) >= 5, "both years stand side by side");

  await page.goto(`${report}/evidence`);
  assert.equal(await page.locator("form[action$='/detach']").count(), 2);
  await page.locator("form[action$='/detach'] button").first().click();
  await settled(page);
  assert.equal(await page.locator("form[action$='/detach']").count(), 1);
});

journey("restore: what was entered is there again from a backup, in another folder", async () => {
  const first = await start();
  const target = join(folder(), "data");
  const own = await context(first);
  try {
    const page = await own.newPage();
    await launch(page, first);
    await upload(page, first, "clean/report.docx");
    const title = await page.textContent(".head h1");
    await page.goto(`${first.origin}/manage`);
    await page.click("form[action='/manage/backup'] button");
    await settled(page);
    const name = (await page.textContent("a[href^='/manage/backup/']")).trim();
    assert.deepEqual(readdirSync(join(first.data, "backups")), [name]);
    await first.stop();

    const restored = await run(PROGRAM, ["restore", join(first.data, "backups", name), "--data", target]);
    assert.match(restored.stdout, /已恢复/);
    await assert.rejects(run(PROGRAM, ["restore", join(first.data, "backups", name), "--data", target]), "never over data");
    await run(PROGRAM, ["verify", "--data", target]);
    await run(PROGRAM, ["doctor", "--data", target]);

    const second = await start({ data: target });
    const other = await context(second);
    const again = await other.newPage();
    await again.goto(second.launch);
    await again.waitForSelector("table.data");
    assert.ok((await again.textContent("table.data")).includes(title));
    await other.close();
    await second.stop();
  } finally {
    await own.close();
    await first.stop();
    remove(first.data);
    remove(target);
  }
});
