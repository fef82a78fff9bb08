import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { digest as sha256 } from "../support/images.ts";

const script = join(import.meta.dirname, "../../src/node/sim-serve.mjs");
const folder = mkdtempSync(join(tmpdir(), "drydock-process-"));
const started: ChildProcess[] = [];
afterAll(() => {
  for (const process of started) process.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

/** Starts the server as a process of its own; gives its address once that is printed, and how it ends. */
function start(...words: string[]) {
  const child = spawn(process.execPath, [script, "--port", "0", ...words], { stdio: ["ignore", "pipe", "pipe"] });
  started.push(child);
  let printed = "";
  let complaint = "";
  child.stderr.on("data", (piece) => (complaint += String(piece)));
  const ended = new Promise<{ code: number | null; complaint: string }>((done) =>
    child.on("close", (code) => done({ code, complaint })),
  );
  const url = new Promise<string>((done, failed) => {
    child.stdout.on("data", (piece) => {
      printed += String(piece);
      const found = /http:\/\/\S+/.exec(printed)?.[0];
      if (found) done(found);
    });
    void ended.then(({ complaint: why }) => failed(new Error(why)));
  });
  return { child, url, ended };
}

/** Highest memory that a process ever held, in bytes (proc(5), VmHWM); undefined where there is no /proc. */
function peakMemory({ pid }: ChildProcess): number | undefined {
  const file = `/proc/${pid}/status`;
  const found = existsSync(file) ? /VmHWM:\s+(\d+) kB/.exec(readFileSync(file, "utf8"))?.[1] : undefined;
  return found === undefined ? undefined : Number(found) * 1024;
}

describe("npm run sim:serve", () => {
  it("prints its address, saves the state on SIGTERM, and loads it at the next start", async () => {
    const words = ["--anonymous", "--state", join(folder, "state")];
    const first = start(...words);
    const url = await first.url;
    const digest = sha256("layer");
    await fetch(`${url}v2/web/blobs/uploads/?digest=${digest}`, { method: "POST", body: "layer" });
    first.child.kill("SIGTERM");
    expect(await first.ended).toEqual({ code: 0, complaint: "" });

    const second = start(...words);
    expect(await (await fetch(`${await second.url}v2/web/blobs/${digest}`)).text()).toBe("layer");
    second.child.kill("SIGINT");
    expect(await second.ended).toEqual({ code: 0, complaint: "" });
  });

  it("keeps a push that it acknowledged right before it was killed", async () => {
    const words = ["--anonymous", "--state", join(folder, "killed.json")];
    const first = start(...words);
    const digest = sha256("layer");
    await fetch(`${await first.url}v2/web/blobs/uploads/?digest=${digest}`, { method: "POST", body: "layer" });
    first.child.kill("SIGKILL");
    await first.ended;
    const second = start(...words);
    expect(await (await fetch(`${await second.url}v2/web/blobs/${digest}`)).text()).toBe("layer");
    second.child.kill("SIGTERM");
    expect((await second.ended).code).toBe(0);
  });

  it("takes and gives a blob of 400 MiB with memory that does not grow with it", async () => {
    const server = start("--anonymous", "--no-limits");
    const url = await server.url;
    const opened = await fetch(`${url}v2/big/blobs/uploads/`, { method: "POST" });
    const session = new URL(opened.headers.get("location") ?? "", url);
    const before = peakMemory(server.child);
    const piece = new Uint8Array(2 ** 20);
    const count = 400;
    let remainingPieces = count;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => (remainingPieces-- > 0 ? controller.enqueue(piece.slice()) : controller.close()),
    });
    const init: RequestInit & { duplex: "half" } = { method: "PATCH", body, duplex: "half" };
    const sent = await fetch(session, init);
    expect([sent.status, sent.headers.get("range")]).toEqual([202, `0-${count * 2 ** 20 - 1}`]);
    // sha256 of 400 MiB of zeros.
    const digest = "sha256:6ed5e85372e488807486f4446e2a3a501d319be812e969e3de426db798cc5704";
    expect((await fetch(`${session.href}?digest=${digest}`, { method: "PUT" })).status).toBe(201);
    const got = await fetch(`${url}v2/big/blobs/${digest}`);
    let size = 0;
    for await (const part of got.body ?? []) size += part.length;
    expect(size).toBe(count * 2 ** 20);
    const after = peakMemory(server.child);
    if (before !== undefined && after !== undefined) expect(after - before).toBeLessThan(150 * 2 ** 20);
    server.child.kill("SIGTERM");
    expect((await server.ended).code).toBe(0);
  });

  it.each([
    [["--sku", "Gold"], "--sku is one of Basic, Standard, Premium, not Gold.\n"],
    [["--host", "192.0.2.1"], "--host 192.0.2.1 is no address of this machine.\n"],
  ])("does not start with %j and says in one line why", async (words, complaint) => {
    const server = start(...words);
    await expect(server.url).rejects.toThrow();
    expect(await server.ended).toEqual({ code: 1, complaint });
  });
});
