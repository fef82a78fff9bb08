import { beforeEach, describe, expect, it } from "vitest";
import { home } from "../../../../../src/simulator/cli/create-machine.ts";
import type { Simulator } from "../../../../../src/simulator/simulator.ts";
import { filesOfTar } from "../../../../../src/simulator/services/build/file-tree.ts";
import { az } from "../../../../support/az.ts";
import { aMachine } from "../../../../support/program.ts";
import { aRegistry, aSimulator } from "../../../../support/simulator.ts";

let simulator: Simulator;
beforeEach(() => {
  simulator = aSimulator();
  aRegistry(simulator);
});

const write = (files: Record<string, string>) => {
  const machine = aMachine(simulator);
  for (const [name, text] of Object.entries(files)) machine.files.write(`${home}/${name}`, text);
};

const tags = () => [...simulator.world.scan("tag", ["contoso"])].map(({ rest }) => rest.join(":"));

/** Files in the layers of every image manifest of the registry. */
function layerFiles(): string[] {
  const blobs = simulator.blobs;
  return [...simulator.world.scan("manifest", ["contoso"])].flatMap(({ rest }) => {
    const bytes = blobs.bytes(rest.at(-1) ?? "");
    const manifest = JSON.parse(new TextDecoder().decode(bytes)) as { layers?: { digest: string }[] };
    return (manifest.layers ?? []).flatMap(({ digest }) => [...filesOfTar(blobs.bytes(digest)).keys()]);
  });
}

const dockerfile = "FROM scratch\nCOPY hello.txt /app/hello.txt\n";

describe("az acr build", () => {
  it("sends the folder and makes an image that holds the copied file", async () => {
    write({ "web/Dockerfile": dockerfile, "web/hello.txt": "hello" });
    const printed = await az(simulator, "acr build -r contoso -t web:v1 ./web");
    expect(printed.exitCode).toBe(0);
    const lines = printed.err.trim().split("\n");
    expect(lines).toEqual([
      "WARNING: Packing source code into tar to upload...",
      expect.stringMatching(
        /^WARNING: Uploading archived source code from '\/tmp\/build_archive_[0-9a-f]{32}\.tar\.gz'\.\.\.$/,
      ),
      expect.stringMatching(/^WARNING: Sending context \(\d+\.\d{3} Bytes\) to registry: contoso\.\.\.$/),
      "WARNING: Queued a build with ID: cb1",
      "WARNING: Waiting for an agent...",
    ]);
    expect(printed.out).toContain("COPY hello.txt /app/hello.txt");
    expect(tags()).toEqual(["web:v1"]);
    expect(layerFiles()).toContain("app/hello.txt");
  });

  it("leaves out what .dockerignore and the default rules name", async () => {
    write({
      "web/Dockerfile": "FROM scratch\nCOPY . /app/\n",
      "web/hello.txt": "hello",
      "web/secret.key": "x",
      "web/logs/a.log": "x",
      "web/logs/keep.txt": "x",
      "web/.dockerignore": "*.key\nlogs\n!logs/keep.txt\n",
      "web/.git/config": "x",
    });
    const printed = await az(simulator, "acr build -r contoso -t web:v1 web");
    expect(printed.err).toContain("Excluding '.git' based on default ignore rules");
    const files = layerFiles();
    expect(files).toContain("app/hello.txt");
    expect(files).toContain("app/logs/keep.txt");
    expect(files.filter((file) => /secret|a\.log|\.git\//.test(file))).toEqual([]);
  });

  it("leaves no tag when a step fails, and ends with 1", async () => {
    write({ "web/Dockerfile": "FROM scratch\nCOPY missing.txt /app/\n" });
    const printed = await az(simulator, "acr build -r contoso -t web:v1 web");
    expect(printed.exitCode).toBe(1);
    expect(printed.err).toContain("ERROR: Run failed");
    expect(printed.out).toContain("missing.txt");
    expect(tags()).toEqual([]);
  });

  it("prints the run with --no-logs, and the queued one with --no-wait", async () => {
    write({ "web/Dockerfile": dockerfile, "web/hello.txt": "hello" });
    const done = await az(simulator, "acr build -r contoso -t web:v1 web --no-logs");
    expect(done.object).toMatchObject({ runId: "cb1", status: "Succeeded", runType: "QuickBuild", task: null });
    expect(Object.keys(done.object)).toEqual([
      "agentConfiguration",
      "agentPoolName",
      "createTime",
      "customRegistries",
      "finishTime",
      "id",
      "imageUpdateTrigger",
      "isArchiveEnabled",
      "lastUpdatedTime",
      "logArtifact",
      "name",
      "outputImages",
      "platform",
      "provisioningState",
      "resourceGroup",
      "runErrorMessage",
      "runId",
      "runType",
      "sourceRegistryAuth",
      "sourceTrigger",
      "startTime",
      "status",
      "systemData",
      "task",
      "timerTrigger",
      "type",
      "updateTriggerToken",
    ]);
    const queued = await az(simulator, "acr build -r contoso -t web:v2 web --no-wait");
    expect(queued.object).toMatchObject({ runId: "cb2", status: "Queued" });
    write({ "web/Dockerfile": "FROM scratch\nCOPY missing.txt /\n" });
    const failed = await az(simulator, "acr build -r contoso -t web:v3 web --no-logs");
    expect(failed.err).toContain("The run with ID 'cb3' finished with unsuccessful status 'Failed'.");
  });

  it("pushes nothing without a name or with --no-push", async () => {
    write({ "web/Dockerfile": dockerfile, "web/hello.txt": "hello" });
    const unnamed = await az(simulator, "acr build -r contoso web");
    expect(unnamed.err).toContain("'--image or -t' is not provided. Skipping image push after build.");
    await az(simulator, "acr build -r contoso -t web:v1 web --no-push");
    expect(tags()).toEqual([]);
  });

  it("says what is missing before anything is sent", async () => {
    expect((await az(simulator, "acr build -r contoso -t web:v1 ./x")).err).toBe("ERROR: './x' doesn't exist.\n");
    write({ "web/hello.txt": "hello" });
    expect((await az(simulator, "acr build -r contoso -t web:v1 ./web")).err).toBe(
      "ERROR: Unable to find './web/Dockerfile'.\n",
    );
    expect((await az(simulator, "acr build -r contoso -t web:v1 web/hello.txt")).err).toContain(
      "Source location should be a local directory path or remote URL.",
    );
    write({ "web/Dockerfile": dockerfile });
    expect((await az(simulator, "acr build -r contoso web --platform solaris")).err).toContain(
      "'solaris' is not a valid value for OS specified in --platform. Valid options are linux,windows.",
    );
    expect((await az(simulator, "acr build -r fabrikam -t web:v1 web")).exitCode).toBe(1);
  });
});

describe("az acr run", () => {
  it("runs one command without a context, and streams its log", async () => {
    const printed = await az(simulator, ["acr", "run", "-r", "contoso", "--cmd", "bash echo hi", "/dev/null"]);
    expect(printed.err).toContain("WARNING: Queued a run with ID: cb1");
  });

  it("builds and pushes with a task file of a folder", async () => {
    write({
      "web/Dockerfile": dockerfile,
      "web/hello.txt": "hello",
      "web/acb.yaml": "version: v1.1.0\nsteps:\n  - build: -t $Registry/web:v1 .\n  - push: ['$Registry/web:v1']\n",
    });
    const printed = await az(simulator, "acr run -r contoso web");
    expect([printed.exitCode, printed.err]).toEqual([0, expect.stringContaining("Queued a run with ID: cb1")]);
    expect(tags()).toEqual(["web:v1"]);
  });

  it("takes a command or a file, not both; a file has to be there", async () => {
    const both = await az(simulator, "acr run -r contoso --cmd x -f y /dev/null");
    expect(both.err).toContain("Azure Container Registry can run with either --cmd myCommand /dev/null");
    expect((await az(simulator, "acr run -r contoso -f nothing.yaml /dev/null")).err).toBe(
      "ERROR: nothing.yaml does not exist.\n",
    );
  });
});

it("az acr pack build is not simulated", async () => {
  const printed = await az(simulator, "acr pack build -r contoso -t web:v1 --builder b .");
  expect([printed.exitCode, printed.err]).toEqual([1, expect.stringContaining("az acr pack build is not simulated.")]);
});
