import type { AzCall, AzModule } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { localPath, remoteSource, uploadSource } from "./build-source.ts";
import { scheduleRun } from "./run-follow.ts";
import { authMode, base64, commandFile, pairsOf, platformOf } from "./run-request.ts";
import { runTable } from "./run-view.ts";
import type { JsonValue } from "../../../world/json.ts";

const noContext = "/dev/null";
const defaultFile = "acb.yaml";

/** Where the context of a run is for the service; undefined for none. */
async function contextOf(az: AzCall, registry: string): Promise<string | undefined> {
  const location = az.options.required("<SOURCE_LOCATION>");
  if (location.toLowerCase() === noContext) return undefined;
  const folder = localPath(az, location);
  const kind = az.machine.files.stat(folder)?.kind;
  if (kind === "file") throw azError("Source location should be a local directory path or remote URL.");
  if (kind === "folder") return (await uploadSource(az, { registry, folder, kind: "run" })).sourceLocation;
  const remote = await remoteSource(az, location);
  az.warn(`Sending context to registry: ${az.options.required("--registry")}...`);
  return remote;
}

/** Text of the task file of a run or a task without a context. */
export function taskFileText(
  az: AzCall,
  command: string | undefined,
  file: string | undefined,
  timeout?: number,
): string {
  if (command !== undefined) return commandFile(command, timeout);
  if (file === "-") return new TextDecoder().decode(az.call.input ?? new Uint8Array());
  const name = file ?? defaultFile;
  const path = localPath(az, name);
  if (az.machine.files.stat(path)?.kind === "file") return az.machine.files.text(path);
  throw azError(`${name} does not exist.`, 1, {
    code: "NoTaskFile",
    text: `Without a context the task file is read from this folder, and there is no ${name}.`,
    next: "Name it with `--file`, or give a single command with `--cmd`.",
  });
}

async function run(az: AzCall): Promise<JsonValue | undefined> {
  const { options, arm } = az;
  const { id } = await arm.registry(options.required("--registry"), options.text("--resource-group"));
  const [command, file] = [options.text("--cmd"), options.text("--file")];
  if (command !== undefined && file !== undefined) {
    throw azError(
      "Azure Container Registry can run with either --cmd myCommand /dev/null or -f myFile mySourceLocation, but not both.",
    );
  }
  const sourceLocation = await contextOf(az, id);
  const [pool, timeout, values] = [options.text("--agent-pool"), options.number("--timeout"), options.text("--values")];
  const common = {
    isArchiveEnabled: false,
    ...(pool !== undefined && { agentPoolName: pool }),
    values: pairsOf(az, "--set", "--set-secret"),
    ...(timeout !== undefined && { timeout }),
    platform: platformOf(options.text("--platform")),
    ...authMode(options.text("--auth-mode")),
  };
  const request =
    sourceLocation !== undefined && command === undefined
      ? {
          type: "FileTaskRunRequest",
          taskFilePath: file ?? defaultFile,
          ...(values !== undefined && { valuesFilePath: values }),
          sourceLocation,
          ...common,
        }
      : {
          type: "EncodedTaskRunRequest",
          encodedTaskContent: base64(taskFileText(az, command, file, timeout)),
          ...(sourceLocation !== undefined && { sourceLocation }),
          ...common,
        };
  return scheduleRun(az, id, "run", request);
}

/** `az acr run`. */
export const runModule: AzModule = { handlers: { "az acr run": run }, tables: { "az acr run": runTable } };
