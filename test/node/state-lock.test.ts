import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { serve } from "../../src/node/serve.ts";
import { readServeOptions } from "../../src/node/serve-options.ts";
import { lockState } from "../../src/node/state-lock.ts";

const root = join(import.meta.dirname, "../..");
let folder = "";
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "drydock-lock-"))));
afterEach(() => rmSync(folder, { recursive: true }));

it("refuses a second server on one state, and lets the file go when the first ends", async () => {
  const options = readServeOptions(["--port", "0", "--state", folder, "--clock", "manual"]);
  const lock = join(folder, "world.json.lock");
  const first = await serve(root, options);
  expect(existsSync(lock)).toBe(true);
  await expect(serve(root, options)).rejects.toThrow(
    `${join(folder, "world.json")} is in use by process ${process.pid}; end it or choose another --state.`,
  );
  expect(existsSync(lock)).toBe(true);
  await first.close();
  expect(existsSync(lock)).toBe(false);
  await (await serve(root, options)).close();
});

it.each(["999999999", "", "nonsense"])("takes over a lock that a killed process left (%j)", (left) => {
  const world = join(folder, "world.json");
  writeFileSync(`${world}.lock`, left);
  const unlock = lockState(world);
  expect(() => lockState(world)).toThrow("is in use by process");
  unlock();
  expect(existsSync(`${world}.lock`)).toBe(false);
});
