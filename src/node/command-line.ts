import { parseArgs, type ParseArgsConfig } from "node:util";
import { failWith, ok, type Failure, type Result } from "../simulator/world/result.ts";

const invalid = (message: string) => failWith("OptionInvalid", message);

/** Parses a command line as `parseArgs` does. An option that is unknown, or has no value, is an OptionInvalid failure. */
export function parseOptions<Config extends ParseArgsConfig>(
  config: Config,
): Result<ReturnType<typeof parseArgs<Config>>["values"], Failure> {
  try {
    return ok(parseArgs(config).values);
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")) {
      return invalid(error.message);
    }
    throw error;
  }
}

/** Reads an option that has one of these values, in any case. */
export function oneOf<Value extends string>(
  name: string,
  value: string,
  allowed: readonly Value[],
): Result<Value, Failure> {
  const found = allowed.find((option) => option.toLowerCase() === value.toLowerCase());
  return found === undefined ? invalid(`--${name} is one of ${allowed.join(", ")}, not ${value}.`) : ok(found);
}
