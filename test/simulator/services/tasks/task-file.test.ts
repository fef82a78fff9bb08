import { describe, expect, it } from "vitest";
import { notSimulated } from "../../../../src/simulator/registry/not-simulated.ts";
import { runOf } from "./task-file-run.ts";

describe("aliases of a task file", () => {
  const said = async (file: string) => (await runOf(file)).log.filter((line) => line.startsWith(">"));

  it("work from version v1.1.0 on: those of the run, those of the file, and $$ for a dollar sign", async () => {
    const file =
      "version: v1.1.0\nalias:\n  values:\n    repo: shop\nsteps:\n  - cmd: alpine echo '>' $RegistryName/$repo '$$'\n";
    expect(await said(file)).toEqual(["> contoso/shop $"]);
    expect(await said("steps:\n  - cmd: alpine echo '>' $RegistryName\n")).toEqual([">"]);
  });

  it("name the image of a shell by `bash`", async () => {
    expect(await said("version: v1.1.0\nsteps:\n  - cmd: bash echo '> hello'\n")).toEqual(["> hello"]);
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
  const listed = (id: string) => notSimulated.find((entry) => entry.id === id)?.message ?? "";
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
  ])("is rejected by its name: %s", async (_, file, name, id) => {
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
