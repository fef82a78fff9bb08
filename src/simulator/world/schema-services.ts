import * as v from "valibot";
import { anything, count, flag, moment, text, textMap, texts, type RowSchemas } from "./schema-parts.ts";
import type { ServiceTables } from "./service-tables.ts";

const platform = v.looseObject({ os: text, architecture: text });
const amount = v.pipe(v.number(), v.finite());

const task = v.looseObject({
  name: text,
  location: text,
  tags: textMap,
  createdAt: moment,
  enabled: flag,
  platform,
  cpu: amount,
  timeoutSeconds: amount,
  agentPool: v.optional(text),
  step: anything,
  trigger: v.looseObject({
    timers: v.array(v.looseObject({ name: text, schedule: text, enabled: flag })),
    sources: v.array(
      v.looseObject({ name: text, events: texts, repositoryUrl: text, branch: text, enabled: flag, token: text }),
    ),
    baseImage: v.optional(v.looseObject({ name: text, type: v.picklist(["Runtime", "All"]), enabled: flag })),
  }),
  identity: v.optional(v.looseObject({ type: text, principalId: v.optional(text) })),
  credentials: anything,
  isSystemTask: flag,
});

const run = v.looseObject({
  id: text,
  task: v.optional(text),
  runType: v.picklist(["QuickBuild", "QuickRun", "AutoBuild", "AutoRun"]),
  status: v.picklist(["Queued", "Started", "Running", "Succeeded", "Failed", "Canceled", "Timeout"]),
  createdAt: moment,
  startedAt: v.optional(moment),
  finishedAt: v.optional(moment),
  platform,
  cpu: amount,
  trigger: v.looseObject({
    kind: v.picklist(["Manual", "Timer", "ImageUpdate", "Commit", "PullRequest"]),
    detail: v.optional(text),
  }),
  outputImages: v.array(v.looseObject({ registry: text, repository: text, tag: text, digest: text })),
  log: texts,
  error: v.optional(text),
  work: anything,
});

const step = v.looseObject({
  id: text,
  kind: v.picklist(["build", "push", "cmd"]),
  text,
  images: texts,
  when: v.optional(texts),
  env: textMap,
  entryPoint: v.optional(text),
  workingDirectory: text,
  ownWorkingDirectory: flag,
  network: text,
  timeout: amount,
  startDelay: amount,
  retries: count,
  retryDelay: amount,
  repeat: count,
  ignoreErrors: flag,
  detach: flag,
  pull: flag,
});

const blob = { digest: text, size: count, mediaType: text };
const bases = v.array(v.looseObject({ image: text, digest: text, runtime: flag }));

const runProgress = v.looseObject({
  source: text,
  commit: v.optional(text),
  steps: v.array(step),
  progress: v.record(
    text,
    v.looseObject({
      state: v.picklist(["waiting", "running", "done"]),
      attempt: count,
      repetition: count,
      startedAt: v.optional(moment),
      finishedAt: v.optional(moment),
      errors: texts,
    }),
  ),
  written: v.record(text, v.nullable(text)),
  images: v.record(
    text,
    v.looseObject({
      mediaType: text,
      digest: text,
      config: v.looseObject(blob),
      layers: v.array(v.looseObject({ ...blob, diffId: text })),
      step: text,
      bases,
    }),
  ),
  pulled: texts,
});

const git = v.looseObject({
  branches: textMap,
  commits: v.record(
    text,
    v.looseObject({ message: text, author: text, at: moment, parent: v.nullable(text), files: textMap }),
  ),
  pullRequests: v.array(v.looseObject({ number: count, branch: text, into: text, title: text })),
});

const scan = v.looseObject({
  status: v.picklist(["Queued", "Completed", "NotApplicable"]),
  trigger: v.picklist(["push", "import", "demand", "plan", "daily"]),
  queuedAt: moment,
  completedAt: v.optional(moment),
  findings: v.array(
    v.looseObject({
      id: text,
      severity: v.picklist(["Low", "Medium", "High", "Critical"]),
      package: text,
      installed: text,
      fixed: v.nullable(text),
      layer: text,
      title: text,
    }),
  ),
  reason: v.optional(text),
  advisories: text,
});

const signature = v.looseObject({ keyid: text, method: text, sig: text });

export const serviceRows = {
  task,
  run,
  runProgress,
  taskBase: bases,
  taskTimer: v.looseObject({ schedule: text, due: moment }),
  runCount: count,
  sourceUpload: v.looseObject({ digest: text }),
  git,
  scan,
  imagePull: moment,
  trust: v.looseObject({
    metadata: v.record(text, v.looseObject({ signed: anything, signatures: v.array(signature) })),
    signedTags: textMap,
  }),
  listener: v.looseObject({
    status: count,
    received: v.array(v.looseObject({ at: moment, headers: textMap, body: text })),
  }),
  fault: v.looseObject({
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
  }),
  webhookRate: count,
  clusterObject: anything,
  devopsProject: v.looseObject({ id: text, name: text, state: v.literal("wellFormed") }),
  pipeline: anything,
  serviceConnection: anything,
  pipelineRun: anything,
} satisfies RowSchemas<ServiceTables>;
