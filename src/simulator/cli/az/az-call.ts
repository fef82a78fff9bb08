import type { Machine } from "../machine.ts";
import type { Call, Program } from "../program.ts";
import type { ArmClient } from "./arm-client.ts";
import type { JsonValue } from "../../world/json.ts";

/**
 * The arguments of a command by their first long spelling (`--name`). Asking for one that the surface does not give to the
 * command is a bug and throws.
 */
export interface AzOptions {
  /** Whether the command has the argument. */
  knows(flag: string): boolean;
  wasTyped(flag: string): boolean;
  text(flag: string): string | undefined;
  /** A value that the parser has made sure of. */
  required(flag: string): string;
  /** Values of a list; those of a repeated list are joined. */
  texts(flag: string): string[] | undefined;
  /** Values of each time that a repeated list was given. */
  lists(flag: string): string[][];
  number(flag: string): number | undefined;
  /** A switch, or a three-state flag that was left out as false. */
  on(flag: string): boolean;
  /** A three-state flag; undefined when it was left out. */
  state(flag: string): boolean | undefined;
  /** `a=b c` as {a: "b", c: ""}; undefined when it was left out, {} for `--tags ""`. */
  tags(flag: string): Record<string, string> | undefined;
}

/** The signed-in account, from the machine's files. */
export interface Account {
  id: string;
  name: string;
  tenantId: string;
  user: { name: string; type: "user" | "servicePrincipal" };
}

/** What a command's handler works with. */
export interface AzCall {
  /** `az acr create` */
  command: string;
  options: AzOptions;
  machine: Machine;
  call: Call;
  arm: ArmClient;
  account: Account;
  /** Prints `WARNING: text` to standard error, unless --only-show-errors says not to. */
  warn(text: string): void;
  /** Progress notes without a level word (`Queued a run with ID: cb1`). */
  note(text: string): void;
  /**
   * Asks `QUESTION (y/n): `; --yes answers it. Without a terminal it ends with exit 1 and az's words; `n` ends with
   * `Operation cancelled.`, or silently with 0 when `quiet` is set.
   */
  confirm(question: string, options?: { quiet?: boolean }): Promise<void>;
  /** Asks for a secret or a text; undefined without a terminal. */
  ask(question: string, options?: { secret?: boolean }): Promise<string | undefined>;
  /** A default set by `az configure`, an environment variable or nothing. */
  configured(name: "acr" | "group" | "location"): string | undefined;
  /** A directory token of whoever is signed in: for ARM, or for a registry that no longer takes tokens of ARM. */
  token(audience: "arm" | "registry" | "graph"): Promise<string>;
  /** Another program of the machine: `az acr login` starts docker, `az aks check-acr` kubectl. Undefined when not installed. */
  program(name: string): Promise<Program | undefined>;
}

/**
 * Serves one command. What it returns is printed in the format asked for; undefined prints nothing. It throws `ExitError` with
 * the words of the real client (see `azError`).
 */
export type AzHandler = (az: AzCall) => Promise<JsonValue | undefined>;

export type AzHandlers = Record<string, AzHandler>;

/** How a result looks as a table, where the command has its own columns. */
export type AzTable = (result: JsonValue) => Record<string, JsonValue>[];

/** A group of commands: what serves them, and how their results look as tables. */
export interface AzModule {
  handlers: AzHandlers;
  tables?: Record<string, AzTable>;
}
