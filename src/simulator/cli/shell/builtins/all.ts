import type { Builtin } from "../builtin.ts";
import { echo } from "./echo.ts";

/** The commands that are part of the shell, by name. */
export const builtins: ReadonlyMap<string, Builtin> = new Map([echo].map((one) => [one.definition.name, one]));
