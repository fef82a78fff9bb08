import { beforeEach, describe, expect, it } from "vitest";
import type { Simulator } from "../../../../../src/simulator/simulator.ts";
import { az } from "../../../../support/az.ts";
import { aRegistry, aSimulator } from "../../../../support/simulator.ts";

let simulator: Simulator;
beforeEach(() => {
  simulator = aSimulator();
  aRegistry(simulator);
});

const task = (line: string, answers?: string[]) =>
  az(simulator, `acr task ${line} -r contoso`, answers ? { answers } : {});

const git = "https://github.com/contoso/web.git";
const command = "-n hello --cmd mcr.microsoft.com/hello-world -c /dev/null";

describe("az acr task create", () => {
  it("starts from the documented defaults", async () => {
    const made = await task(`create -n build-web -c ${git}#main -f Dockerfile -t web:{{.Run.ID}} --git-access-token x`);
    expect(made.exitCode).toBe(0);
    expect(Object.keys(made.object)).toEqual([
      "agentConfiguration",
      "agentPoolName",
      "creationDate",
      "credentials",
      "id",
      "identity",
      "isSystemTask",
      "location",
      "logTemplate",
      "name",
      "platform",
      "provisioningState",
      "resourceGroup",
      "status",
      "step",
      "systemData",
      "tags",
      "timeout",
      "trigger",
      "type",
    ]);
    expect(made.object).toMatchObject({
      status: "Enabled",
      agentConfiguration: { cpu: 2 },
      timeout: 3600,
      platform: { os: "linux", architecture: "amd64", variant: null },
      step: {
        type: "Docker",
        contextPath: `${git}#main`,
        imageNames: ["web:{{.Run.ID}}"],
        isPushEnabled: true,
        target: null,
      },
      trigger: {
        baseImageTrigger: { baseImageTriggerType: "Runtime", name: "defaultBaseimageTriggerName", status: "Enabled" },
        sourceTriggers: [
          {
            name: "defaultSourceTriggerName",
            sourceTriggerEvents: ["commit"],
            sourceRepository: { branch: "main", sourceControlType: "Github" },
          },
        ],
      },
    });
  });

  it("needs a token for the source's triggers, which /dev/null turns off", async () => {
    const refused = await task(`create -n build-web -c ${git} -f Dockerfile`);
    expect([refused.exitCode, refused.err]).toEqual([
      1,
      "ERROR: If source control trigger is enabled [--commit-trigger-enabled] or [--pull-request-trigger-enabled] " +
        "--git-access-token must be provided.\n",
    ]);
    const off = await task(`create -n build-web -c ${git} -f Dockerfile --commit-trigger-enabled false`);
    expect(off.exitCode).toBe(0);
    const none = await task(`create ${command}`);
    expect(none.object).toMatchObject({ step: { type: "EncodedTask", contextPath: null } });
  });

  it("says what is missing", async () => {
    expect((await task(`create -n build-web -c ${git} --git-access-token x`)).err).toBe(
      "ERROR: missing --file/-f argument\n",
    );
    expect((await task("create -n build-web -f Dockerfile")).err).toBe(
      "ERROR: If the task is not a System Task, --context-path must be provided.\n",
    );
    expect((await task(`create ${command} -f x`)).err).toContain("Task can be created with either --cmd myCommand");
  });

  it("names timers t1, t2 unless the schedule says otherwise, and leaves bad ones to the service", async () => {
    const made = await az(simulator, [
      ..."acr task create -r contoso -n hello --cmd mcr.microsoft.com/hello-world -c /dev/null".split(" "),
      "--schedule",
      "0 1 * * *",
      "--schedule",
      "night:0 2 * * *",
    ]);
    expect(made.object).toMatchObject({
      trigger: {
        timerTriggers: [
          { name: "t1", schedule: "0 1 * * *" },
          { name: "night", schedule: "0 2 * * *" },
        ],
      },
    });
    const wrong = await az(simulator, [
      ..."acr task create -r contoso -n hello --cmd mcr.microsoft.com/hello-world -c /dev/null --schedule".split(" "),
      "soon",
    ]);
    expect(wrong.err).toContain("(InvalidTask)");
  });
});

describe("az acr task list, show, update and delete", () => {
  it("list the triggers in a table", async () => {
    await task(`create -n build-web -c ${git} -f Dockerfile --git-access-token x`);
    const [titles, , row] = (await task("list -o table")).out.split("\n");
    expect(titles?.trim().split(/\s{2,}/)).toEqual(["NAME", "PLATFORM", "STATUS", "SOURCE REPOSITORY", "TRIGGERS"]);
    expect(row?.trim().split(/\s{2,}/)).toEqual(["build-web", "linux", "Enabled", git, "BASE_IMAGE, SOURCE"]);
  });

  it("change only what is given", async () => {
    await task(`create -n build-web -c ${git} -f Dockerfile -t web:v1 --git-access-token x`);
    const changed = await task("update -n build-web --status Disabled --cpu 4 --commit-trigger-enabled false");
    expect(changed.object).toMatchObject({
      status: "Disabled",
      agentConfiguration: { cpu: 4 },
      timeout: 3600,
      step: { dockerFilePath: "Dockerfile", imageNames: ["web:v1"] },
      trigger: { sourceTriggers: [{ status: "Disabled" }] },
    });
    expect((await task("show -n build-web")).object["status"]).toBe("Disabled");
  });

  it("end with 3 for an unknown name, and ask before removal", async () => {
    expect((await task("show -n nothing")).exitCode).toBe(3);
    await task(`create ${command}`);
    expect((await task("delete -n hello", ["n"])).err).toContain("Operation cancelled.");
    expect((await task("delete -n hello --yes")).exitCode).toBe(0);
    expect((await task("list")).json).toEqual([]);
  });
});

describe("parts of a task", () => {
  beforeEach(async () => {
    await task(`create ${command}`);
  });

  it("can have identities", async () => {
    const assigned = await task("identity assign -n hello");
    expect(assigned.object["identity"]).toMatchObject({ type: "SystemAssigned" });
    expect((await task("identity show -n hello")).object["type"]).toBe("SystemAssigned");
    expect((await task("identity remove -n hello --identities [all] x")).err).toContain(
      "Cannot specify additional identities when [all] is used in [--identities]",
    );
    expect((await task("identity remove -n hello")).object["identity"]).not.toMatchObject({ type: "SystemAssigned" });
  });

  it("can have credentials for other registries, whose secrets aren't shown", async () => {
    const added = await task("credential add -n hello --login-server a.example.com -u me -p hunter22");
    expect(Object.keys(added.object)).toEqual(["a.example.com"]);
    expect(added.out).not.toContain("hunter22");
    await task("credential add -n hello --login-server b.example.com -u me -p hunter22");
    expect(Object.keys((await task("credential list -n hello")).object)).toEqual(["a.example.com", "b.example.com"]);
    expect((await task("credential add -n hello --login-server a.example.com -u me -p hunter22")).err).toContain(
      "Login server 'a.example.com' already exists. You cannot add it again.",
    );
    expect((await task("credential update -n hello --login-server c.example.com -u me -p hunter22")).err).toContain(
      "Login server 'c.example.com' not found.",
    );
    const changed = await task("credential update -n hello --login-server b.example.com -u you -p hunter23");
    expect(Object.keys(changed.object)).toEqual(["a.example.com", "b.example.com"]);
    expect(Object.keys((await task("credential remove -n hello --login-server a.example.com")).object)).toEqual([
      "b.example.com",
    ]);
    expect((await task("credential remove -n hello --login-server b.example.com")).object).toEqual({});
    expect((await task("credential list -n hello")).object).toEqual({});
  });

  it("can have timers", async () => {
    const timer = (verb: string, more: string[] = []) =>
      az(simulator, ["acr", "task", "timer", verb, "-r", "contoso", "-n", "hello", ...more]);
    await timer("add", ["--timer-name", "night", "--schedule", "0 2 * * *"]);
    expect((await timer("list")).json).toMatchObject([{ name: "night", schedule: "0 2 * * *", status: "Enabled" }]);
    await timer("update", ["--timer-name", "night", "--enabled", "false"]);
    expect((await timer("list")).json).toMatchObject([{ name: "night", schedule: "0 2 * * *", status: "Disabled" }]);
    expect((await timer("remove", ["--timer-name", "day"])).exitCode).toBe(1);
    await timer("remove", ["--timer-name", "night"]);
    expect((await timer("list")).json).toEqual([]);
  });
});

describe("runs of a task", () => {
  beforeEach(async () => {
    await task(`create ${command}`);
  });

  it("are started, listed, shown and their logs read", async () => {
    const started = await task("run -n hello --no-wait");
    expect(started.err).toContain("WARNING: Queued a run with ID: cb1");
    expect(started.object).toMatchObject({ runId: "cb1", task: "hello", status: "Queued" });
    const logs = await task("logs");
    expect(logs.err).toContain("WARNING: Showing logs of the last created run.\nWARNING: Run ID: cb1\n");
    expect(logs.out).not.toBe("");
    const taskRun = await task("show-run --run-id cb1");
    expect(taskRun.object).toMatchObject({ runType: "QuickRun", provisioningState: expect.any(String) as string });
    const [titles, , row] = (await task("list-runs -n hello -o table")).out.split("\n");
    expect(titles?.trim().split(/\s{2,}/)).toEqual([
      "RUN ID",
      "TASK",
      "PLATFORM",
      "STATUS",
      "TRIGGER",
      "STARTED",
      "DURATION",
    ]);
    expect(row).toMatch(/^cb1\s+hello\s+linux\s+\w+\s+Manual\s+\S+Z\s+\d\d:\d\d:\d\d/);
    expect((await task("list-runs --run-status Canceled")).json).toEqual([]);
    const kept = await task("update-run --run-id cb1 --no-archive false");
    expect(kept.object).toMatchObject({ runId: "cb1", isArchiveEnabled: true });
  });

  it("can be canceled", async () => {
    await task("run -n hello --no-wait");
    const canceled = await task("cancel-run --run-id cb1");
    expect([canceled.exitCode, canceled.out]).toEqual([0, ""]);
    expect((await task("show-run --run-id cb1")).object["status"]).toBe("Canceled");
    expect((await task("show-run --run-id cb9")).exitCode).toBe(3);
    expect((await task("logs -n other")).err).toContain("Could not find the last created run for task 'other'.");
  });

  it("do not start while the task is disabled, or when there is none", async () => {
    await task("update -n hello --status Disabled");
    expect((await task("run -n hello")).err).toContain("The task 'hello' is disabled.");
    expect((await task("run -n nothing")).exitCode).toBe(3);
  });

  it('fail with "not simulated" for the taskrun commands', async () => {
    expect((await az(simulator, "acr taskrun list -r contoso")).err).toContain("az acr taskrun list is not simulated.");
  });
});
