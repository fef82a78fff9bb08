import type { ShellRow } from "../../world/client-tables.ts";

/** A variable; `exported` ones are in the environment of programs. */
export interface Variable {
  value: string;
  exported: boolean;
}

/** Names that the shell knows by itself when nothing else is set. */
const initialVariables = (home: string, folder: string): [string, Variable][] =>
  Object.entries({
    HOME: home,
    USER: "learner",
    LOGNAME: "learner",
    HOSTNAME: "laptop",
    SHELL: "/bin/bash",
    PATH: "/usr/local/bin:/usr/bin:/bin",
    LANG: "C.UTF-8",
    TERM: "xterm-256color",
    PWD: folder,
  }).map(([name, value]) => [name, { value, exported: true }]);

/** What a shell remembers from one command to the next. */
export class ShellState {
  variables = new Map<string, Variable>();
  /** Functions by name, as they were written. */
  functions = new Map<string, string>();
  /** `errexit`, `nounset`, `pipefail`, `xtrace`, `noglob`. */
  options = new Set<string>();
  /** `$1`, `$2` … */
  positional: readonly string[] = [];
  /** `$?` */
  status = 0;
  /** Loops around the present command. */
  loops = 0;
  /** Sourced files under way. */
  sourced = 0;
  /** Whether expanding the present command ran a substitution, whose status then counts. */
  substituted = false;
  /** Depth of function calls, sourced files and command substitutions. */
  depth = 0;
  /** Values that `local` hides, per function call under way. */
  readonly locals: Map<string, Variable | undefined>[] = [];

  constructor(public folder: string) {}

  static fresh(home: string, folder: string, environment: Readonly<Record<string, string>>): ShellState {
    const state = new ShellState(folder);
    state.variables = new Map(initialVariables(home, folder));
    for (const [name, value] of Object.entries(environment)) state.variables.set(name, { value, exported: true });
    return state;
  }

  static of(row: ShellRow): ShellState {
    const state = new ShellState(row.folder);
    state.variables = new Map(Object.entries(row.variables));
    state.functions = new Map(Object.entries(row.functions));
    state.options = new Set(row.options);
    state.status = row.status;
    return state;
  }

  /** What of it outlasts the command. */
  row(): ShellRow {
    return {
      folder: this.folder,
      variables: Object.fromEntries(this.variables),
      functions: Object.fromEntries(this.functions),
      options: [...this.options],
      status: this.status,
    };
  }

  /** The state of a subshell: what it changes is forgotten with it. */
  copy(): ShellState {
    const copy = new ShellState(this.folder);
    copy.variables = new Map(this.variables);
    copy.functions = new Map(this.functions);
    copy.options = new Set(this.options);
    copy.positional = this.positional;
    copy.status = this.status;
    copy.depth = this.depth;
    copy.loops = this.loops;
    copy.sourced = this.sourced;
    copy.locals.push(...this.locals.map((frame) => new Map(frame)));
    return copy;
  }

  get(name: string): string | undefined {
    return this.variables.get(name)?.value;
  }

  set(
    name: string,
    value: string,
    exported = this.variables.get(name)?.exported ?? this.options.has("allexport"),
  ): void {
    this.variables.set(name, { value, exported });
  }

  /** Puts variables back to what they were; undefined for those that were not set. */
  restore(hidden: Iterable<readonly [name: string, variable: Variable | undefined]>): void {
    for (const [name, variable] of hidden) {
      if (variable) this.variables.set(name, variable);
      else this.variables.delete(name);
    }
  }

  environment(): Map<string, string> {
    return new Map(
      [...this.variables].filter(([, { exported }]) => exported).map(([name, { value }]) => [name, value]),
    );
  }
}
