/** One goal of a mission. */
export interface MissionGoal {
  id: string;
  /** The sentence that the learner sees. */
  say: string;
  /** An expression that is true when the goal is met; `content/TERMS.md` lists its terms. */
  test: string;
}

/** A step of a solution: a command, minutes of virtual time, or the machine that the next commands are typed at. */
export type SolutionStep = string | { clock: number } | { at: string };

/** A task in an environment, with goals that are checked after every step. */
export interface Mission {
  /** The situation and the task; every name that a goal checks is in it. */
  brief: string;
  goals: MissionGoal[];
  /** From a direction over a place to the command. */
  hints: string[];
  /** Meets the goals under both rule profiles; tests run it. */
  solution: SolutionStep[];
  /** What the learner just saw, once all goals are met. */
  explain: string;
}

/** A starting environment of the sandbox, made by commands that a learner could have typed. */
export interface WorldTemplate {
  id: string;
  name: string;
  /** Command lines that make it, on an empty world. Each has to succeed unless `mayFail` names it. */
  commands: string[];
  /** Lines whose failure is part of the state, e.g. a rollout that does not finish. */
  mayFail?: string[];
  /** Virtual minutes that pass afterward. */
  minutes?: number;
  /** Fills a registry with small images past the clients, for states that nobody would type. */
  bulk?: { registry: string; repositories: number; tags: number };
  /** Where the learner is at the beginning, by id of the place or words of its label; the laptop when left out. */
  at?: string;
  mission?: Mission;
  faults?: { kind: string; target: string; factor?: number }[];
}

/** A starting environment with what the screen tells of it; the worker has no use for that. */
export interface DescribedTemplate extends WorldTemplate {
  /** What it is, for the list of states; those of the chapter's commands have none and are not in the list. */
  summary?: string;
  /** Commands to begin with. */
  tries: string[];
}

/** A starting environment as it is offered. */
export interface ListedTemplate extends Required<Pick<DescribedTemplate, "id" | "name" | "summary" | "tries">> {
  /** Whether there is a mission in it. */
  mission: boolean;
}
