import { describe, expect, it } from "vitest";
import { notSimulated } from "../../../../src/simulator/registry/not-simulated.ts";
import { anImage } from "../../../support/images.ts";
import { asAdmin, pushImage } from "../../../support/push-image.ts";
import { laptop } from "../../../support/simulator.ts";
import { aBuildRoom, minute } from "./build-room.ts";

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
    const pushBase = (text: string) =>
      pushImage(asAdmin(room.simulator), "base:1", anImage({ layers: [{ files: { b: text } }] }));
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

  it("is not a new base image of an earlier stage, unless the trigger type is All", async () => {
    const room = aBuildRoom();
    const pushBase = (text: string) =>
      pushImage(asAdmin(room.simulator), "sdk:1", anImage({ layers: [{ files: { b: text } }] }));
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

  it("is nothing for a public base image, because those of the catalog never change, as the list says", async () => {
    const room = aBuildRoom();
    await room.createTask("on-alpine", {
      step: {
        type: "Docker",
        dockerFilePath: "Dockerfile",
        imageNames: ["app:{{.Run.ID}}"],
        contextPath: await room.upload({ Dockerfile: "FROM alpine:3.18\nRUN echo a > /a\n" }),
        isPushEnabled: true,
      },
      trigger: { baseImageTrigger: { name: "b", baseImageTriggerType: "All", status: "Enabled" } },
    });
    await room.schedule({ type: "TaskRunRequest", taskId: `${room.path}/tasks/on-alpine` });
    expect(room.simulator.world.get("taskBase", "contoso", "on-alpine")?.map(({ image }) => image)).toEqual([
      "alpine:3.18",
    ]);
    await room.simulator.advance(24 * 60 * minute);
    expect(room.runs().map(({ trigger }) => trigger.kind)).toEqual(["Manual"]);
    expect(notSimulated.map(({ id }) => id)).toContain("publicImageUpdates");
  });
});
