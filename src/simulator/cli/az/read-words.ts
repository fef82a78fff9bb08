import type { ExitError } from "../program.ts";
import type { SurfaceArgument } from "./surface.ts";

/** What the reading of words needs to know and tell. */
export interface WordReader {
  args: readonly SurfaceArgument[];
  /** An argument got its words, under the spelling `flag` of an option; throws when they are wrong. */
  take(argument: SurfaceArgument, words: readonly string[], flag?: string): void;
  fail(argument: SurfaceArgument, problem: string): ExitError;
  ambiguous(word: string, matches: readonly string[]): ExitError;
}

/** How a word was read: as an option, known or not, or as a value. */
type Kind = { option: SurfaceArgument | undefined; flag: string; explicit: string | undefined } | undefined;

const isPositional = ({ options }: SurfaceArgument): boolean => !options.some((option) => option.startsWith("-"));

const spellingsOf = (args: readonly SurfaceArgument[]) =>
  new Map(
    args
      .filter((argument) => !isPositional(argument))
      .flatMap((candidate) => candidate.options.map((flag) => [flag, candidate] as const)),
  );

/** argparse's `_get_option_tuples`: options that a word may be short for. */
function shortFor(word: string, spellings: ReadonlyMap<string, SurfaceArgument>): NonNullable<Kind>[] {
  const found: NonNullable<Kind>[] = [];
  if (word.startsWith("--")) {
    const at = word.indexOf("=");
    const prefix = at < 0 ? word : word.slice(0, at);
    const explicit = at < 0 ? undefined : word.slice(at + 1);
    for (const [flag, option] of spellings) if (flag.startsWith(prefix)) found.push({ option, flag, explicit });
    return found;
  }
  for (const [flag, option] of spellings) {
    if (flag === word.slice(0, 2)) found.push({ option, flag, explicit: word.slice(2) });
    else if (flag.startsWith(word)) found.push({ option, flag, explicit: undefined });
  }
  return found;
}

/** argparse's `_parse_optional`. */
function kindOf(word: string, spellings: ReadonlyMap<string, SurfaceArgument>, reader: WordReader): Kind {
  if (!word.startsWith("-")) return undefined;
  const exact = spellings.get(word);
  if (exact) return { option: exact, flag: word, explicit: undefined };
  if (word.length === 1) return undefined;
  const at = word.indexOf("=");
  const before = at < 0 ? undefined : spellings.get(word.slice(0, at));
  if (before) return { option: before, flag: word.slice(0, at), explicit: word.slice(at + 1) };
  const [first, ...others] = shortFor(word, spellings);
  if (first && others.length > 0) {
    const matches = [first, ...others].map(({ flag }) => flag);
    throw reader.ambiguous(word, matches);
  }
  if (first) return first;
  if (/^-\d+$|^-\d*\.\d+$/.test(word) || word.includes(" ")) return undefined;
  return { option: undefined, flag: word, explicit: undefined };
}

/** How many of the values that follow an argument takes; undefined when there are too few. */
function countOf({ nargs }: SurfaceArgument, available: number): number | undefined {
  if (nargs === undefined) return available >= 1 ? 1 : undefined;
  if (nargs === "?") return Math.min(1, available);
  if (nargs === "*") return available;
  if (nargs === "+") return available >= 1 ? available : undefined;
  const count = Number(nargs);
  return available >= count ? count : undefined;
}

function expected({ nargs }: SurfaceArgument): string {
  if (nargs === undefined) return "expected one argument";
  if (nargs === "?") return "expected at most one argument";
  if (nargs === "+") return "expected at least one argument";
  return `expected ${nargs} arguments`;
}

/**
 * Goes through the words of a command as argparse's `_parse_known_args` does: options take what follows them, other words
 * go to the positional arguments in turn. Returns the words that nobody took.
 */
export function readWords(words: readonly string[], reader: WordReader): string[] {
  const spellings = spellingsOf(reader.args);
  const positionals = reader.args.filter(isPositional);
  const end = words.indexOf("--");
  const kinds = words.map((word, at) => (end >= 0 && at >= end ? undefined : kindOf(word, spellings, reader)));
  const extras: string[] = [];
  const valuesFrom = (start: number): number => {
    let stop = start;
    while (stop < words.length && !kinds[stop]) stop++;
    return stop - start;
  };

  /** Gives the values from `at` on to the positional arguments whose turn it is; returns how far they reach. */
  const takePositionals = (at: number): number => {
    let next = at;
    while (positionals[0]) {
      const available = valuesFrom(next);
      const count = countOf(positionals[0], available);
      if (count === undefined || (count === 0 && available === 0 && next > at)) break;
      const [positional] = positionals.splice(0, 1);
      const taken = words.slice(next, next + count).filter((word) => word !== "--");
      if (positional && taken.length > 0) reader.take(positional, taken);
      next += count;
    }
    return next;
  };

  let at = 0;
  while (at < words.length) {
    const kind = kinds[at];
    if (!kind) {
      const reached = takePositionals(at);
      if (reached === at) extras.push(words[at++] ?? "");
      else at = reached;
      continue;
    }
    at = kind.option ? takeOption(kind, kind.option, at) : at + 1;
    if (!kind.option) extras.push(kind.flag);
  }
  return extras;

  function takeOption(kind: NonNullable<Kind>, option: SurfaceArgument, start: number): number {
    if (kind.explicit === undefined) {
      const count = countOf(option, valuesFrom(start + 1));
      if (count === undefined) throw reader.fail(option, expected(option));
      reader.take(option, words.slice(start + 1, start + 1 + count), kind.flag);
      return start + 1 + count;
    }
    if (option.nargs !== 0) {
      reader.take(option, [kind.explicit], kind.flag);
      return start + 1;
    }
    // Switches may be joined behind one dash, the last one with its value: `-ynNAME`.
    const joined = kind.flag.length === 2 ? spellings.get(`-${kind.explicit.charAt(0)}`) : undefined;
    if (!joined) throw reader.fail(option, `ignored explicit argument '${kind.explicit}'`);
    reader.take(option, [], kind.flag);
    const explicit = kind.explicit.slice(1) || undefined;
    return takeOption({ option: joined, flag: `-${kind.explicit.charAt(0)}`, explicit }, joined, start);
  }
}
