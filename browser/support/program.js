// The program under test: started on a data folder of its own, stopped by its process id.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Top folder of the repository. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Path of the binary; `JIHENG_PROGRAM` names another one. */
export const PROGRAM = process.env.JIHENG_PROGRAM || join(ROOT, "target/debug/jiheng");

const START_MS_MAX = 20_000;

/** A sample document of the repository. */
export const sample = (path) => join(ROOT, "examples/linjiang-2021", path);

/** A new empty folder, removed by the caller through `remove`. */
export const folder = () => mkdtempSync(join(tmpdir(), "jiheng-browser-"));

/** Removes a folder that `folder` made. */
export const remove = (path) => rmSync(path, { recursive: true, force: true, maxRetries: 5 });

/**
 * Starts the workbench.
 * @returns `launch`, the address good for one browser; `origin`; `data`; `stop()`, which resolves when it has ended.
 */
export async function start({ data = folder(), listen = "127.0.0.1:0" } = {}) {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is not there; build it with: cargo build`);
  const child = spawn(PROGRAM, ["--data", data, "--listen", listen, "--no-browser"], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let said = "";
  const launch = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the program printed no address: ${said}`)), START_MS_MAX);
    const hear = (bytes) => {
      said += bytes;
      const found = /http:\/\/\S+\/launch\?secret=\w+/.exec(said);
      if (found) {
        clearTimeout(late);
        resolve(found[0]);
      }
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the program ended with ${code}: ${said}`)));
  });
  const stop = async (signal = "SIGTERM") => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  return { launch, origin: new URL(launch).origin, data, stop };
}
