// Every file that a report is written as comes down, and the Word files are read by the program itself.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { flow, launch, saved } from "../support/flow.js";
import { PROGRAM } from "../support/program.js";

flow("exports: every file is there, and the Word and Excel files open", async ({ page, program }) => {
  await launch(page, program);
  await page.click(".finding .repairs button");
  await saved(page, 2);
  const links = await page.$$eval(".menu li a", (all) => all.map((link) => link.getAttribute("href")));
  assert.ok(links.length >= 8, `${links}`);
  for (const href of links) {
    await page.click(".menu summary");
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`.menu li a[href="${href}"]`)]);
    await page.click(".menu summary");
    const name = download.suggestedFilename();
    const path = join(program.data, `${href.split("/").pop()}${name.slice(name.lastIndexOf("."))}`);
    await download.saveAs(path);
    assert.ok(statSync(path).size > 200, `${href} has ${statSync(path).size} bytes`);
    if (/\/(revised|form-docx|form-xlsx|original)$/.test(href)) {
      const checked = spawnSync(PROGRAM, ["check", path, "--fail-on", "never", "--format", "json"], { encoding: "utf8" });
      assert.equal(checked.status, 0, `${href}: ${checked.stderr}`);
    }
  }
});
