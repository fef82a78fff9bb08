import { gunzipSync } from "fflate";
import { parseTar } from "nanotar";
import { describe, expect, it } from "vitest";
import { putAssignment, putPrincipal } from "../../../src/simulator/identity/directory.ts";
import { mayTouchContent } from "../../../src/simulator/identity/evaluate.ts";
import { makeLayer } from "../../../src/simulator/images/layer.ts";
import type { Registry } from "../../../src/simulator/world/registry-tables.ts";
import { ok } from "../../../src/simulator/world/result.ts";
import type { Run } from "../../../src/simulator/world/service-tables.ts";
import { pushImage, smallImage } from "../../support/images.ts";
import { aRegistry, aSimulator, laptop } from "../../support/simulator.ts";
import { armOf } from "../arm/arm-client.ts";

const minute = 60_000;

/** A registry whose tasks are driven through the management plane. */
function aBuildRoom(changes: Partial<Registry> = {}) {
  const simulator = aSimulator();
  simulator.transact((draft) => {
    putPrincipal(draft, { id: "ada", kind: "user", displayName: "Ada" });
    putAssignment(draft, {
      id: "ada-owner",
      principalId: "ada",
      roleId: "Owner",
      scope: `/subscriptions/${draft.get("settings")?.subscription.id}`,
      createdAt: 0,
    });
    return ok(null);
  });
  const registry = aRegistry(simulator, {}, { adminUserEnabled: true, ...changes });
  const arm = armOf(simulator);
  const origin = { ...laptop, principalId: "ada" };
  const path = arm.registry("contoso");
  const authorization = `Basic ${btoa(`contoso:${registry.adminPasswords[0]?.value}`)}`;
  const get = (url: string) =>
    simulator.send(new Request(`https://${registry.loginServer}${url}`, { headers: { authorization } }), laptop);

  async function upload(files: Record<string, string>): Promise<string> {
    const { body } = await arm.send("POST", `${path}/listBuildSourceUploadUrl`, { origin });
    const tar = makeLayer(Object.entries(files).map(([name, data]) => ({ path: name, data })));
    const sent = new Request(body.uploadUrl, { method: "PUT", body: tar.bytes.slice() });
    expect((await simulator.send(sent, laptop)).status).toBe(201);
    return body.relativePath;
  }

  async function schedule(body: Record<string, unknown>): Promise<Run> {
    const reply = await arm.send("POST", `${path}/scheduleRun`, { origin, body });
    expect(reply.message).toBeUndefined();
    await simulator.advance(minute);
    const run = simulator.world.get("run", "contoso", reply.body.properties.runId);
    if (!run) throw new Error("no run");
    return run;
  }

  async function build(files: Record<string, string>, more: Record<string, unknown> = {}): Promise<Run> {
    return schedule({
      type: "DockerBuildRequest",
      imageNames: ["web:{{.Run.ID}}"],
      dockerFilePath: "Dockerfile",
      isPushEnabled: true,
      sourceLocation: await upload(files),
      ...more,
    });
  }

  /** The layers that a client gets of an image. */
  async function layers(name: string, tag: string): Promise<{ digest: string }[]> {
    const answer = await get(`/v2/${name}/manifests/${tag}`);
    return answer.ok ? ((await answer.json()) as { layers: { digest: string }[] }).layers : [];
  }

  async function filesOfLast(name: string, tag: string): Promise<Map<string, string>> {
    const answer = await get(`/v2/${name}/blobs/${(await layers(name, tag)).at(-1)?.digest}`);
    const body =
      answer.status === 307 ? await simulator.send(new Request(answer.headers.get("location") ?? ""), laptop) : answer;
    const tar = gunzipSync(new Uint8Array(await body.arrayBuffer()));
    return new Map(parseTar(tar).map((entry) => [entry.name, entry.text]));
  }

  const createTask = (name: string, properties: Record<string, unknown>) =>
    arm.put(`${path}/tasks/${name}`, { location: "westeurope", properties }, { origin });
  const runs = () => [...simulator.world.scan("run", ["contoso"])].map(({ row }) => row);
  return {
    simulator,
    registry,
    arm,
    origin,
    path,
    build,
    schedule,
    upload,
    layers,
    filesOfLast,
    get,
    createTask,
    runs,
  };
}

describe("a quick build", () => {
  it("puts the file that COPY names into the layer that a client pulls", async () => {
    const room = aBuildRoom();
    const run = await room.build({ Dockerfile: "FROM scratch\nCOPY app.txt /srv/\n", "app.txt": "hello" });
    expect(run.log).toContain("Step 2/2 : COPY app.txt /srv/");
    expect([run.status, run.error]).toEqual(["Succeeded", undefined]);
    expect(run.outputImages[0]).toMatchObject({ repository: "web", tag: "cb1" });
    expect([...(await room.filesOfLast("web", "cb1"))]).toEqual([["srv/app.txt", "hello"]]);
  });

  it("leaves no tag when a step fails", async () => {
    const room = aBuildRoom();
    const run = await room.build({ Dockerfile: "FROM alpine:3.18\nRUN exit 3\n" });
    expect(run.status).toBe("Failed");
    expect(run.log).toContain("The command '/bin/sh -c exit 3' returned a non-zero code: 3");
    expect((await room.get("/v2/web/manifests/cb1")).status).toBe(404);
  });

  it("names a command that the builder does not run", async () => {
    const run = await aBuildRoom().build({ Dockerfile: "FROM alpine:3.18\nRUN make all\n" });
    expect(run.status).toBe("Failed");
    expect(run.log.join("\n")).toContain("not simulated: the builder does not run 'make'");
  });

  it("changes what the scanner finds when one version in the Dockerfile changes", async () => {
    const findings = async (version: string) => {
      const room = aBuildRoom();
      room.simulator.transact((draft) => {
        draft.put("defenderPlan", ["containers"], { tier: "Standard", since: 0 });
        return ok(null);
      });
      const run = await room.build({ Dockerfile: `FROM alpine:3.18\nRUN apk add --no-cache curl=${version}\n` });
      expect(run.error).toBeUndefined();
      await room.simulator.advance(5 * minute);
      const scan = room.simulator.world.get("scan", "contoso", "web", run.outputImages[0]?.digest ?? "");
      expect(scan?.status).toBe("Completed");
      return scan?.findings.map(({ id }) => id);
    };
    expect(await findings("8.3.0-r0")).toContain("CVE-2023-38545");
    expect(await findings("8.4.0-r0")).not.toContain("CVE-2023-38545");
  });

  it("copies from an earlier stage, and leaves out what .dockerignore names", async () => {
    const room = aBuildRoom();
    const Dockerfile =
      "FROM alpine:3.18 AS make\nARG WHO=x\nCOPY . /src\nRUN echo built for $WHO > /src/out.txt\n" +
      "FROM scratch\nCOPY --from=make --chown=5:6 /src /app\n";
    const files = {
      Dockerfile,
      ".dockerignore": "secret*\n.dockerignore\nDockerfile\n",
      "secret.key": "s",
      "a.txt": "A",
    };
    const run = await room.build(files, { arguments: [{ name: "WHO", value: "ada" }] });
    expect(run.error).toBeUndefined();
    expect([...(await room.filesOfLast("web", "cb1"))]).toEqual([
      ["app/a.txt", "A"],
      ["app/out.txt", "built for ada\n"],
    ]);
  });

  it("may not push where rights are granted by repository and the run has none", async () => {
    const run = await aBuildRoom({ roleAssignmentMode: "rbac-abac" }).build({
      Dockerfile: "FROM scratch\nCOPY a /a\n",
      a: "1",
    });
    expect(run.status).toBe("Failed");
    expect(run.error).toContain("unauthorized");
  });

  it("has of its task's identity what the roles of that identity allow, and nothing else", async () => {
    const room = aBuildRoom();
    const host = room.registry.loginServer;
    const made = await room.arm.put(
      `${room.path}/tasks/with-identity`,
      {
        location: "westeurope",
        identity: { type: "SystemAssigned" },
        properties: {
          step: {
            type: "Docker",
            dockerFilePath: "Dockerfile",
            imageNames: ["web:1"],
            contextPath: await room.upload({ Dockerfile: "FROM scratch\nCOPY a /a\n", a: "1" }),
            isPushEnabled: true,
          },
          credentials: { customRegistries: { [host]: { identity: "[system]" } } },
        },
      },
      { origin: room.origin },
    );
    expect(made.message).toBeUndefined();
    const principalId: string = made.body.identity.principalId;
    const start = () => room.schedule({ type: "TaskRunRequest", taskId: `${room.path}/tasks/with-identity` });
    const { simulator } = room;
    const reasons: (string | undefined)[] = [];
    const stop = simulator.onExchange(({ response, trace }) => response.status === 403 && reasons.push(trace.why));
    const refused = await start();
    stop();
    expect([refused.status, refused.outputImages]).toEqual(["Failed", []]);
    const verdict = mayTouchContent(simulator.world, simulator.rules(), {
      caller: { kind: "principal", id: principalId },
      registry: "contoso",
      operation: "push",
      repository: "web",
    });
    expect(verdict).toMatchObject({ allowed: false, because: expect.stringContaining("has no role at contoso") });
    expect(reasons).toContain(verdict.because);
    expect(refused.error).toContain("denied");
    simulator.transact((draft) => {
      putAssignment(draft, { id: "task-push", principalId, roleId: "AcrPush", scope: room.path, createdAt: 0 });
      return ok(null);
    });
    await simulator.advance(10 * minute);
    const pushed = await start();
    expect([pushed.status, pushed.error]).toEqual(["Succeeded", undefined]);
  });

  it("keeps its log as an append blob that says when it is complete", async () => {
    const room = aBuildRoom();
    const run = await room.build({ Dockerfile: "FROM scratch\nCOPY a /a\n", a: "1" });
    const { body } = await room.arm.send("POST", `${room.path}/runs/${run.id}/listLogSasUrl`, { origin: room.origin });
    const answer = await room.simulator.send(new Request(body.logLink, { headers: { range: "bytes=0-3" } }), laptop);
    expect(answer.status).toBe(206);
    expect(answer.headers.get("x-ms-blob-type")).toBe("AppendBlob");
    expect(answer.headers.get("x-ms-meta-complete")).toBe("Succeeded");
    expect(await answer.text()).toBe("Step");
  });
});

describe("a task of several steps", () => {
  const quickRun = (text: string) => ({ type: "EncodedTaskRunRequest", encodedTaskContent: btoa(text) });

  it("builds, then pushes what it built under the values of the run", async () => {
    const room = aBuildRoom();
    const sourceLocation = await room.upload({ Dockerfile: "FROM scratch\nCOPY a /a\n", a: "1" });
    const steps =
      "version: v1.1.0\nsteps:\n  - build: -t $Registry/web:{{.Run.ID}} .\n  - push: ['{{.Run.Registry}}/web:{{.Run.ID}}']\n";
    const run = await room.schedule({ ...quickRun(steps), sourceLocation });
    expect([run.status, run.error]).toEqual(["Succeeded", undefined]);
    expect((await room.get("/v2/web/manifests/cb1")).status).toBe(200);
  });

  it("runs a step only after those its `when` names", async () => {
    const steps =
      "steps:\n  - id: last\n    cmd: alpine:3.18 echo second\n    when: [first]\n  - id: first\n    cmd: alpine:3.18 echo one\n    when: ['-']\n";
    const { log } = await aBuildRoom().schedule(quickRun(steps));
    expect(log.filter((line) => line === "one" || line === "second")).toEqual(["one", "second"]);
  });
});

describe("what starts a task by itself", () => {
  const echo = { type: "EncodedTask", encodedTaskContent: btoa("steps:\n  - cmd: alpine:3.18 echo hi\n") };

  it("is a timer, at each time of its schedule in UTC", async () => {
    const room = aBuildRoom();
    const made = await room.createTask("nightly", {
      step: echo,
      trigger: { timerTriggers: [{ name: "t1", schedule: "30 10 * * *" }] },
    });
    expect(made.message).toBeUndefined();
    await room.simulator.advanceTo(Date.UTC(2026, 8, 1, 10, 29, 59));
    expect(room.runs()).toEqual([]);
    await room.simulator.advanceTo(Date.UTC(2026, 8, 2, 10, 31));
    expect(room.runs().map(({ createdAt, trigger }) => [new Date(createdAt).toISOString(), trigger.kind])).toEqual([
      ["2026-09-01T10:30:00.000Z", "Timer"],
      ["2026-09-02T10:30:00.000Z", "Timer"],
    ]);
  });

  it("is a commit on its branch, whose files it builds", async () => {
    const room = aBuildRoom();
    const push = (branch: string, text: string) =>
      room.simulator.send(
        new Request("https://github.com/ada/shop/commits", {
          method: "POST",
          body: JSON.stringify({ branch, files: { Dockerfile: "FROM scratch\nCOPY a /a\n", a: text } }),
        }),
        laptop,
      );
    await push("main", "one");
    await room.createTask("on-commit", {
      step: {
        type: "Docker",
        dockerFilePath: "Dockerfile",
        imageNames: ["shop:{{.Run.ID}}"],
        contextPath: "https://github.com/ada/shop.git#main",
        isPushEnabled: true,
      },
      trigger: {
        sourceTriggers: [
          {
            name: "s",
            sourceTriggerEvents: ["commit"],
            sourceRepository: {
              sourceControlType: "Github",
              repositoryUrl: "https://github.com/ada/shop.git",
              branch: "main",
              sourceControlAuthProperties: { tokenType: "PAT", token: "t" },
            },
          },
        ],
      },
    });
    await push("other", "elsewhere");
    await push("main", "two");
    await room.simulator.advance(minute);
    expect(room.runs().map(({ status, trigger, error }) => [status, trigger.kind, error])).toEqual([
      ["Succeeded", "Commit", undefined],
    ]);
    expect((await room.filesOfLast("shop", "cb1")).get("a")).toBe("two");
  });

  it("is a new base image, once the task has run on the old one", async () => {
    const room = aBuildRoom();
    const credentials = { username: "contoso", password: room.registry.adminPasswords[0]?.value ?? "" };
    const pushBase = (text: string) =>
      pushImage(room.simulator, room.registry, "base", "1", smallImage({ files: { b: text } }), credentials);
    await pushBase("old");
    await room.createTask("rebuild", {
      step: {
        type: "Docker",
        dockerFilePath: "Dockerfile",
        imageNames: ["app:{{.Run.ID}}"],
        contextPath: await room.upload({ Dockerfile: "FROM contoso.azurecr.io/base:1\nCOPY a /a\n", a: "1" }),
        isPushEnabled: true,
      },
      trigger: { baseImageTrigger: { name: "b", baseImageTriggerType: "Runtime", status: "Enabled" } },
    });
    await room.schedule({ type: "TaskRunRequest", taskId: `${room.path}/tasks/rebuild` });
    expect(room.runs().map(({ status, error }) => [status, error])).toEqual([["Succeeded", undefined]]);
    await pushBase("old");
    expect(room.runs().length).toBe(1);
    await pushBase("new");
    await room.simulator.advance(minute);
    expect(room.runs().map(({ status, trigger }) => [status, trigger.kind])).toEqual([
      ["Succeeded", "Manual"],
      ["Succeeded", "ImageUpdate"],
    ]);
  });

  it("is no new base of an earlier stage, unless the trigger watches all", async () => {
    const room = aBuildRoom();
    const credentials = { username: "contoso", password: room.registry.adminPasswords[0]?.value ?? "" };
    const pushBase = (text: string) =>
      pushImage(room.simulator, room.registry, "sdk", "1", smallImage({ files: { b: text } }), credentials);
    await pushBase("old");
    const Dockerfile = "FROM contoso.azurecr.io/sdk:1 AS make\nFROM alpine:3.18\nCOPY --from=make /b /b\n";
    for (const baseImageTriggerType of ["Runtime", "All"]) {
      await room.createTask(`on-${baseImageTriggerType}`, {
        step: {
          type: "Docker",
          dockerFilePath: "Dockerfile",
          imageNames: ["app:{{.Run.ID}}"],
          contextPath: await room.upload({ Dockerfile }),
          isPushEnabled: true,
        },
        trigger: { baseImageTrigger: { name: "b", baseImageTriggerType, status: "Enabled" } },
      });
      await room.schedule({ type: "TaskRunRequest", taskId: `${room.path}/tasks/on-${baseImageTriggerType}` });
    }
    await pushBase("new");
    expect(
      room
        .runs()
        .filter(({ trigger }) => trigger.kind === "ImageUpdate")
        .map(({ task }) => task),
    ).toEqual(["on-All"]);
  });
});
