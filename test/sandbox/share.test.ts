import { describe, expect, it } from "vitest";
import { join } from "node:path";
import { Problems } from "../../src/content/build/problems.ts";
import { readTemplates } from "../../src/content/build/templates.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { aBrowser, type Tab } from "../support/sandbox.ts";

const templates = readTemplates(join(import.meta.dirname, "../.."), new Problems());

const anEnvironment = async (template = "empty") => {
  const tab = await aBrowser({ templates }).openTab();
  await tab.sandbox.request("create", { template, profile: "chapter" });
  return tab;
};

const run = async ({ sandbox }: Tab, ...lines: string[]) => {
  let text = "";
  for (const line of lines) {
    const block = await sandbox.request("execute", { line });
    text = block.output.map((piece) => piece.text).join("");
  }
  return text;
};

const aRegistry = [
  "az group create -n shop -l westeurope",
  "az acr create -n contoso -g shop --sku Premium",
  "az acr login -n contoso",
  "docker build -t contoso.azurecr.io/web:v1 .",
  "docker push contoso.azurecr.io/web:v1",
];

const rowsOf = (sandbox: Sandbox) => JSON.parse(JSON.stringify(sandbox.current.rows)) as unknown;

/** Opens the link of an environment on another device; fails when there is no link or it leads somewhere else. */
async function openElsewhere({ sandbox }: Tab): Promise<Tab> {
  const answer = await sandbox.request("share", null);
  if (!("payload" in answer)) throw new Error(answer.refused);
  const other = await aBrowser({ templates }).openTab();
  const { note } = await other.sandbox.request("openShared", { payload: answer.payload, profile: "azure" });
  expect(note).toBeUndefined();
  expect(rowsOf(other.sandbox)).toEqual(rowsOf(sandbox));
  return other;
}

const refusal = async ({ sandbox }: Tab): Promise<string> => {
  const answer = await sandbox.request("share", null);
  return "refused" in answer ? answer.refused : "";
};

describe("a link to an environment", () => {
  it("leads to the same environment after undo, also when commands were undone in the middle", async () => {
    const tab = await anEnvironment();
    await run(tab, ...aRegistry, "az acr update -n contoso --admin-enabled true");
    await tab.sandbox.request("undo", null);
    await openElsewhere(tab);
    await run(
      tab,
      "az acr repository list -n contoso",
      "az acr token create -n ci -r contoso --repository web content/read",
    );
    const other = await openElsewhere(tab);
    expect(other.sandbox.current.transcript.recent.map(({ line }) => line)).not.toContain(
      "az acr update -n contoso --admin-enabled true",
    );
  });

  it("is made after a push was undone, although Docker still names what was pushed", async () => {
    const tab = await anEnvironment();
    await run(tab, ...aRegistry);
    await tab.sandbox.request("undo", null);
    await openElsewhere(tab);
  });

  it("keeps the time that passed: jumps, a running clock, and before the first command", async () => {
    const tab = await anEnvironment("three-regions");
    await tab.sandbox.request("advance", { milliseconds: 600_000 });
    await run(tab, "docker push contoso.azurecr.io/web:v1");
    await tab.sandbox.request("clock", { running: true });
    for (let second = 0; second < 5; second++) await tab.sandbox.tick(1000);
    await tab.sandbox.request("clock", { running: false });
    await run(tab, "az acr show -n contoso");
    await tab.sandbox.request("advance", { to: "nextEvent" });
    const other = await openElsewhere(tab);
    expect(other.sandbox.current.status.now).toBe(tab.sandbox.current.status.now);
  });

  it("keeps what was done without a command: failures, files, rules, snapshots and the place", async () => {
    const tab = await anEnvironment();
    const { sandbox } = tab;
    await run(tab, ...aRegistry);
    const { id } = await sandbox.request("snapshot", { name: "pushed" });
    await sandbox.request("newFile", { name: "notes.txt" });
    await sandbox.request("saveFile", { path: "/home/learner/notes.txt", text: "hello\n" });
    await sandbox.request("fault", { kind: "slowCopy", target: "contoso", on: true });
    await sandbox.request("place", { id: "office" });
    await run(tab, "docker pull contoso.azurecr.io/web:v1");
    await sandbox.request("profile", { profile: "azure" });
    const other = await openElsewhere(tab);
    expect(other.sandbox.current.status).toMatchObject({ place: "office", faults: [{ kind: "slowCopy" }] });
    expect(other.sandbox.current.status.entry.profile).toBe("azure");
    expect(await run(other, "cat ~/notes.txt")).toBe("hello\n");
    await sandbox.request("returnTo", { id });
    await openElsewhere(tab);
  });

  it("answers prompts as they were answered", async () => {
    const tab = await anEnvironment();
    await run(tab, ...aRegistry);
    const deleting = tab.sandbox.request("execute", { line: "az acr repository delete -n contoso --repository web" });
    await expect.poll(() => tab.events.at(-1)?.kind).toBe("prompt");
    await tab.sandbox.request("reply", { text: "y" });
    expect((await deleting).exitCode).toBe(0);
    const other = await openElsewhere(tab);
    expect(await run(other, "az acr repository list -n contoso -o tsv")).toBe("");
  });

  it("isn't made when a password was typed, when the environment came from a file, or when it is too long", async () => {
    const tab = await anEnvironment();
    await run(tab, ...aRegistry, "az acr update -n contoso --admin-enabled true");
    const login = tab.sandbox.request("execute", { line: "docker login contoso.azurecr.io -u contoso" });
    await expect.poll(() => tab.events.at(-1)?.kind).toBe("prompt");
    await tab.sandbox.request("reply", { text: "wrong" });
    await login;
    expect(await refusal(tab)).toMatch(/asked for a password.*Export it as a file/);

    const { text } = await tab.sandbox.request("exportWorld", null);
    await tab.sandbox.request("importWorld", { name: "From a file", text });
    expect(await refusal(tab)).toMatch(/opened from a file/);

    const long = await anEnvironment();
    let noise = "";
    for (let at = 1; noise.length < 9000; at++) noise += ((at * 2_654_435_761) % 4_294_967_296).toString(36);
    await run(long, `echo ${noise} > long.txt`);
    expect(await refusal(long)).toMatch(/too long for a link/);
  });

  it("isn't made when the steps don't lead to the same content", async () => {
    const tab = await anEnvironment();
    await run(tab, "seq 1 20000 > numbers.txt");
    const { id } = await tab.sandbox.request("snapshot", { name: "built" });
    await tab.sandbox.request("undo", null);
    await tab.sandbox.request("returnTo", { id });
    expect(await refusal(tab)).toMatch(/led to a different result/);
  });
});
