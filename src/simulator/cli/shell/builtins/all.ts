import type { Builtin } from "../builtin.ts";
import { clear, command, help, history, type, which } from "./about.ts";
import {
  bash,
  breakLoop,
  colon,
  continueLoop,
  dot,
  evaluate,
  exit,
  leaveFunction,
  no,
  sh,
  source,
  yes,
} from "./control-flow.ts";
import { echo } from "./echo.ts";
import { cd, pwd } from "./folders.ts";
import { printf } from "./printf.ts";
import { env, xargs } from "./starters.ts";
import { bracket, test } from "./test-command.ts";
import { exportVariable, local, read, set, shift, unset } from "./variables.ts";

const list: readonly Builtin[] = [
  cd,
  pwd,
  echo,
  printf,
  exportVariable,
  unset,
  set,
  shift,
  local,
  read,
  yes,
  no,
  colon,
  exit,
  leaveFunction,
  breakLoop,
  continueLoop,
  evaluate,
  source,
  dot,
  test,
  bracket,
  bash,
  sh,
  env,
  xargs,
  type,
  which,
  command,
  help,
  history,
  clear,
];

/** The commands that are part of the shell, or need it, by name. */
export const builtins: ReadonlyMap<string, Builtin> = new Map(
  list.map((builtin) => [builtin.definition.name, builtin]),
);
