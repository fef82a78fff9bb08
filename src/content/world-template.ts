/** A start state of the sandbox, made by what a learner could have typed. */
export interface WorldTemplate {
  id: string;
  name: string;
  /** What it is, for the list of states; those of the chapter's commands have none and are not in the list. */
  summary?: string;
  /** Command lines that make it, on an empty world. Each has to succeed unless `mayFail` names it. */
  commands: string[];
  /** Lines whose failure is part of the state, e.g. a rollout that does not finish. */
  mayFail?: string[];
  /** Virtual minutes that pass afterwards. */
  minutes?: number;
  /** Fills a registry with small images past the clients, for states that nobody would type. */
  bulk?: { registry: string; repositories: number; tags: number };
  /** Commands to begin with. */
  tries: string[];
  faults?: { kind: string; target: string; factor?: number }[];
}
