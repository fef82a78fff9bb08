import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readSimOptions } from "../../src/node/sim-options.ts";
import { simContent } from "../support/sim-content.ts";
import { openSimSession } from "../../src/node/sim-session.ts";
import { runJson } from "../../src/node/sim.ts";
import { digest as sha256 } from "../support/images.ts";
import { pushImage } from "../support/push-image.ts";
import { valueOf } from "../support/value-of.ts";
import { ask, aServer, sendTo } from "./loopback.ts";

// Recorded with the code of 0.1.0, when the server wrote its whole state to one file every few seconds.
const recorded = join(import.meta.dirname, "../recordings/state-1");
const session = "/v2/web/blobs/uploads/214909a3-7f3e-447b-9443-4c0a6427ba33";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-earlier-"));
  cpSync(recorded, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs lines in a shell over a state and returns what each printed on standard output. */
async function shell(state: string, lines: string[]): Promise<string[]> {
  const simulated = valueOf(openSimSession(simContent, valueOf(readSimOptions(["--json", "--state", state]))));
  const out = new PassThrough({ highWaterMark: 2 ** 26 });
  const streams = { input: Readable.from([lines.join("\n")]), out, err: new PassThrough() };
  await runJson(simulated.session, streams, new AbortController().signal);
  simulated.save();
  simulated.close();
  const printed = String(out.read() ?? "").split("\n");
  return printed.slice(0, -1).map((line) => (JSON.parse(line) as { stdout: string }).stdout);
}

describe("a state that version 1 saved", () => {
  it.each(["folder", "harbour.json"])("opens with its tags, blobs, time and open upload: %s", async (name) => {
    const words = ["--anonymous", "--clock", "manual", "--state", join(folder, name)];
    const first = await aServer(...words);
    // The saved clock had advanced by 90 seconds.
    expect(new Date(first.simulator.now).toISOString()).toBe("2026-09-01T09:01:30.000Z");
    const tags = await ask(first, "GET", "/v2/web/tags/list");
    expect(JSON.parse(tags.text)).toMatchObject({ name: "web", tags: ["v1", "v2"] });
    for (const path of ["web/manifests/v1", "web/manifests/v2", "team/api/manifests/v1"]) {
      const manifest = await ask(first, "GET", `/v2/${path}`);
      expect([manifest.status, sha256(manifest.text)]).toEqual([200, manifest.headers["docker-content-digest"]]);
    }
    expect((await ask(first, "GET", `/v2/web/blobs/${sha256("layer")}`)).text).toBe("layer");
    const digest = sha256("half done");
    expect((await ask(first, "PUT", `${session}?digest=${digest}`, { body: "done" })).status).toBe(201);
    await pushImage(sendTo(first), "web:later");
    await first.close();

    const second = await aServer(...words);
    expect(JSON.parse((await ask(second, "GET", "/v2/web/tags/list")).text)).toMatchObject({
      tags: ["later", "v1", "v2"],
    });
    expect((await ask(second, "GET", `/v2/web/blobs/${digest}`)).text).toBe("half done");
    await second.close();
  });

  it("opens as the learner's machine, with folder, variables and files", async () => {
    const state = join(folder, "laptop.state");
    const lines = ["pwd; echo $X; tail -1 big.txt", "az group list --query '[].name' -o tsv", "date +%T"];
    const printed = ["/home/learner/app\nkept\n500\n", "shop\n", "09:01:00\n"];
    expect(await shell(state, lines)).toEqual(printed);
    expect(await shell(state, lines)).toEqual(printed);
  });
});
