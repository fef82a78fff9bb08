import { describe, expect, it } from "vitest";
import { aWorldWith } from "../support/sandbox.ts";

async function aWorld(...lines: string[]) {
  const world = await aWorldWith(
    "az group create -n shop -l westeurope",
    "az acr create -n contoso -g shop --sku Premium",
    ...lines,
  );
  return { ...world, runs: () => world.sandbox.request("runs", null) };
}

const task = (name: string, more = "") =>
  `az acr task create -r contoso -n ${name} --cmd mcr.microsoft.com/hello-world -c /dev/null ${more}`;

describe("the runs of a world", () => {
  it("are none at first", async () => {
    const { runs } = await aWorld();
    expect(await runs()).toEqual({
      registries: ["contoso"],
      tasks: [],
      pools: [],
      pipelines: [],
      runs: [],
      omitted: 0,
    });
  });

  it("are listed newest first with trigger, result, images and log", async () => {
    const { runs, run, sandbox } = await aWorld(task("hello"));
    await run("az acr build -r contoso -t app:v1 .", "az acr task run -r contoso -n hello");
    const { runs: all } = await runs();
    expect(all.map(({ key, of, shape, status }) => [key.run, of, shape, status])).toEqual([
      ["cb2", "hello", "done", "Succeeded"],
      ["cb1", undefined, "done", "Succeeded"],
    ]);
    const [, build] = all;
    expect(build).toMatchObject({ startedBy: "manual", steps: [] });
    expect(build?.images).toEqual([{ name: "contoso.azurecr.io/app:v1", digest: expect.stringMatching(/^sha256:/) }]);
    expect((build?.finishedAt ?? 0) - (build?.startedAt ?? 0)).toBeGreaterThan(1000);
    const log = await sandbox.request("runLog", { kind: "task", home: "contoso", run: "cb1" });
    expect(log?.at(-1)).toMatch(/^Run ID: cb1 was successful after/);
    expect(log?.every((line) => !line.includes("\n"))).toBe(true);
    expect(await sandbox.request("runLog", { kind: "task", home: "contoso", run: "cb9" })).toBeNull();
  });

  it("say why one failed", async () => {
    const { runs, sandbox } = await aWorld();
    await sandbox.request("saveFile", { path: "/home/learner/Dockerfile", text: "FROM nowhere.example/x:1\n" });
    await sandbox.request("execute", { line: "az acr build -r contoso -t app:v1 ." });
    const [failed] = (await runs()).runs;
    expect(failed).toMatchObject({ shape: "failed", status: "Failed", images: [] });
    expect(failed?.error).toMatch(/failed/);
  });

  it("come from tasks, whose triggers are listed with their next time", async () => {
    const { runs, sandbox } = await aWorld(task("nightly", "--schedule '0 4 * * *'"));
    const [nightly] = (await runs()).tasks;
    expect(nightly).toMatchObject({ registry: "contoso", name: "nightly", enabled: true });
    const timer = nightly?.triggers.find(({ text }) => text.includes("0 4 * * *"));
    expect(timer).toMatchObject({ on: true, next: Date.UTC(2026, 8, 2, 4) });
    await sandbox.request("advance", { milliseconds: 24 * 3_600_000 });
    const [run] = (await runs()).runs;
    expect(run).toMatchObject({ of: "nightly", shape: "done" });
    expect(run?.startedBy).toMatch(/^timer /);
  });

  it("wait for a machine of their pool, which counts them", async () => {
    const { runs, run, sandbox } = await aWorld("az acr agentpool create -r contoso -n builders --tier S2");
    await run(task("build-one", "--agent-pool builders"));
    await run("az acr task run -r contoso -n build-one --no-wait", "az acr task run -r contoso -n build-one --no-wait");
    await sandbox.request("advance", { milliseconds: 1000 });
    const { pools, runs: both } = await runs();
    expect(pools).toEqual([
      {
        registry: "contoso",
        name: "builders",
        tier: "S2",
        machine: { cpu: 4, memGB: 8 },
        machines: 1,
        inUse: 1,
        waiting: 1,
      },
    ]);
    expect(both.map(({ key, shape, pool }) => [key.run, shape, pool])).toEqual([
      ["cb2", "waiting", "builders"],
      ["cb1", "running", "builders"],
    ]);
    await sandbox.request("advance", { milliseconds: 600_000 });
    expect((await runs()).pools[0]).toMatchObject({ inUse: 0, waiting: 0 });
  });

  it("are updated while a command waits for them", async () => {
    const { run, events } = await aWorld();
    const before = events.length;
    await run("az acr build -r contoso -t app:v1 .");
    const during = events.slice(before).flatMap((event) => (event.kind === "status" ? [event.status.revision] : []));
    expect(new Set(during).size).toBeGreaterThan(5);
  });

  it("include those of pipelines", async () => {
    const { run, runs, sandbox } = await aWorld();
    const devops = "https://dev.azure.com/fleet";
    const yaml =
      "steps:\\n  - script: echo hello\\n    displayName: Greet\\n  - script: exit 1\\n    displayName: Fail\\n";
    const post = (path: string, body: unknown) =>
      `curl -s -X POST ${devops}/${path} -d '${JSON.stringify(body).replaceAll("\\\\n", "\\n")}'`;
    await run(
      post("_apis/projects", { name: "shop" }),
      post("shop/_apis/pipelines", { name: "ci", configuration: { type: "yaml", yaml } }),
    );
    expect((await runs()).pipelines).toEqual([{ project: "shop", name: "ci", steps: ["Greet", "Fail"] }]);
    await run(post("shop/_apis/pipelines/ci/runs", {}));
    expect((await runs()).runs[0]).toMatchObject({
      of: "ci",
      shape: "running",
      key: { kind: "pipeline", home: "shop" },
    });
    await sandbox.request("advance", { milliseconds: 10_000 });
    const [done] = (await runs()).runs;
    expect(done).toMatchObject({ shape: "failed", status: "failed", error: expect.stringMatching(/exited with code/) });
    const log = await sandbox.request("runLog", done?.key ?? { kind: "pipeline", home: "", run: "" });
    expect(log).toContain("Starting: Greet");
  });
});
