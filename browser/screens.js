// Pictures of every page, in Chinese, in both contrasts and two sizes. `node screens.js FOLDER`.

import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { close, context } from "./support/chromium.js";
import { launch, paste, placeOf, saved, select, settled } from "./support/flow.js";
import { remove, sample, start } from "./support/program.js";

const SIZES = [[1366, 768], [1920, 1080]];

/** Pages below a report, as the navigation of the report lists them. */
const sections = (page) => page.$$eval(".sections a", (all) => all.map((link) => link.getAttribute("href")));

/** Pages of the site beside the first one, as the header lists them; those that are not there yet answer 404. */
const site = (page) => page.$$eval(".ribbon nav a", (all) => all.map((link) => link.getAttribute("href")).filter((href) => href !== "/"));

async function take(folder, program, own, name) {
  const page = await own.newPage();
  const shot = async (what) => {
    await settled(page);
    await page.screenshot({ path: join(folder, `${what}-${name}.png`), animations: "disabled", caret: "hide" });
  };
  const show = async (address, what) => {
    const answer = await page.goto(program.origin + address);
    if (answer.ok()) await shot(what);
  };
  await show("/", "home");
  const report = await page.getAttribute("tr:has(.sample) a", "href");
  await show(report, "check");
  for (const href of (await sections(page)).filter((one) => one !== report)) await show(href, `report-${href.split("/").pop().replace(/\W+/g, "-")}`);
  for (const tab of ["holds", "notes", "changes"]) await show(`${report}?show=${tab}`, tab);
  await page.goto(program.origin + report);
  await page.click(".finding:has(.repairs) .ends a");
  await shot("ends");
  await page.goto(program.origin + report);
  await page.click(".menu summary");
  await shot("export");
  await page.click(".menu summary");
  await select(page, await placeOf(page, "2855.53"));
  await page.keyboard.press("F2");
  await shot("editing");
  await page.keyboard.press("Escape");
  await paste(page, { plain: "2855.50\t1243.40\t719.70\n2855.50\t1243.40\t719.70" });
  await page.waitForSelector("#paste[open]");
  await shot("paste");
  await page.keyboard.press("Escape");
  await page.goto(program.origin);
  for (const href of await site(page)) await show(href, `site-${href.replace(/\W+/g, "")}`);
  await page.goto(`${program.origin}/nothing`);
  await shot("error");
  await page.close();
}

const folder = process.argv[2] || "screens";
mkdirSync(folder, { recursive: true });
const program = await start();
try {
  const first = await context(program);
  const page = await first.newPage();
  await launch(page, program);
  await page.click(".finding .repairs button");
  await saved(page, 2);
  await page.goto(program.origin);
  await page.setInputFiles("#file", { name: "临江区自然资源局2021年度自评.docx", mimeType: "application/octet-stream", buffer: readFileSync(sample("clean/report.docx")) });
  await page.click("form.drop button");
  await page.waitForSelector("#work");
  await page.goto(program.origin);
  const state = await first.storageState();
  await first.close();
  for (const [width, height] of SIZES) {
    for (const contrast of ["normal", "high"]) {
      const own = await context(program, { viewport: { width, height }, storageState: state, reducedMotion: "reduce" });
      await own.addCookies([{ name: "contrast", value: contrast, url: program.origin }]);
      await take(folder, program, own, `${width}x${height}-${contrast}`);
      await own.close();
    }
  }
} finally {
  await close();
  await program.stop();
  remove(program.data);
}
