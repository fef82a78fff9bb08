import type { Moment } from "./cloud-tables.ts";

/** A task; properties as the management plane shows them. */
export interface Task {
  name: string;
  location: string;
  tags: Record<string, string>;
  createdAt: Moment;
  enabled: boolean;
  platform: { os: string; architecture: string };
  cpu: number;
  timeoutSeconds: number;
  agentPool?: string;
  /** Step as ARM has it: Docker, FileTask or EncodedTask. */
  step: Record<string, unknown>;
  trigger: {
    timers: { name: string; schedule: string; enabled: boolean }[];
    sources: {
      name: string;
      events: string[];
      repositoryUrl: string;
      branch: string;
      enabled: boolean;
      token: string;
    }[];
    baseImage?: { name: string; type: "Runtime" | "All"; enabled: boolean };
  };
  identity?: { type: string; principalId?: string };
  credentials: Record<string, unknown>;
  isSystemTask: boolean;
}

export interface Run {
  id: string;
  task?: string;
  runType: "QuickBuild" | "QuickRun" | "AutoBuild" | "AutoRun";
  status: "Queued" | "Started" | "Running" | "Succeeded" | "Failed" | "Canceled" | "Timeout";
  createdAt: Moment;
  startedAt?: Moment;
  finishedAt?: Moment;
  platform: { os: string; architecture: string };
  cpu: number;
  trigger: { kind: "Manual" | "Timer" | "ImageUpdate" | "Commit" | "PullRequest"; detail?: string };
  outputImages: { registry: string; repository: string; tag: string; digest: string }[];
  log: string[];
  error?: string;
  /** What to do: the step, and where its files come from. */
  work: Record<string, unknown>;
}

/** One step of a task, with everything that it inherits in place (container-registry-tasks-reference-yaml.md). */
export interface TaskStep {
  id: string;
  kind: "build" | "push" | "cmd";
  /** Words of build, which are those of docker build, or of cmd, which are those of docker run. */
  text: string;
  /** Images that a push step pushes. */
  images: string[];
  /** Steps that have to end well first; undefined means the one before, "-" none. */
  when?: string[];
  env: Record<string, string>;
  entryPoint?: string;
  /** As given; relative to the shared folder. */
  workingDirectory: string;
  /** The working directory is that of the image unless the step gives one. */
  ownWorkingDirectory: boolean;
  network: string;
  /** Seconds for all tries of the step together. */
  timeout: number;
  /** Seconds before its first try. */
  startDelay: number;
  /** Tries after the first that failed. */
  retries: number;
  /** Seconds between tries. */
  retryDelay: number;
  /** Times that it is carried out after the first. */
  repeat: number;
  ignoreErrors: boolean;
  detach: boolean;
  /** Whether its image is pulled although the agent has it. */
  pull: boolean;
}

export interface StepProgress {
  state: "waiting" | "running" | "done";
  /** Tries that failed since it was last carried out. */
  attempt: number;
  /** Times that it was carried out. */
  repetition: number;
  startedAt?: Moment;
  finishedAt?: Moment;
  /** Errors of the runs that failed. */
  errors: string[];
}

/** An image on a run's agent; the bytes of its parts are in the blob store. */
export interface ImageOnAgent {
  mediaType: string;
  digest: string;
  config: { digest: string; size: number; mediaType: string };
  layers: { digest: string; diffId: string; size: number; mediaType: string }[];
  /** Id of the step that built it. */
  step: string;
  bases: { image: string; digest: string; runtime: boolean }[];
}

/** How far the agent of a running run is. */
export interface RunProgress {
  /** Where the files of the run come from, at a commit that does not move. */
  source: string;
  commit?: string;
  steps: TaskStep[];
  /** By id of the step. */
  progress: Record<string, StepProgress>;
  /** Text of the files in the shared folder that steps wrote; null where they took a file away. */
  written: Record<string, string | null>;
  /** Images that were built, by name. */
  images: Record<string, ImageOnAgent>;
  /** Names of images that were pulled. */
  pulled: string[];
}

/** A source repository on the pretend git host: files of each commit. */
export interface GitRepository {
  branches: Record<string, string>;
  commits: Record<
    string,
    { message: string; author: string; at: Moment; parent: string | null; files: Record<string, string> }
  >;
  pullRequests: { number: number; branch: string; into: string; title: string }[];
}

export interface Finding {
  id: string;
  severity: "Low" | "Medium" | "High" | "Critical";
  package: string;
  installed: string;
  fixed: string | null;
  layer: string;
  title: string;
}

export interface Scan {
  status: "Queued" | "Completed" | "NotApplicable";
  trigger: "push" | "import" | "demand" | "plan" | "daily";
  queuedAt: Moment;
  completedAt?: Moment;
  findings: Finding[];
  /** Why nothing could be read, when the status is NotApplicable. */
  reason?: string;
  /** Date of the advisory set it was matched against. */
  advisories: string;
}

/** Signed metadata of The Update Framework, as the notary keeps it for a repository under content trust. */
export interface TufMetadata {
  signed: Record<string, unknown>;
  signatures: { keyid: string; method: string; sig: string }[];
}

/** Metadata by role: root, targets, targets/NAME of a delegation, snapshot, timestamp. */
export interface TrustRepository {
  metadata: Record<string, TufMetadata>;
  /** Digest of each signed tag, from the verified targets of all roles. */
  signedTags: Record<string, string>;
}

/** A service that a person set up to receive webhooks. */
export interface Listener {
  status: number;
  received: { at: Moment; headers: Record<string, string>; body: string }[];
}

/** What was broken on purpose. */
export interface Fault {
  kind:
    "regionDown" | "slowCopy" | "expiredToken" | "blockedAddress" | "nameNotResolving" | "storageFull" | "throttled";
  target: string;
  since: Moment;
  factor?: number;
}

export interface ServiceTables {
  /** registry, name in lower case */
  task: Task;
  /** registry, run id */
  run: Run;
  /** registry, run id; gone when the run is over */
  runProgress: RunProgress;
  /** registry, task, both in lower case: what the last run of the task built on */
  taskBase: { image: string; digest: string; runtime: boolean }[];
  /** registry, task, timer: the schedule that is set, and when it is due next */
  taskTimer: { schedule: string; due: Moment };
  /** registry: how many runs were queued, for the next run's id */
  runCount: number;
  /** path in the storage of Tasks, of a source archive; its bytes are in the blob store */
  sourceUpload: { digest: string };
  /** clone address in lower case, without .git */
  git: GitRepository;
  /** registry, repository, digest */
  scan: Scan;
  /** registry, repository, digest: start of the day of the last pull, kept while the Defender plan for containers is on */
  imagePull: Moment;
  /** registry, repository */
  trust: TrustRepository;
  /** address */
  listener: Listener;
  /** kind, target */
  fault: Fault;
  /** registry, minute: webhook deliveries started in that minute of virtual time */
  webhookRate: number;
  /** cluster (lower case), namespace, kind, name: objects inside a cluster */
  clusterObject: Record<string, unknown>;
  /** name of an Azure DevOps project in lower case */
  devopsProject: { id: string; name: string; state: "wellFormed" };
  /** project, name */
  pipeline: Record<string, unknown>;
  /** project, name */
  serviceConnection: Record<string, unknown>;
  /** project, run number */
  pipelineRun: Record<string, unknown>;
}
