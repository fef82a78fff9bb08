/** An argument of an `az` command as the surface data tells it (content/commands/*.json). */
export interface SurfaceArgument {
  /** Spellings; the first long one names it in code. */
  options: string[];
  required: boolean;
  choices?: string[];
  /** argparse's: "?", "*", "+", 0 for a switch; left out for exactly one value. */
  nargs?: string | number;
  /** Bare means true, else `true` or `false`. */
  three_state?: boolean;
  default?: unknown;
  preview?: boolean;
  deprecated?: boolean | string;
  /** Spellings that are still taken and no longer shown, with what replaces them. */
  old?: Record<string, string>;
  /** May be given several times. */
  repeatable?: boolean;
  type?: "int";
  help?: string;
}

/** A command of `az` as data: parser, help, completion and reference are made from it alone. */
export interface SurfaceCommand {
  command: string;
  summary: string;
  args: SurfaceArgument[];
  /** Titles of the command's own table. */
  table_columns?: string[];
  /** Name of the client's own function that makes the table. */
  table_transformer?: string;
  preview?: boolean;
  hidden?: boolean;
  deprecated?: string;
  /** Lines that run as written in the reference's starting environment. */
  examples?: string[];
  /** Keys of facts: tiers and limits that decide. */
  facts?: string[];
  /** Why it is left out, in one sentence, where no module serves it. */
  notSimulated?: string;
  /** The role action that the service asks for. */
  permission?: string;
  /** Options that people look for here and that do not exist: what to do instead, and the fact behind it. */
  mistakes?: Record<string, { next: string; fact?: string }>;
}

export interface SurfaceGroup {
  group: string;
  summary: string;
  preview?: boolean;
}

export interface Surface {
  commands: SurfaceCommand[];
  groups: SurfaceGroup[];
  /** Help of arguments by their spellings joined with a space, for every command without its own text. */
  shared?: Record<string, string>;
}
