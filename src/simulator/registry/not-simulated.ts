import { fail, type Refusal } from "../world/result.ts";

/** Something that the real service or its clients have and this emulator does not. */
export interface NotSimulated {
  id: string;
  feature: string;
  /** What to do instead, or which part of it works. */
  instead: string;
  /** The error message. */
  message: string;
}

const entry = (id: string, feature: string, instead: string): NotSimulated => ({
  id,
  feature,
  instead,
  message: `${feature} is not simulated. ${instead}`,
});

/** The list of what the simulator leaves out: the planes reject requests with it, and the documentation prints it. */
export const notSimulated: NotSimulated[] = [
  entry("artifactStreaming", "Artifact streaming", "Images are pulled whole."),
  entry("supplyChainWorkflow", "Continuous patching of images", "Rebuild the image with a task instead."),
  entry("transferPipelines", "Transferring images with import and export pipelines", "Import the images instead."),
  entry("packBuild", "Building with Cloud Native Buildpacks", "Build from a Dockerfile instead."),
  entry("taskRuns", "Creating task runs as resources", "Run a task with `az acr task run` instead."),
  entry(
    "connectedRegistrySync",
    "Synchronizing connected registries",
    "Connected registries can only be created, listed and deleted.",
  ),
  entry(
    "privateEndpointCreation",
    "Private link beyond connections and name resolution",
    "Private endpoints, their connections and DNS names work.",
  ),
  entry(
    "webhooksToTheInternet",
    "Delivering webhooks outside the simulated network",
    "Set up a listener in the simulator.",
  ),
  entry("windowsBuilds", "Building images on Windows agents", "Use the platform linux/amd64."),
  entry("keyVaultSecrets", "Reading key vault secrets in tasks", "Set the values with --set instead."),
  entry(
    "taskNetworks",
    "Networking between task steps (networks, ports, expose)",
    "Steps can share files in the folder /workspace.",
  ),
  entry(
    "taskContainers",
    "Setting volumes, users, isolation, caches and exit code conditions of task steps",
    "Remove the property; a container has the shared folder /workspace.",
  ),
  entry(
    "taskTools",
    "Running the tools that tasks provide as acr, az, curl and cssc",
    "Run the command in the terminal instead.",
  ),
  entry(
    "containerPrograms",
    "Running arbitrary programs of an image in a task",
    "Its containers have echo, cat, rm, sleep, env, printenv, pwd, true, false, exit and package managers.",
  ),
  entry(
    "publicImageUpdates",
    "Polling Docker Hub and Microsoft's registry for new versions of base images",
    "Push a new version of a base image to a simulated registry: the tasks that use it run immediately.",
  ),
  entry(
    "newAdvisories",
    "Publishing new security advisories over time",
    "Scans and daily rescans compare packages with a fixed set of advisories.",
  ),
  entry("helmV2Charts", "The chart repository of Helm 2", "Push charts as OCI artifacts."),
  entry("metadataSearch", "Searching artifact metadata", "List tags and manifests instead."),
  entry("move", "Moving a registry to another resource group", "Create a registry there and import the images."),
];

/** Returns the error message for something that is not simulated, by its id in the list. */
export const notSimulatedMessage = (id: string): string =>
  notSimulated.find((entry) => entry.id === id)?.message ?? `${id} is not simulated.`;

/** The refusal of something that is not simulated; it never pretends to succeed. */
export function refuseNotSimulated(id: string): { ok: false; refusal: Refusal } {
  return fail({ code: "NotSimulated", status: 501, message: notSimulatedMessage(id) });
}
