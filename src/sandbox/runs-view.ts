import { readPipeline } from "../simulator/cluster/pipeline-yaml.ts";
import { poolOf } from "../simulator/registry/new-run.ts";
import type { Rules } from "../simulator/registry/rules.ts";
import type { Run, Task } from "../simulator/world/service-tables.ts";
import type { World } from "../simulator/world/world.ts";
import { asRecord, asText, type JsonRecord } from "../simulator/world/json.ts";

/** Where a run belongs: to a registry's tasks, or to the pipelines of a project. */
export type RunKey = { kind: "task" | "pipeline"; home: string; run: string };

export type RunShape = "waiting" | "running" | "done" | "failed" | "stopped";

export interface RunEntry {
  key: RunKey;
  /** Task or pipeline; undefined for a build that belongs to none. */
  of?: string;
  /** As the service says it. */
  status: string;
  shape: RunShape;
  /** What started it, in words. */
  startedBy: string;
  /** Agent pool, where it is not the service's own agents. */
  pool?: string;
  /** Virtual time. */
  createdAt: number;
  startedAt?: number;
  finishedAt?: number;
  images: { name: string; digest: string }[];
  /** Steps, while their progress is known. */
  steps: { id: string; shape: RunShape; tries: number }[];
  error?: string;
}

export interface TaskEntry {
  registry: string;
  name: string;
  enabled: boolean;
  pool?: string;
  triggers: { text: string; on: boolean; next?: number }[];
}

export interface PoolEntry {
  registry: string;
  name: string;
  tier: string;
  /** What a machine of the tier has, by the facts. */
  machine?: { cpu: number; memGB: number };
  machines: number;
  inUse: number;
  waiting: number;
}

export interface PipelineEntry {
  project: string;
  name: string;
  steps: string[];
}

export interface RunsView {
  registries: string[];
  tasks: TaskEntry[];
  pools: PoolEntry[];
  pipelines: PipelineEntry[];
  /** Newest first. */
  runs: RunEntry[];
  /** Runs that are there and not shown. */
  omitted: number;
}

/** Runs that are shown. */
const pageSize = 100;

const shapes: Record<Run["status"], RunShape> = {
  Queued: "waiting",
  Started: "running",
  Running: "running",
  Succeeded: "done",
  Failed: "failed",
  Timeout: "failed",
  Canceled: "stopped",
};

const startWords: Record<Run["trigger"]["kind"], string> = {
  Manual: "manual",
  Timer: "timer",
  ImageUpdate: "new base image",
  Commit: "commit",
  PullRequest: "pull request",
};

const short = (detail: string): string => detail.replace(/^([0-9a-f]{7})[0-9a-f]{33}$/, "$1");

function* stepsOf(world: World, registry: string, run: Run): Generator<RunEntry["steps"][number]> {
  const progress = world.get("runProgress", registry, run.id);
  for (const { id } of progress?.steps ?? []) {
    const { state = "waiting", errors = [], attempt = 0 } = progress?.progress[id] ?? {};
    const shape = state === "done" ? (errors.length > 0 ? "failed" : "done") : state;
    yield { id, shape, tries: attempt + 1 };
  }
}

function taskRun(world: World, registry: string, run: Run): RunEntry {
  const { id, task, status, trigger, createdAt, startedAt, finishedAt, error } = run;
  const pool = poolOf(run);
  return {
    key: { kind: "task", home: registry, run: id },
    ...(task !== undefined && { of: task }),
    status,
    shape: shapes[status],
    startedBy: startWords[trigger.kind] + (trigger.detail === undefined ? "" : ` ${short(trigger.detail)}`),
    ...(pool !== undefined && { pool }),
    createdAt,
    ...(startedAt !== undefined && { startedAt }),
    ...(finishedAt !== undefined && { finishedAt }),
    images: run.outputImages.map((image) => ({
      name: `${image.registry}/${image.repository}:${image.tag}`,
      digest: image.digest,
    })),
    steps: [...stepsOf(world, registry, run)],
    ...(error !== undefined && { error }),
  };
}

const momentOf = (value: unknown): number | undefined => {
  const moment = Date.parse(asText(value));
  return Number.isNaN(moment) ? undefined : moment;
};

function pipelineRun(project: string, key: string, row: JsonRecord): RunEntry {
  const isOver = row["state"] === "completed";
  const succeeded = row["result"] === "succeeded";
  const createdAt = momentOf(row["createdDate"]) ?? 0;
  const finishedAt = momentOf(row["finishedDate"]);
  const error = linesOf(row["log"]).find((line) => line.startsWith("##[error]"));
  return {
    key: { kind: "pipeline", home: project, run: key },
    of: asText(asRecord(row["pipeline"])["name"]),
    status: isOver ? asText(row["result"]) : asText(row["state"]),
    shape: isOver ? (succeeded ? "done" : "failed") : "running",
    startedBy: startWords.Manual,
    createdAt,
    startedAt: createdAt,
    ...(finishedAt !== undefined && { finishedAt }),
    images: [],
    steps: [],
    ...(error !== undefined && { error: error.slice("##[error]".length) }),
  };
}

function triggersOf(world: World, registry: string, { name, trigger }: Task): TaskEntry["triggers"] {
  return [
    ...trigger.timers.map((timer) => {
      const next = world.get("taskTimer", registry, name.toLowerCase(), timer.name)?.due;
      return {
        text: `timer ${timer.name}: ${timer.schedule}`,
        on: timer.enabled,
        ...(next !== undefined && timer.enabled && { next }),
      };
    }),
    ...trigger.sources.map(({ events, repositoryUrl, branch, enabled }) => ({
      text: `${events.map((event) => (event === "commit" ? "commit" : "pull request")).join(" and ")} on ${branch} of ${repositoryUrl}`,
      on: enabled,
    })),
    ...(trigger.baseImage
      ? [
          {
            text: trigger.baseImage.type === "All" ? "new base image of any stage" : "new base image of the last stage",
            on: trigger.baseImage.enabled,
          },
        ]
      : []),
  ];
}

function poolsOf(world: World, rules: Rules): PoolEntry[] {
  const tiers = rules.value<Record<string, { cpu: number; memGB: number }>>("agentPoolTiers");
  return Array.from(world.scan("agentPool"), ({ rest, row }) => {
    const [registry = "", key = ""] = rest;
    const runs = Array.from(world.scan("run", [registry]), (found) => found.row).filter((run) => poolOf(run) === key);
    const count = (...statuses: Run["status"][]): number => runs.filter((run) => statuses.includes(run.status)).length;
    const machine = tiers?.[row.tier];
    return {
      registry,
      name: row.name,
      tier: row.tier,
      ...(machine && { machine }),
      machines: row.count,
      inUse: count("Started", "Running"),
      waiting: count("Queued"),
    };
  });
}

/** What builds and runs by itself: tasks with their triggers, agent pools, pipelines, and all runs. */
export function runsOf(world: World, rules: Rules): RunsView {
  const tasks = Array.from(world.scan("task"), ({ rest, row }): TaskEntry => {
    const registry = rest[0] ?? "";
    return {
      registry,
      name: row.name,
      enabled: row.enabled,
      ...(row.agentPool && { pool: row.agentPool }),
      triggers: triggersOf(world, registry, row),
    };
  });
  const pipelines = Array.from(world.scan("pipeline"), ({ rest, row }): PipelineEntry => {
    const read = readPipeline(asText(asRecord(row["configuration"])["yaml"]));
    const steps = read.ok ? read.value.steps.map(({ displayName }) => displayName) : [];
    return { project: rest[0] ?? "", name: asText(row["name"]), steps };
  });
  const runs = [
    ...Array.from(world.scan("run"), ({ rest, row }) => ({
      at: row.createdAt,
      read: () => taskRun(world, rest[0] ?? "", row),
    })),
    ...Array.from(world.scan("pipelineRun"), ({ rest, row }) => {
      const entry = pipelineRun(rest[0] ?? "", rest[1] ?? "", row);
      return { at: entry.createdAt, read: () => entry };
    }),
  ];
  // Runs that began together are sorted by number, the last first.
  const newest = runs.reverse().sort((a, b) => b.at - a.at);
  return {
    registries: Array.from(world.scan("registry"), ({ row }) => row.name),
    tasks,
    pools: poolsOf(world, rules),
    pipelines,
    runs: newest.slice(0, pageSize).map(({ read }) => read()),
    omitted: Math.max(0, newest.length - pageSize),
  };
}

const linesOf = (log: unknown): string[] => (Array.isArray(log) ? log.map(String) : []);

/** The lines that a run has written so far; undefined when it is gone. */
export function runLog(world: World, { kind, home, run }: RunKey): string[] | undefined {
  if (kind === "task") return world.get("run", home, run)?.log.flatMap((line) => line.split("\n"));
  const row = world.get("pipelineRun", home, run);
  return row && linesOf(row["log"]);
}
