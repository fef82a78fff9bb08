/** An option of a command as the reference shows it. */
export interface ReferenceOption {
  /** `--name, -n VALUE` */
  spelling: string;
  help: string;
  required: boolean;
  choices: string[];
  default?: string;
}

/** A command of the machine, from the definition that its parser and its help use. */
export interface ReferenceCommand {
  /** Anchor: the name with dashes, `az-acr-create`. */
  id: string;
  name: string;
  summary: string;
  /** Names that follow it. */
  operands: string;
  options: ReferenceOption[];
  /** Command lines that run. */
  examples: string[];
  /** Facts that decide what it may do. */
  facts: { id: string; label: string; chapter: string; azure: string; differs: boolean }[];
  /** Right that the service asks for. */
  permission?: string;
  /** Why it is left out, where it only says that it is not simulated. */
  notSimulated?: string;
  /** Where the course uses it. */
  usedIn: { href: string; title: string }[];
}

export interface ReferenceProgram {
  name: string;
  summary: string;
  commands: ReferenceCommand[];
}

/** Something of the real service or its clients that is left out, and what to do instead. */
export interface ReferenceLimit {
  id: string;
  feature: string;
  instead: string;
}

export type CommandName = Pick<ReferenceCommand, "id" | "name" | "summary" | "notSimulated">;

/** The programs and the names of their commands. */
export interface ReferenceIndex {
  programs: { name: string; summary: string; commands: CommandName[] }[];
  limits: ReferenceLimit[];
}
