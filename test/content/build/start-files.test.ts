import { gunzipSync } from "node:zlib";
import { join } from "node:path";
import { parseTar } from "nanotar";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { readStartFiles } from "../../../src/content/build/start-files.ts";
import { parseDockerfile } from "../../../src/simulator/services/build/dockerfile.ts";
import { readSteps } from "../../../src/simulator/services/tasks/task-file.ts";
import { aShell } from "../../support/shell.ts";

const root = join(import.meta.dirname, "../../..");
const files = readStartFiles(root);

describe("the files that a machine starts with", () => {
  it("are there in the home of a new machine, and are not put back when they were removed", async () => {
    const shell = aShell({ startFiles: true });
    expect((await shell.run("ls; cat Dockerfile | head -1")).out).toBe(
      "Dockerfile\napp\nazure-pipelines.yml\ndeployment.yaml\nmychart\nmychart-1.0.0.tgz\nmychart.tgz\ntask.yaml\ntest-and-push.yaml\nwebhook-role.json\nFROM node:20-alpine\n",
    );
    await shell.run("rm Dockerfile");
    const again = aShell({ simulator: shell.simulator, startFiles: true });
    expect((await again.run("ls Dockerfile")).exitCode).toBe(2);
  });

  it("include the chart as packed by helm, with the same bytes every time", () => {
    const packed = files["mychart.tgz"] ?? "";
    expect(files["mychart-1.0.0.tgz"]).toBe(packed);
    expect(readStartFiles(root)["mychart.tgz"]).toBe(packed);
    const names = parseTar(gunzipSync(Buffer.from(packed.replace("data:;base64,", ""), "base64"))).map(
      ({ name }) => name,
    );
    expect(names).toEqual(["mychart/Chart.yaml", "mychart/templates/deployment.yaml", "mychart/values.yaml"]);
  });

  it("can be read by what they are for", () => {
    const parsed = parseDockerfile(files["Dockerfile"] ?? "");
    expect(parsed).toMatchObject({ ok: true });
    expect(readSteps(files["task.yaml"] ?? "")).toMatchObject({ ok: true, value: { length: 2 } });
    expect(readSteps(files["test-and-push.yaml"] ?? "")).toMatchObject({ ok: true, value: { length: 3 } });
    const [deployment] = parseAllDocuments(files["deployment.yaml"] ?? "");
    expect(deployment?.toJS()).toMatchObject({ kind: "Deployment", metadata: { name: "web" } });
  });
});
