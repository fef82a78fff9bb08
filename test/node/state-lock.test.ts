import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { serve } from "../../src/node/serve.ts";
import { readServeOptions } from "../../src/node/serve-options.ts";
import { readSimOptions } from "../../src/node/sim-options.ts";
import { simContent } from "../support/sim-content.ts";
import { openSimSession } from "../../src/node/sim-session.ts";
import { lockState } from "../../src/node/state-lock.ts";
import { valueOf } from "../support/value-of.ts";

const root = join(import.meta.dirname, "../..");
const inUse = `is in use by process ${process.pid}; end it or choose another --state.`;
let folder = "";
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "drydock-lock-"))));
afterEach(() => rmSync(folder, { recursive: true }));

it("rejects a second server on one state, and releases the file when the first ends", async () => {
  const options = valueOf(readServeOptions(["--port", "0", "--state", folder, "--clock", "manual"]));
  const lock = join(folder, "world.json.lock");
  const first = valueOf(await serve(simContent.facts, options));
  expect(existsSync(lock)).toBe(true);
  expect(await serve(simContent.facts, options)).toMatchObject({
    ok: false,
    refusal: { code: "StateInUse", message: expect.stringContaining(inUse) as string },
  });
  expect(existsSync(lock)).toBe(true);
  await first.close();
  expect(existsSync(lock)).toBe(false);
  await valueOf(await serve(simContent.facts, options)).close();
});

describe("npm run sim", () => {
  const shell = () => valueOf(openSimSession(simContent, valueOf(readSimOptions(["--json", "--state", folder]))));
  const server = async () => {
    const options = valueOf(readServeOptions(["--port", "0", "--state", folder, "--clock", "manual"]));
    return valueOf(await serve(simContent.facts, options));
  };

  it("locks its state: neither a server nor another shell can open it until it ends", async () => {
    const first = shell();
    expect(shell).toThrow(inUse);
    await expect(server()).rejects.toThrow(inUse);
    first.save();
    first.close();
    const next = await server();
    first.close();
    expect(shell).toThrow(inUse);
    await next.close();
    shell().close();
  });

  it("releases a state that it can't open", () => {
    writeFileSync(join(folder, "world.json"), "{");
    expect(shell).toThrow();
    expect(existsSync(join(folder, "world.json.lock"))).toBe(false);
  });

  it("exits with 1 and names the process that has the state", async () => {
    const first = shell();
    const child = spawn(process.execPath, ["src/node/sim.mjs", "--state", folder], { cwd: root, stdio: "pipe" });
    child.stdin.end("echo hi\n");
    let told = "";
    child.stderr.on("data", (piece) => (told += String(piece)));
    const code = await new Promise((done) => child.once("close", done));
    expect([code, told]).toEqual([1, expect.stringContaining(inUse)]);
    first.close();
  });
});

// The last is what a server leaves that had this process's id before it.
it.each(["999999999", "", "nonsense", `${process.pid} 1`])(
  "takes over a lock that a killed process left (%j)",
  (lockText) => {
    const world = join(folder, "world.json");
    writeFileSync(`${world}.lock`, lockText);
    const unlock = valueOf(lockState(world));
    expect(lockState(world)).toMatchObject({ ok: false, refusal: { code: "StateInUse" } });
    unlock();
    expect(existsSync(`${world}.lock`)).toBe(false);
  },
);
