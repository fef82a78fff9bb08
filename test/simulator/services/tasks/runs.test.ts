import { describe, expect, it } from "vitest";
import { putAssignment } from "../../../../src/simulator/identity/directory.ts";
import { mayTouchContent } from "../../../../src/simulator/identity/evaluate.ts";
import { ok } from "../../../../src/simulator/world/result.ts";
import { laptop } from "../../../support/simulator.ts";
import { aBuildRoom, minute } from "./build-room.ts";

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
    expect(run.log.join("\n")).toContain("not simulated: the agent does not run 'make'");
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

  it("can't push where permissions are per repository and the run has none", async () => {
    const run = await aBuildRoom({ roleAssignmentMode: "rbac-abac" }).build({
      Dockerfile: "FROM scratch\nCOPY a /a\n",
      a: "1",
    });
    expect(run.status).toBe("Failed");
    expect(run.log.join("\n")).toContain("unauthorized");
  });

  it("can do exactly what the roles of its task's identity allow", async () => {
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
    expect(refused.log.join("\n")).toContain("denied");
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
    expect(await answer.text()).toBe("2026");
  });
});
