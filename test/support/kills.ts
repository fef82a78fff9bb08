import { spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { ask, sendTo, type Addressed } from "../node/loopback.ts";
import { anImage, digest as sha256 } from "./images.ts";
import { randomNumbers } from "./lines.ts";
import { pushBlob, putManifest } from "./push-image.ts";

const script = join(import.meta.dirname, "../../src/node/sim-serve.mjs");
const pushers = 3;
const config = "{}";

interface Started extends Addressed {
  child: ChildProcess;
  ended: Promise<number | null>;
  errors(): string;
}

/** Starts the server over a state; rejects with what it printed when it ends instead. */
async function start(state: string): Promise<Started> {
  const words = ["--port", "0", "--registry", "harbour", "--anonymous", "--no-limits", "--state", state];
  const child = spawn(process.execPath, [script, ...words], { stdio: ["ignore", "pipe", "pipe"] });
  let errors = "";
  child.stderr.on("data", (piece) => (errors += String(piece)));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const url = await new Promise<string>((resolve, reject) => {
    let printed = "";
    child.stdout.on("data", (piece) => {
      printed += String(piece);
      const found = /http:\/\/\S+/.exec(printed)?.[0];
      if (found) resolve(found);
    });
    void ended.then(() => reject(new Error(`The server didn't start: ${errors}`)));
  });
  return { url, child, ended, errors: () => errors };
}

/** Contents of a repository as far as the server has acknowledged them. */
class Acknowledged {
  /** The digest of each tag, or null once its deletion was acknowledged. */
  readonly tags = new Map<string, string | null>();
  /** What a tag may be as well, because the request was under way when the server ended. */
  readonly underWay = new Map<string, string | null>();
  readonly blobs = new Map<string, string>();
  /** Open uploads by their address. */
  readonly uploads = new Map<string, { digest: string; content: string }>();
  /** Tags and blobs since the last check. */
  fresh = new Set<string>();

  addBlob(digest: string, content: string): void {
    this.blobs.set(digest, content);
    this.fresh.add(digest);
  }

  async change(tag: string, digest: string | null, request: () => Promise<unknown>): Promise<void> {
    this.underWay.set(tag, digest);
    await request();
    this.underWay.delete(tag);
    this.tags.set(tag, digest);
    this.fresh.add(tag);
  }

  /** Checks every tag, and the content of what is new, or of everything. */
  async expectIn(server: Addressed, all: boolean): Promise<void> {
    const listed = await tagsOf(server);
    for (const [tag, digest] of this.tags) {
      if (!this.underWay.has(tag)) expect([tag, listed.has(tag)]).toEqual([tag, digest !== null]);
    }
    for (const tag of listed) expect([tag, this.tags.has(tag) || this.underWay.has(tag)]).toEqual([tag, true]);
    for (const [tag, digest] of [...this.tags, ...this.underWay]) {
      if (!all && !this.fresh.has(tag) && !this.underWay.has(tag)) continue;
      const { status, text } = await ask(server, "GET", `/v2/web/manifests/${tag}`);
      const found = status === 404 ? null : sha256(text);
      const possible = [this.tags.get(tag) ?? null, ...(this.underWay.has(tag) ? [this.underWay.get(tag)] : [])];
      expect(possible, `${tag} after ${digest}`).toContain(found);
      this.tags.set(tag, found);
    }
    this.underWay.clear();
    for (const [address, { digest, content }] of this.uploads) {
      const { status, headers } = await ask(server, "GET", address);
      // The request that closes it may have come through without its answer.
      if (status === 404) expect((await ask(server, "HEAD", `/v2/web/blobs/${digest}`)).status).toBe(200);
      else {
        expect([status, headers["range"]]).toEqual([204, `0-${content.length - 1}`]);
        await expectStatus(201, ask(server, "PUT", `${address}?digest=${digest}`));
      }
      this.addBlob(digest, content);
    }
    this.uploads.clear();
    for (const [digest, content] of this.blobs) {
      if (!all && !this.fresh.has(digest)) continue;
      expect((await ask(server, "GET", `/v2/web/blobs/${digest}`)).text).toBe(content);
    }
    this.fresh = new Set();
  }
}

async function tagsOf(server: Addressed): Promise<Set<string>> {
  const tags = new Set<string>();
  for (let path: string | undefined = "/v2/web/tags/list?n=1000"; path !== undefined;) {
    const { status, text, headers } = await ask(server, "GET", path);
    if (status === 404) break;
    for (const tag of (JSON.parse(text) as { tags: string[] | null }).tags ?? []) tags.add(tag);
    path = /<([^>]+)>/.exec(String(headers["link"] ?? ""))?.[1];
  }
  return tags;
}

/** One client that pushes, moves and deletes its own tags until the server is gone. */
async function pushUntilGone(
  server: Addressed,
  known: Acknowledged,
  { name, random, acknowledge }: { name: string; random(limit: number): number; acknowledge(): void },
): Promise<void> {
  const send = sendTo(server);
  for (let count = 0; ; count++) {
    const content = `${name}-${count}-${"x".repeat(random(20_000))}`;
    const digest = sha256(content);
    if (random(2) === 0) await pushBlob(send, "web", content, { upload: "post" });
    else {
      const opened = await ask(server, "POST", "/v2/web/blobs/uploads/");
      const address = String(opened.headers["location"]);
      await expectStatus(202, ask(server, "PATCH", address, { body: content }));
      known.uploads.set(address, { digest, content });
      acknowledge();
      await expectStatus(201, ask(server, "PUT", `${address}?digest=${digest}`));
      known.uploads.delete(address);
    }
    known.addBlob(digest, content);
    acknowledge();
    const tag = random(4) === 0 ? `${name}-moves` : `${name}-${count}`;
    const image = anImage({ layers: [content], config });
    await known.change(tag, image.digest, async () => {
      const { status } = await putManifest(send, `web:${tag}`, image);
      if (status !== 201) throw new Error(`manifest rejected: ${status}`);
    });
    acknowledge();
    if (random(5) > 0) continue;
    await known.change(tag, null, () => expectStatus(202, ask(server, "DELETE", `/v2/web/manifests/${tag}`)));
    acknowledge();
  }
}

async function expectStatus(status: number, answer: ReturnType<typeof ask>): Promise<void> {
  const { status: found, text } = await answer;
  if (found !== status) throw new Error(`${found} ${text}`);
}

/** Checks that every blob in the folder has the content of its digest. */
function expectWholeBlobs(state: string): void {
  const folder = join(state, "blobs/sha256");
  for (const name of readdirSync(folder).filter((name) => !name.endsWith(".part"))) {
    expect(
      createHash("sha256")
        .update(readFileSync(join(folder, name)))
        .digest("hex"),
    ).toBe(name);
  }
}

/**
 * Kills a server at random moments of a loop of pushes, again and again over one state: every start succeeds, everything that
 * was acknowledged is there, nothing that was deleted comes back, and every blob matches its digest.
 */
export async function expectNothingLost(kills: number, seed: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "drydock-kills-"));
  const state = join(folder, "state");
  const numbers = randomNumbers(seed);
  const random = (limit: number) => Math.floor(numbers() * limit);
  const known = new Acknowledged();
  try {
    for (let kill = 0; kill < kills; kill++) {
      const server = await start(state);
      try {
        await known.expectIn(server, false);
        await pushBlob(sendTo(server), "web", config);
        let remaining = 1 + random(30);
        const acknowledge = () => {
          if (--remaining === 0) server.child.kill("SIGKILL");
        };
        const pushing = Array.from({ length: pushers }, (_, at) =>
          pushUntilGone(server, known, { name: `k${kill}p${at}`, random, acknowledge }).catch((error: unknown) => {
            const isGone = remaining <= 0 && error instanceof Error && "code" in error;
            if (!isGone) throw error;
          }),
        );
        await Promise.all(pushing);
      } finally {
        server.child.kill("SIGKILL");
        await server.ended;
      }
      expectWholeBlobs(state);
    }
    const last = await start(state);
    await known.expectIn(last, true);
    last.child.kill("SIGTERM");
    expect([await last.ended, last.errors()]).toEqual([0, ""]);
    const again = await start(state);
    await known.expectIn(again, true);
    again.child.kill("SIGKILL");
    await again.ended;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
