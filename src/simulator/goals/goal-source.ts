import type { Rules } from "../registry/rules.ts";
import type { World } from "../world/world.ts";

/** A command line that was run, and how it ended. */
export interface TraceCommand {
  line: string;
  exitCode: number;
  /** What it printed to standard output and standard error, together. */
  output: string;
}

/** A request of the trace. */
export interface TraceRequest {
  method: string;
  host: string;
  /** Path without the query. */
  path: string;
  status: number;
  /** Region that answered; empty for hosts outside the registry. */
  region: string;
  /** Who asked: a principal's display name, `token NAME`, `admin account` or `anonymous`; empty when unknown. */
  as: string;
  /** Error code of the response, e.g. `MANIFEST_UNKNOWN`; empty when it succeeded. */
  code: string;
}

/** What was done since the start, in order. */
export interface GoalTrace {
  commands: readonly TraceCommand[];
  requests: readonly TraceRequest[];
}

/** What an expression is evaluated over. */
export interface GoalSource {
  world: World;
  /** The facts under the profile of the environment. */
  rules: Rules;
  /** The environment at the beginning; the present one when left out. */
  start?: World;
  /** Gives the bytes of a digest; needed where files of the machine are too long for their row. */
  blobs?: { bytes(digest: string): Uint8Array };
  trace?: GoalTrace;
  /** Answers to the questions of a lab, by key. */
  answers?: Readonly<Record<string, string>>;
  /** Name of the main registry, which `reg` alone stands for; the first by name when left out. */
  registry?: string;
}
