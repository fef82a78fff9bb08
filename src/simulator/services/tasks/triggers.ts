import { Cron } from "croner";
import type { Service } from "../../registry/cloud.ts";
import { queueRun } from "../../registry/new-run.ts";
import { enqueue, now } from "../../world/clock.ts";
import type { Run, Task } from "../../world/service-tables.ts";
import type { Draft } from "../../world/world.ts";
import type { EventPayloads } from "../../world/events.ts";

function start(draft: Draft, registry: string, task: Task, trigger: Run["trigger"]): void {
  queueRun(draft, registry, {
    task: task.name,
    runType: task.step["type"] === "Docker" ? "AutoBuild" : "AutoRun",
    platform: task.platform,
    cpu: task.cpu,
    trigger,
    work: {
      step: task.step,
      timeout: task.timeoutSeconds,
      ...(task.agentPool && { agentPoolName: task.agentPool }),
    },
  });
}

type TimerEvent = EventPayloads["task.timer"];

/** Sets the next time of a timer: five fields in UTC, so never twice in one minute. */
function setTimer(draft: Draft, { registry, task, timer, schedule }: Omit<TimerEvent, "due">): void {
  const next = new Cron(schedule, { timezone: "UTC", paused: true }).nextRun(new Date(now(draft)));
  if (!next) return;
  const due = next.getTime();
  draft.put("taskTimer", [registry, task, timer], { schedule, due });
  enqueue(draft, "task.timer", { registry, task, timer, schedule, due }, due - now(draft));
}

/** What starts tasks by itself: timers, pushes and pull requests at the git host, new base images in registries. */
export const taskTriggers: Service["reactions"] = {
  "task.changed"(draft, { payload }) {
    const { registry, task: name } = payload;
    for (const timer of draft.get("task", registry, name)?.trigger.timers ?? []) {
      const set = draft.get("taskTimer", registry, name, timer.name);
      if (timer.enabled && set?.schedule !== timer.schedule) {
        setTimer(draft, { registry, task: name, timer: timer.name, schedule: timer.schedule });
      }
    }
  },

  "task.timer"(draft, { payload: event }) {
    const key = [event.registry, event.task, event.timer] as const;
    if (draft.get("taskTimer", ...key)?.due !== event.due) return;
    const task = draft.get("task", event.registry, event.task);
    const timer = task?.trigger.timers.find(({ name }) => name === event.timer);
    if (!task || !timer?.enabled || timer.schedule !== event.schedule) {
      draft.remove("taskTimer", ...key);
      return;
    }
    if (task.enabled) start(draft, event.registry, task, { kind: "Timer", detail: timer.name });
    setTimer(draft, event);
  },

  "git.pushed"(draft, { payload }) {
    const { url, branch, commit, kind } = payload;
    const all = [...draft.scan("task")];
    for (const { rest, row: task } of all) {
      const hit = task.trigger.sources.some(
        (source) =>
          source.enabled &&
          source.events.includes(kind) &&
          source.branch === branch &&
          source.repositoryUrl.toLowerCase().replace(/(\.git)?(#.*)?$/, "") === url,
      );
      if (!task.enabled || !hit) continue;
      start(draft, rest[0], task, { kind: kind === "commit" ? "Commit" : "PullRequest", detail: commit });
    }
  },

  /**
   * A base image of a task in any registry of the world was pushed again: the task runs at once. Public images are looked
   * at by the service every 10 to 60 minutes (container-registry-tasks-base-images.md); those of the catalog never change,
   * so there is nothing to look for, and the list of what is not simulated says so.
   */
  "image.pushed"(draft, { payload }) {
    const { registry, repository, tag, digest } = payload;
    if (tag === null) return;
    const image = `${draft.get("registry", registry)?.loginServer ?? ""}/${repository}:${tag}`;
    const all = [...draft.scan("taskBase")];
    for (const { rest, row: bases } of all) {
      const [home, name] = rest;
      const used = bases.find((base) => (/:[^/]*$/.test(base.image) ? base.image : `${base.image}:latest`) === image);
      const task = draft.get("task", home, name);
      const watch = task?.trigger.baseImage;
      if (!used || used.digest === digest || !task?.enabled || !watch?.enabled) continue;
      if (watch.type === "Runtime" && !used.runtime) continue;
      start(draft, home, task, { kind: "ImageUpdate", detail: image });
    }
  },
};
