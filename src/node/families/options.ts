/** What `npm run families` was asked to do. */
export interface FamiliesOptions {
  /** Prints counts by family and objective as JSON, and generates nothing. */
  json: boolean;
  /** Compares what would be written with what is there, and writes nothing. */
  check: boolean;
  /** Forgets variants that were generated before: for a family that was never released. */
  fresh: boolean;
  /** Prints every combination that was left out. */
  verbose: boolean;
  /** Ids of families; all when empty. */
  families: string[];
}

/** Reads the arguments of `npm run families`. Throws an Error for an unknown option. */
export function readFamiliesOptions(args: readonly string[]): FamiliesOptions {
  const options: FamiliesOptions = { json: false, check: false, fresh: false, verbose: false, families: [] };
  for (const arg of args) {
    const flag = /^--(json|check|fresh|verbose)$/.exec(arg)?.[1] as "json" | "check" | "fresh" | "verbose" | undefined;
    if (flag) options[flag] = true;
    else if (arg.startsWith("-"))
      throw new Error(`Unknown option ${arg}. Options: --json, --check, --fresh, --verbose.`);
    else options.families.push(arg);
  }
  return options;
}
