import { describe, expect, it } from "vitest";
import { notSimulated } from "../../../../src/simulator/registry/not-simulated.ts";
import { aBuildRoom, minute } from "./build-room.ts";

const quickRun = (text: string) => ({ type: "EncodedTaskRunRequest", encodedTaskContent: btoa(text) });

/** A run of the steps of a task file, `time` minutes after it was queued. */
async function runOf(steps: string, time = 1, more: Record<string, unknown> = {}) {
  const room = aBuildRoom();
  const run = await room.schedule({ ...quickRun(steps), timeout: 3600, ...more });
  if (time > 1) await room.simulator.advance((time - 1) * minute);
  return room.runs().find(({ id }) => id === run.id) ?? run;
}

/** A log without the moments that the agent puts in front of its own lines. */
const linesOf = ({ log }: { log: string[] }) =>
  log.map((line) => line.replace(/^\d{4}(\/\d\d){2} \d\d(:\d\d){2} /, ""));

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

  it("runs a step after those its `when` names, at once with `-`, and without `when` after the one before", async () => {
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

  it("can be canceled between two steps: what was pushed stays, and what comes after is not done", async () => {
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

describe("a property of a step", () => {
  it.each<[string, string, string[]]>([
    [
      "env: the step's variables win over the file's, and a container sees them",
      "env: ['WHO=file,FROM=file']\nsteps:\n  - cmd: alpine sh -c 'echo $WHO $FROM'\n    env: [WHO=step]\n",
      ["step file"],
    ],
    [
      "env: outside single quotes a variable is one of the agent, which has none",
      'steps:\n  - cmd: alpine echo "<$WHO>"\n    env: [WHO=step]\n',
      ["<>"],
    ],
    [
      "entryPoint replaces that of the image, and its command too",
      "steps:\n  - cmd: hello-world from-here\n    entryPoint: echo\n",
      ["from-here"],
    ],
    [
      "entrypoint, which is no name of the format, is passed over",
      "steps:\n  - cmd: hello-world\n    entrypoint: echo\n",
      ["Hello from library/hello-world!"],
    ],
    [
      "detach: the id of the container is printed, and what becomes of it does not matter",
      "steps:\n  - cmd: alpine false\n    detach: true\n    keep: true\n",
      ["Successfully executed container: acb_step_0"],
    ],
    [
      "startDelay: the step waits before its first try",
      "steps:\n  - cmd: alpine true\n    startDelay: 7\n",
      [
        "Waiting 7 seconds before executing step ID: acb_step_0",
        "Step ID: acb_step_0 marked as successful (elapsed time in seconds: 2.000000)",
        "Run ID: cb1 was successful after 13s",
      ],
    ],
    [
      "pull: the image is pulled before the step",
      "steps:\n  - cmd: alpine true\n    pull: true\n",
      ["Step specified pull. Performing an explicit pull...", "Status: Downloaded newer image for alpine:latest"],
    ],
    [
      "repeat: the step is carried out that many times more",
      "steps:\n  - cmd: alpine echo again\n    repeat: 2\n",
      ["again", "again", "again"],
    ],
    [
      "ignoreErrors: the step counts as well done",
      "steps:\n  - cmd: alpine sh -c 'exit 3'\n    ignoreErrors: true\n  - cmd: alpine echo next\n",
      [
        "Container failed during run: acb_step_0. No retries remaining.",
        "Step ID: acb_step_0 encountered an error: exit status 3, but is set to ignore errors. Continuing...",
        "next",
        "Step ID: acb_step_0 marked as successful (elapsed time in seconds: 2.000000)",
      ],
    ],
  ])("%s", async (_, steps, expected) => {
    const run = await runOf(steps);
    expect(linesOf(run).filter((line) => expected.includes(line))).toEqual(expected);
    expect(run.status).toBe("Succeeded");
  });

  it.each<[string, string, string[]]>([
    [
      "retries and retryDelay: the step is tried again after the delay, and its exit code is told at last",
      "steps:\n  - cmd: alpine sh -c 'exit 70'\n    retries: 2\n    retryDelay: 9\n",
      [
        "Container failed during run: acb_step_0, waiting 9 seconds before retrying...",
        "Container failed during run: acb_step_0, waiting 9 seconds before retrying...",
        "Container failed during run: acb_step_0. No retries remaining.",
        "failed to run step ID: acb_step_0: exit status 70",
        "Run ID: cb1 failed after 28s. Error: failed during run, err: exit status 1",
      ],
    ],
    [
      "retries without a delay: five seconds",
      "steps:\n  - cmd: alpine false\n    retries: 1\n",
      ["Container failed during run: acb_step_0, waiting 5 seconds before retrying..."],
    ],
    [
      "timeout: the step ends at its time",
      "steps:\n  - cmd: alpine sleep 60\n    timeout: 20\n  - cmd: alpine echo never\n",
      [
        "Container failed during run: acb_step_0. No retries remaining.",
        "failed to run step ID: acb_step_0: context deadline exceeded",
        "Run ID: cb1 failed after 24s. Error: failed during run, err: exit status 1",
      ],
    ],
    [
      "stepTimeout: the time of every step that has none of its own",
      "stepTimeout: 5\nsteps:\n  - cmd: alpine sleep 60\n",
      ["failed to run step ID: acb_step_0: context deadline exceeded"],
    ],
    [
      "timeout is for all tries of a step together",
      "steps:\n  - cmd: alpine sh -c 'sleep 8; exit 1'\n    timeout: 12\n    retries: 1\n    retryDelay: 1\n",
      [
        "Container failed during run: acb_step_0, waiting 1 seconds before retrying...",
        "failed to run step ID: acb_step_0: context deadline exceeded",
        "Run ID: cb1 failed after 16s. Error: failed during run, err: exit status 1",
      ],
    ],
    [
      "an image that is not there",
      "steps:\n  - cmd: contoso.azurecr.io/none:1\n",
      [
        "Unable to find image 'contoso.azurecr.io/none:1' locally",
        "See 'docker run --help'.",
        "failed to run step ID: acb_step_0: exit status 125",
      ],
    ],
    [
      "an image to push that nothing built",
      "version: v1.1.0\nsteps:\n  - push: [$Registry/web:1]\n",
      [
        "Pushing image: contoso.azurecr.io/web:1, attempt 1",
        "Pushing image: contoso.azurecr.io/web:1, attempt 2",
        "Pushing image: contoso.azurecr.io/web:1, attempt 3",
        "failed to run step ID: acb_step_0: failed to push images successfully",
      ],
    ],
  ])("fails the run: %s", async (_, steps, expected) => {
    const run = await runOf(steps, 3);
    const all = linesOf(run).flatMap((line) => line.split("\n"));
    expect(all.filter((line) => expected.includes(line))).toEqual(expected);
    expect([run.status, run.error]).toEqual(["Failed", "failed during run, err: exit status 1"]);
    expect(all).not.toContain("never");
  });
});

describe("the timeout of a run", () => {
  it("ends it with the status Timeout, whatever its steps may take", async () => {
    const run = await runOf("steps:\n  - cmd: alpine echo done\n  - cmd: alpine sleep 60\n", 1, { timeout: 20 });
    expect([run.status, run.error]).toEqual(["Timeout", "failed during run, err: context deadline exceeded"]);
    expect(run.log).toContain("done");
    expect(run.log.at(-1)).toBe(
      "Run ID: cb1 failed after 20s. Error: failed during run, err: context deadline exceeded",
    );
  });
});

describe("a task file that cannot be read", () => {
  const step = "steps:\n  - id: a\n    cmd: alpine true\n";
  it.each([
    ["neither build nor push nor cmd", "steps:\n  - id: a\n", "step is missing a cmd, build, or push property"],
    ["two of them", `${step}    build: -t x .\n`, "step must only contain a single build, cmd, or push property"],
    ["an id of two words", "steps:\n  - id: a b\n    cmd: alpine\n", "step ID cannot contain spaces"],
    ["an id twice", `${step}  - id: a\n    cmd: alpine\n`, "a already exists as a vertex"],
    ["a step that waits for itself", `${step}    when: [a]\n`, "Step ID: a is self-referenced"],
    ["a step that waits for a later one", `${step}    when: [b]\n`, "b does not exist as a vertex [from: b, to: a]"],
    ["`-` with another", `${step}    when: ['-', a]\n`, "step cannot contain other IDs in when if the immediate"],
    ["fewer retries than none", `${step}    retries: -1\n`, "step must specify retries >= 0"],
    ["a time that is no number", `${step}    timeout: long\n`, "yaml: unmarshal errors: steps.0.timeout"],
    ["a variable without a value", `${step}    env: [A]\n`, "cannot parse step environment variable A correctly"],
    ["a version that there is not", `version: v9\n${step}`, 'invalid version specified: "v9"'],
  ])("fails the run and says why: %s", async (_, file, message) => {
    const run = await runOf(file);
    expect(run.status).toBe("Failed");
    expect(run.log.join("\n")).toContain(message);
  });
});

describe("what is not simulated about tasks", () => {
  const listed = (id: string) => notSimulated.find((one) => one.id === id)?.message ?? "";
  const step = "  - cmd: alpine true\n";
  it.each([
    [
      "secrets of a key vault",
      `secrets:\n  - id: a\n    keyvault: https://v\nsteps:\n${step}`,
      "secrets",
      "keyVaultSecrets",
    ],
    ["the secret of a step", `steps:\n${step}    secret: a\n`, "secret", "keyVaultSecrets"],
    ["networks", `networks:\n  - name: a\nsteps:\n${step}`, "networks", "taskNetworks"],
    ["ports", `steps:\n${step}    ports: ['80:80']\n`, "ports", "taskNetworks"],
    ["volumes", `steps:\n${step}    volumeMounts: []\n`, "volumeMounts", "taskContainers"],
    ["users", `steps:\n${step}    user: ada\n`, "user", "taskContainers"],
  ])("is refused by its name: %s", async (_, file, name, id) => {
    const run = await runOf(file);
    expect(run.status).toBe("Failed");
    expect(run.log.join("\n")).toContain(`'${name}': ${listed(id)}`);
  });

  it.each([
    [
      "a flag of docker build",
      "steps:\n  - build: --squash -t a .\n",
      "not simulated: the flag --squash of docker build",
    ],
    ["a flag of docker run", "steps:\n  - cmd: --gpus all alpine\n", "not simulated: the flag --gpus of docker run"],
    ["a program of an image", "steps:\n  - cmd: alpine make all\n", "not simulated: the agent does not run 'make'"],
    ["BuildKit", "steps:\n  - build: -t a .\n    env: [DOCKER_BUILDKIT=1]\n", "not simulated: BuildKit"],
    ["the tools of a task", "version: v1.1.0\nsteps:\n  - cmd: az acr list\n", listed("taskTools")],
    [
      "a pipe of the agent's shell",
      "steps:\n  - cmd: alpine echo a | cat\n",
      "not simulated: '|' outside the container",
    ],
  ])("fails the run by its name: %s", async (_, file, message) => {
    const run = await runOf(file);
    expect(run.status).toBe("Failed");
    expect(run.log.join("\n")).toContain(message);
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

describe("aliases of a task file", () => {
  const said = async (file: string) => (await runOf(file)).log.filter((line) => line.startsWith(">"));

  it("are there from version v1.1.0 on: of the run, of its own, and a doubled sign for the sign", async () => {
    const file =
      "version: v1.1.0\nalias:\n  values:\n    repo: shop\nsteps:\n  - cmd: alpine echo '>' $RegistryName/$repo '$$'\n";
    expect(await said(file)).toEqual(["> contoso/shop $"]);
    expect(await said("steps:\n  - cmd: alpine echo '>' $RegistryName\n")).toEqual([">"]);
  });

  it("name the image of a shell by `bash`", async () => {
    expect(await said("version: v1.1.0\nsteps:\n  - cmd: bash echo '> hello'\n")).toEqual(["> hello"]);
  });
});
