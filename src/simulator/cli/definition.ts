/** What a word on the command line names, so that completion can offer existing names. */
export type LiveName =
  | "registry"
  | "loginServer"
  | "repository"
  /** repository:tag within the registry of the line */
  | "taggedImage"
  /** an image of the docker daemon */
  | "localImage"
  /** loginServer/repository:tag */
  | "remoteImage"
  | "group"
  | "region"
  | "sku"
  | "replication"
  | "webhook"
  | "token"
  | "scopeMap"
  | "task"
  | "run"
  | "cacheRule"
  | "credentialSet"
  | "agentPool"
  | "cluster"
  | "identity"
  /** a person, group or application of the directory, as `--assignee` takes it */
  | "principal"
  | "role"
  | "vnet"
  | "file"
  | "folder";

export interface OptionDefinition {
  /** Spellings, the long one first: `--name`, `-n`. */
  flags: readonly string[];
  /** How help shows the value, e.g. `string`; a switch has none. */
  value?: string;
  help: string;
  required?: boolean;
  choices?: readonly string[];
  /** May be given several times. */
  repeatable?: boolean;
  default?: string;
  live?: LiveName;
  hidden?: boolean;
}

export interface OperandDefinition {
  /** As the synopsis shows it: `NAME[:TAG]`. */
  name: string;
  required: boolean;
  /** Takes all that follow. */
  many?: boolean;
  live?: LiveName;
}

/** One command as parser, help, completion and the reference know it. */
export interface CommandDefinition {
  /** Whole, with the program: `docker push`. */
  name: string;
  summary: string;
  operands?: readonly OperandDefinition[];
  options: readonly OptionDefinition[];
  /** Command lines that run as written in the reference's starting environment. */
  examples?: readonly string[];
  /** Keys of the facts that decide what it may do: tiers, limits. */
  facts?: readonly string[];
  /** Name of the operation in the access matrix or role action that the service asks for. */
  permission?: string;
  /** Why it is left out, where it parses and then says that it is not simulated. */
  notSimulated?: string;
  hidden?: boolean;
}
