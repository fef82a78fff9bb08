import * as v from "valibot";
import { amount, anything, count, flag, moment, object, text, textMap, texts } from "./row-schemas.ts";
import { table } from "./table.ts";

const platform = object({ os: text, architecture: text });

const task = object({
  name: text,
  location: text,
  tags: textMap,
  createdAt: moment,
  enabled: flag,
  platform,
  cpu: amount,
  timeoutSeconds: amount,
  agentPool: v.optional(text),
  /** Step as ARM has it: Docker, FileTask or EncodedTask. */
  step: anything,
  trigger: object({
    timers: v.array(object({ name: text, schedule: text, enabled: flag })),
    sources: v.array(
      object({ name: text, events: texts, repositoryUrl: text, branch: text, enabled: flag, token: text }),
    ),
    baseImage: v.optional(object({ name: text, type: v.picklist(["Runtime", "All"]), enabled: flag })),
  }),
  identity: v.optional(object({ type: text, principalId: v.optional(text) })),
  credentials: anything,
  isSystemTask: flag,
});

export const outputImage = object({ registry: text, repository: text, tag: text, digest: text });

const run = object({
  id: text,
  task: v.optional(text),
  runType: v.picklist(["QuickBuild", "QuickRun", "AutoBuild", "AutoRun"]),
  status: v.picklist(["Queued", "Started", "Running", "Succeeded", "Failed", "Canceled", "Timeout"]),
  createdAt: moment,
  startedAt: v.optional(moment),
  finishedAt: v.optional(moment),
  platform,
  cpu: amount,
  trigger: object({
    kind: v.picklist(["Manual", "Timer", "ImageUpdate", "Commit", "PullRequest"]),
    detail: v.optional(text),
  }),
  outputImages: v.array(outputImage),
  log: texts,
  error: v.optional(text),
  /** What to do: the step, and where its files come from. */
  work: anything,
});

const taskStep = object({
  id: text,
  kind: v.picklist(["build", "push", "cmd"]),
  /** Words of build, which are those of docker build, or of cmd, which are those of docker run. */
  text,
  /** Images that a push step pushes. */
  images: texts,
  /** Steps that have to end well first; undefined means the one before, "-" none. */
  when: v.optional(texts),
  env: textMap,
  entryPoint: v.optional(text),
  /** As given; relative to the shared folder. */
  workingDirectory: text,
  /** The working directory is that of the image unless the step gives one. */
  ownWorkingDirectory: flag,
  network: text,
  /** Seconds for all tries of the step together. */
  timeout: amount,
  /** Seconds before its first try. */
  startDelay: amount,
  /** Tries after the first that failed. */
  retries: count,
  /** Seconds between tries. */
  retryDelay: amount,
  /** Times that it is carried out after the first. */
  repeat: count,
  ignoreErrors: flag,
  detach: flag,
  /** Whether its image is pulled although the agent has it. */
  pull: flag,
});

const stepProgress = object({
  state: v.picklist(["waiting", "running", "done"]),
  /** Tries that failed since it was last carried out. */
  attempt: count,
  /** Times that it was carried out. */
  repetition: count,
  startedAt: v.optional(moment),
  finishedAt: v.optional(moment),
  /** Errors of the runs that failed. */
  errors: texts,
});

const baseImages = v.array(object({ image: text, digest: text, runtime: flag }));

export const imageOnAgent = object({
  mediaType: text,
  digest: text,
  config: object({ digest: text, size: count, mediaType: text }),
  layers: v.array(object({ digest: text, diffId: text, size: count, mediaType: text })),
  /** Id of the step that built it. */
  step: text,
  bases: baseImages,
});

/** Text of files by path; null where a file was taken away. */
export const writtenFiles = v.record(text, v.nullable(text));

const runProgress = object({
  /** Where the files of the run come from, at a commit that does not move. */
  source: text,
  commit: v.optional(text),
  steps: v.array(taskStep),
  /** By id of the step. */
  progress: v.record(text, stepProgress),
  /** Text of the files in the shared folder that steps wrote; null where they took a file away. */
  written: writtenFiles,
  /** Images that were built, by name. */
  images: v.record(text, imageOnAgent),
  /** Names of images that were pulled. */
  pulled: texts,
});

const gitRepository = object({
  branches: textMap,
  commits: v.record(
    text,
    object({ message: text, author: text, at: moment, parent: v.nullable(text), files: textMap }),
  ),
  pullRequests: v.array(object({ number: count, branch: text, into: text, title: text })),
});

const finding = object({
  id: text,
  severity: v.picklist(["Low", "Medium", "High", "Critical"]),
  package: text,
  installed: text,
  fixed: v.nullable(text),
  layer: text,
  title: text,
});

const scan = object({
  status: v.picklist(["Queued", "Completed", "NotApplicable"]),
  trigger: v.picklist(["push", "import", "demand", "plan", "daily"]),
  queuedAt: moment,
  completedAt: v.optional(moment),
  findings: v.array(finding),
  /** Why nothing could be read, when the status is NotApplicable. */
  reason: v.optional(text),
  /** Date of the advisory set it was matched against. */
  advisories: text,
});

const tufMetadata = object({
  signed: anything,
  signatures: v.array(object({ keyid: text, method: text, sig: text })),
});

const trustRepository = object({
  metadata: v.record(text, tufMetadata),
  /** Digest of each signed tag, from the verified targets of all roles. */
  signedTags: textMap,
});

const listener = object({
  status: count,
  received: v.array(object({ at: moment, headers: textMap, body: text })),
});

const fault = object({
  kind: v.picklist([
    "regionDown",
    "slowCopy",
    "expiredToken",
    "blockedAddress",
    "nameNotResolving",
    "storageFull",
    "throttled",
  ]),
  target: text,
  since: moment,
  factor: v.optional(amount),
});

/** A task; properties as the management plane shows them. */
export type Task = v.InferOutput<typeof task>;

export type Run = v.InferOutput<typeof run>;

/** One step of a task, with everything that it inherits in place (container-registry-tasks-reference-yaml.md). */
export type TaskStep = v.InferOutput<typeof taskStep>;

export type StepProgress = v.InferOutput<typeof stepProgress>;

/** An image on a run's agent; the bytes of its parts are in the blob store. */
export type ImageOnAgent = v.InferOutput<typeof imageOnAgent>;

/** How far the agent of a running run is. */
export type RunProgress = v.InferOutput<typeof runProgress>;

/** A source repository on the pretend git host: files of each commit. */
export type GitRepository = v.InferOutput<typeof gitRepository>;

export type Finding = v.InferOutput<typeof finding>;

export type Scan = v.InferOutput<typeof scan>;

/** Signed metadata of The Update Framework, as the notary keeps it for a repository under content trust. */
export type TufMetadata = v.InferOutput<typeof tufMetadata>;

/** Metadata by role: root, targets, targets/NAME of a delegation, snapshot, timestamp. */
export type TrustRepository = v.InferOutput<typeof trustRepository>;

/** A service that a person set up to receive webhooks. */
export type Listener = v.InferOutput<typeof listener>;

/** What was broken on purpose. */
export type Fault = v.InferOutput<typeof fault>;

export const serviceTables = {
  /** A name in a key is in lower case. */
  task: table(["registry", "task"], task),
  run: table(["registry", "run"], run),
  /** Gone when the run is over. */
  runProgress: table(["registry", "run"], runProgress),
  /** What the last run of the task built on. */
  taskBase: table(["registry", "task"], baseImages),
  /** The schedule that is set, and when it is due next. */
  taskTimer: table(["registry", "task", "timer"], object({ schedule: text, due: moment })),
  /** How many runs were queued, for the next run's id. */
  runCount: table(["registry"], count),
  /** A source archive by its path in the storage of Tasks; its bytes are in the blob store. */
  sourceUpload: table(["path"], object({ digest: text })),
  /** By clone address in lower case, without .git. */
  git: table(["address"], gitRepository),
  scan: table(["registry", "repository", "digest"], scan),
  /** Start of the day of the last pull, kept while the Defender plan for containers is on. */
  imagePull: table(["registry", "repository", "digest"], moment),
  trust: table(["registry", "repository"], trustRepository),
  listener: table(["address"], listener),
  fault: table(["fault", "target"], fault),
  /** Webhook deliveries started in that minute of virtual time. */
  webhookRate: table(["registry", "minute"], count),
  /** Objects inside a cluster, whose name is in lower case in the key. */
  clusterObject: table(["cluster", "namespace", "kind", "name"], anything),
  /** By name of an Azure DevOps project in lower case. */
  devopsProject: table(["project"], object({ id: text, name: text, state: v.literal("wellFormed") })),
  pipeline: table(["project", "pipeline"], anything),
  serviceConnection: table(["project", "connection"], anything),
  pipelineRun: table(["project", "run number"], anything),
};
