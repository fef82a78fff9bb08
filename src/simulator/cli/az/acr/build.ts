import type { AzCall, AzModule } from "../az-call.ts";
import { azError, notSimulated } from "../az-error.ts";
import { localPath, remoteSource, uploadSource } from "./build-source.ts";
import { scheduleRun } from "./run-follow.ts";
import { authMode, pairsOf, platformOf } from "./run-request.ts";
import { buildTable } from "./run-view.ts";
import type { JsonValue } from "../../../world/json.ts";

/** Where the context is for the service, and which Dockerfile in it. */
async function contextOf(az: AzCall, registry: string): Promise<{ sourceLocation: string; dockerFilePath: string }> {
  const { options, machine } = az;
  const location = options.required("<SOURCE_LOCATION>");
  const folder = localPath(az, location);
  const kind = machine.files.stat(folder)?.kind;
  const file = options.text("--file");
  if (kind === undefined) {
    const sourceLocation = await remoteSource(az, location);
    az.warn(`Sending context to registry: ${options.required("--registry")}...`);
    return { sourceLocation, dockerFilePath: file ?? "Dockerfile" };
  }
  if (kind === "file") throw azError("Source location should be a local directory path or remote URL.");
  // A Dockerfile named on the command line is below the working folder, not below the context.
  const dockerfilePath = file ?? `${location.replace(/\/$/, "")}/Dockerfile`;
  const dockerfile = localPath(az, dockerfilePath);
  if (machine.files.stat(dockerfile)?.kind !== "file") {
    throw azError(`Unable to find '${dockerfilePath}'.`, 1, {
      code: "NoDockerfile",
      text: `There is no ${dockerfilePath}.`,
      next: "`ls` lists the files; `-f FILE` names another Dockerfile.",
    });
  }
  const uploaded = await uploadSource(az, { registry, folder, kind: "build", dockerfile });
  return { sourceLocation: uploaded.sourceLocation, dockerFilePath: uploaded.dockerfile };
}

function pushes({ options, warn }: AzCall, images: readonly string[]): boolean {
  if (options.on("--no-push")) return false;
  if (images.length === 0) {
    warn("'--image or -t' is not provided. Skipping image push after build.");
    return false;
  }
  if (images.some((image) => image.includes(".Build.ID"))) {
    warn(".Build.ID is no longer supported as a valid substitution, use .Run.ID instead.");
  }
  return true;
}

async function build(az: AzCall): Promise<JsonValue | undefined> {
  const { options, arm } = az;
  const { id } = await arm.registry(options.required("--registry"), options.text("--resource-group"));
  const { sourceLocation, dockerFilePath } = await contextOf(az, id);
  const images = options.texts("--image") ?? [];
  const isPushEnabled = pushes(az, images);
  const [pool, timeout, target] = [options.text("--agent-pool"), options.number("--timeout"), options.text("--target")];
  const template = options.text("--log-template");
  return scheduleRun(az, id, "build", {
    type: "DockerBuildRequest",
    isArchiveEnabled: false,
    ...(pool !== undefined && { agentPoolName: pool }),
    ...(template !== undefined && { logTemplate: template }),
    imageNames: images,
    isPushEnabled,
    sourceLocation,
    platform: platformOf(options.text("--platform")),
    dockerFilePath,
    ...(timeout !== undefined && { timeout }),
    arguments: pairsOf(az, "--build-arg", "--secret-build-arg"),
    ...(target !== undefined && { target }),
    ...authMode(options.text("--auth-mode")),
  });
}

const buildpacks = (): Promise<never> =>
  Promise.reject(
    notSimulated(
      "az acr pack build",
      "The simulator doesn't run Cloud Native Buildpacks.",
      "`az acr build` builds an image from a Dockerfile.",
    ),
  );

/** `az acr build`. */
export const buildModule: AzModule = {
  handlers: { "az acr build": build, "az acr pack build": buildpacks },
  tables: { "az acr build": buildTable },
};
