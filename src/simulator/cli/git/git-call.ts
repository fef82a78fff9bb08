import type { GoLine } from "../go-options.ts";
import type { Call } from "../program.ts";
import type { Repository } from "./repository.ts";

/** What a command of git works with. */
export interface GitCall {
  call: Call;
  line: GoLine;
  /** Ends with git's words outside of a repository. */
  repository(): Repository;
}
