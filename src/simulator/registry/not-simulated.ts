import { fail, type Refusal } from "../world/result.ts";

/** Something that the real service or its clients have and this emulator does not. */
export interface NotSimulated {
  id: string;
  what: string;
  /** What to do in its place, or what there is of it. */
  instead: string;
  /** What a person is told who meets it. */
  message: string;
}

const entry = (id: string, what: string, instead: string): NotSimulated => ({
  id,
  what,
  instead,
  message: `${what} is not simulated. ${instead}`,
});

/** The one list of what is left out; planes refuse with it, and the documentation prints it. */
export const notSimulated: NotSimulated[] = [
  entry("artifactStreaming", "Artifact streaming", "Images are pulled whole."),
  entry("supplyChainWorkflow", "Continuous patching of images", "Rebuild the image with a task instead."),
  entry("transferPipelines", "Transfer of images with import and export pipelines", "Use an image import instead."),
  entry("packBuild", "Building with Cloud Native Buildpacks", "Build from a Dockerfile instead."),
  entry("taskRuns", "Task runs as resources", "Schedule a run of a task instead."),
  entry("connectedRegistrySync", "Synchronisation of connected registries", "They can be created, listed and deleted."),
  entry(
    "privateEndpointCreation",
    "Billing and provisioning of private link beyond DNS",
    "Connections and names work.",
  ),
  entry(
    "webhooksToTheInternet",
    "Delivery of webhooks outside the simulated network",
    "Set up a listener in the simulator.",
  ),
  entry("windowsBuilds", "Building images on Windows agents", "Use the platform linux/amd64."),
  entry("keyVaultSecrets", "Reading secrets of a key vault in tasks", "Give the task its values with --set instead."),
  entry(
    "taskNetworks",
    "Networking of the steps of a task (networks, ports, expose)",
    "Steps share the folder /workspace instead.",
  ),
  entry(
    "taskContainers",
    "Giving steps of a task volumes, users, isolation, caches or conditions on exit codes",
    "Leave the property out; a container has the shared folder /workspace.",
  ),
  entry(
    "taskTools",
    "Running the tools that tasks know as acr, az, curl and cssc",
    "Run the command in the terminal instead.",
  ),
  entry(
    "containerPrograms",
    "Running programs of an image in a task",
    "Its containers know echo, cat, rm, sleep, env, printenv, pwd, true, false, exit and package managers.",
  ),
  entry(
    "publicImageUpdates",
    "Updating public images on Docker Hub and Microsoft's registry, which tasks look for every 10 to 60 minutes,",
    "Import a base image into a registry and push it again: its tasks run at once.",
  ),
  entry(
    "dailyRescans",
    "Scanning images again every day, as they are in use and advisories come out,",
    "Push the image again: it is scanned against the advisories of the set that is built in.",
  ),
  entry("helmV2Charts", "The chart repository of Helm 2", "Push charts as OCI artifacts."),
  entry("metadataSearch", "Search in metadata of artifacts", "List tags and manifests instead."),
  entry("move", "Moving a registry to another resource group", "Create it there and import its images."),
];

/** What a person is told who meets something that is not simulated, by its id in the list. */
export const notSimulatedMessage = (id: string): string =>
  notSimulated.find((one) => one.id === id)?.message ?? `${id} is not simulated.`;

/** The refusal of something that is not simulated; it never pretends to succeed. */
export function refuseNotSimulated(id: string): { ok: false; refusal: Refusal } {
  return fail({ code: "NotSimulated", status: 501, message: notSimulatedMessage(id) });
}
