// Whoever was not let in by the printed address, or comes from somebody else's page, is turned away.

import assert from "node:assert/strict";
import { get, request } from "node:http";
import { flow, launch } from "../support/flow.js";

/** Status of a bare request with these headers. */
const ask = (url, headers = {}, method = "GET") =>
  new Promise((resolve, reject) => {
    const sent = (method === "GET" ? get : request)(url, { headers, method }, (answer) => {
      answer.resume();
      answer.once("end", () => resolve(answer.statusCode));
    });
    sent.once("error", reject);
    sent.end();
  });

flow("guard: no cookie, a used secret, a foreign host and a foreign origin are refused", async ({ page, program, context }) => {
  assert.equal(await ask(program.origin), 401, "no cookie");
  await launch(page, program);
  assert.equal(await ask(program.launch), 403, "a used secret");
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  assert.ok((await context.cookies()).filter(({ name }) => name.startsWith("session")).every((one) => one.httpOnly && one.sameSite === "Strict"));
  const ours = { Cookie: cookie };
  const sample = `${program.origin}/sample`;
  assert.equal(await ask(program.origin, ours), 200, "ours");
  assert.equal(await ask(program.origin, { ...ours, Host: "evil.example" }), 403, "a foreign host");
  assert.equal(await ask(program.origin, { ...ours, Host: `localhost:${new URL(program.origin).port}` }), 403, "another name of this machine");
  assert.equal(await ask(program.origin, { ...ours, Origin: "https://evil.example" }), 403, "a foreign origin");
  assert.equal(await ask(sample, { ...ours, "Sec-Fetch-Site": "cross-site" }, "POST"), 403, "a form of another site");
  assert.equal(await ask(sample, { ...ours, Origin: "null" }, "POST"), 403, "a form without an origin of ours");
  assert.equal(await ask(program.origin, { Cookie: cookie.replace(/=(.)/, (_, first) => `=${first === "0" ? "1" : "0"}`) }), 401, "a cookie with a letter changed");
});

flow("guard: a page made from a document runs no script and is framed by nobody", async ({ page, program }) => {
  await launch(page, program);
  const answer = await page.request.get(page.url());
  const policy = answer.headers()["content-security-policy"];
  assert.ok(policy.includes("default-src 'self'") && policy.includes("frame-ancestors"), policy);
  assert.ok(!policy.includes("unsafe"), policy);
  await page.setExtraHTTPHeaders({});
  const review = await page.request.get(`${page.url().split("?")[0]}/export/review`);
  assert.ok(review.headers()["content-security-policy"].includes("sandbox"));
});
