import { describe, expect, it } from "vitest";
import { aBuildRoom, minute } from "./build-room.ts";
import { linesOf, quickRun, runOf } from "./task-file-run.ts";

describe("a run of one command", () => {
  it("prints what the real agent prints", async () => {
    const run = await runOf("version: v1.1.0\nsteps:\n  - cmd: hello-world\n");
    const [digest] = run.log.filter((line) => line.startsWith("Digest: "));
    expect(digest).toMatch(/^Digest: sha256:[0-9a-f]{64}$/);
    expect(run.log).toEqual([
      "2026/09/01 09:00:04 Alias support enabled for version >= 1.1.0, please see https://aka.ms/acr/tasks/task-aliases for more information.",
      "2026/09/01 09:00:04 Creating Docker network: acb_default_network, driver: 'bridge'",
      "2026/09/01 09:00:04 Successfully set up Docker network: acb_default_network",
      "2026/09/01 09:00:04 Setting up Docker configuration...",
      "2026/09/01 09:00:04 Successfully set up Docker configuration",
      "2026/09/01 09:00:04 Logging in to registry: contoso.azurecr.io",
      "2026/09/01 09:00:04 Successfully logged into contoso.azurecr.io",
      "2026/09/01 09:00:04 Executing step ID: acb_step_0. Timeout(sec): 600, Working directory: '', Network: 'acb_default_network'",
      "2026/09/01 09:00:04 Launching container with name: acb_step_0",
      "Unable to find image 'hello-world:latest' locally",
      "latest: Pulling from library/hello-world",
      digest,
      "Status: Downloaded newer image for hello-world:latest",
      "Hello from library/hello-world!",
      "2026/09/01 09:00:06 Successfully executed container: acb_step_0",
      "2026/09/01 09:00:06 Step ID: acb_step_0 marked as successful (elapsed time in seconds: 2.000000)",
      "",
      "Run ID: cb1 was successful after 6s",
    ]);
    expect(run.status).toBe("Succeeded");
  });
});

describe("a task of several steps", () => {
  it("builds, pushes what it built under the values of the run, and names the images that it found", async () => {
    const room = aBuildRoom();
    const sourceLocation = await room.upload({ Dockerfile: "FROM alpine:3.18\nCOPY a /a\n", a: "1" });
    const steps =
      "version: v1.1.0\nsteps:\n  - build: -t $Registry/web:{{.Run.ID}} .\n  - push: ['{{.Run.Registry}}/web:{{.Run.ID}}']\n";
    const run = await room.schedule({ ...quickRun(steps), sourceLocation });
    expect([run.status, run.error]).toEqual(["Succeeded", undefined]);
    const answer = await room.get("/v2/web/manifests/cb1");
    expect(answer.status).toBe(200);
    const lines = linesOf(run);
    expect(lines).toContain("Successfully tagged contoso.azurecr.io/web:cb1");
    expect(lines).toContain("Pushing image: contoso.azurecr.io/web:cb1, attempt 1");
    expect(lines).toContain("Successfully pushed image: contoso.azurecr.io/web:cb1");
    expect(lines.slice(lines.indexOf("- image:"), -4)).toEqual([
      "- image:",
      "    registry: contoso.azurecr.io",
      "    repository: web",
      "    tag: cb1",
      `    digest: ${answer.headers.get("docker-content-digest")}`,
      "  runtime-dependency:",
      "    registry: registry.hub.docker.com",
      "    repository: library/alpine",
      "    tag: 3.18",
    ]);
  });

  it("runs a step after those in its `when`, immediately with `-`, and after the previous step without `when`", async () => {
    const steps = `steps:
  - id: one
    cmd: alpine sh -c 'sleep 10; echo one'
  - id: two
    cmd: alpine echo two
    when: ['-']
  - id: three
    cmd: alpine echo three
  - id: four
    cmd: alpine echo four
    when: [one, three]
`;
    const { log } = await runOf(steps);
    expect(log.filter((line) => /^(one|two|three|four)$/.test(line))).toEqual(["two", "three", "one", "four"]);
  });

  it("can be canceled between two steps: pushed images stay, and later steps don't run", async () => {
    const room = aBuildRoom();
    const sourceLocation = await room.upload({ Dockerfile: "FROM scratch\nCOPY a /a\n", a: "1" });
    const steps =
      "version: v1.1.0\nsteps:\n  - build: -t $Registry/web:1 -t $Registry/web:2 .\n  - push: [$Registry/web:1]\n  - cmd: alpine sleep 300\n  - push: [$Registry/web:2]\n";
    const run = await room.schedule({ ...quickRun(steps), sourceLocation });
    expect(run.status).toBe("Running");
    expect(linesOf(run).at(-1)).toBe("Launching container with name: acb_step_2");
    await room.arm.send("POST", `${room.path}/runs/${run.id}/cancel`, { origin: room.origin });
    await room.simulator.advance(10 * minute);
    expect(room.runs().map(({ status }) => status)).toEqual(["Canceled"]);
    expect((await room.get("/v2/web/manifests/1")).status).toBe(200);
    expect((await room.get("/v2/web/manifests/2")).status).toBe(404);
  });

  it("shares the folder /workspace between its steps, each in its working directory", async () => {
    const steps = `workingDirectory: notes
steps:
  - cmd: alpine sh -c 'pwd && echo kept > a.txt'
  - cmd: alpine cat notes/a.txt
    workingDirectory: /workspace
  - cmd: alpine pwd
    disableWorkingDirectoryOverride: true
    workingDirectory: /tmp
`;
    const lines = linesOf(await runOf(steps));
    expect(lines.filter((line) => /^(\/|kept)/.test(line))).toEqual(["/workspace/notes", "kept", "/tmp"]);
    expect(lines).toContain(
      "Executing step ID: acb_step_0. Timeout(sec): 600, Working directory: 'notes', Network: 'acb_default_network'",
    );
  });
});

describe("the timeout of a run", () => {
  it("ends the run with the status Timeout, even when its steps allow more time", async () => {
    const run = await runOf("steps:\n  - cmd: alpine echo done\n  - cmd: alpine sleep 60\n", 1, { timeout: 20 });
    expect([run.status, run.error]).toEqual(["Timeout", "failed during run, err: context deadline exceeded"]);
    expect(run.log).toContain("done");
    expect(run.log.at(-1)).toBe(
      "Run ID: cb1 failed after 20s. Error: failed during run, err: context deadline exceeded",
    );
  });
});

describe("a run that is over", () => {
  it.each(["cmd: alpine true", "cmd: alpine false", "cmd: alpine sleep 1000"])(
    "leaves nothing of it to wait for: %s",
    async (step) => {
      const room = aBuildRoom();
      await room.schedule({ ...quickRun(`steps:\n  - ${step}\n`), timeout: 30 });
      expect(room.runs()[0]?.finishedAt).toBeDefined();
      expect([...room.simulator.world.scan("queue")].filter(({ row }) => row.kind.startsWith("run."))).toEqual([]);
      expect([...room.simulator.world.scan("runProgress")]).toEqual([]);
    },
  );
});
