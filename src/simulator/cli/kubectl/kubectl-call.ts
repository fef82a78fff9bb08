import type { GoLine } from "../go-options.ts";
import { ExitError, type Call } from "../program.ts";
import { ApiClient } from "./api.ts";
import { kindOf, kinds, type Kind } from "./kinds.ts";

/** What a command of kubectl works with. */
export interface KubectlCall {
  call: Call;
  line: GoLine;
  /** The API server of the context; asked for only when a command needs one. */
  api(): ApiClient;
}

export type KubectlHandler = (kubectl: KubectlCall) => Promise<number> | number;

/** Returns the kind of a word. Throws ExitError with kubectl's words for one that the clusters don't serve. */
export function requireKind(word: string): Kind {
  const kind = kindOf(word);
  if (kind) return kind;
  throw new ExitError(1, `error: the server doesn't have a resource type "${word}"`, {
    code: "UnknownKind",
    text: `The simulated clusters know ${kinds.map(({ plural }) => plural).join(", ")}.`,
    next: "`kubectl api-resources`",
  });
}

/**
 * Returns the objects that `TYPE NAME…` or `TYPE/NAME…` names; a type alone means all its objects and has no name. A first word
 * that isn't a type is a name of the `fallback` kind. Throws ExitError with kubectl's words for no words, or a type that isn't known.
 */
export function targetsOf(operands: readonly string[], fallback?: Kind): { kind: Kind; name?: string }[] {
  const [first] = operands;
  if (first === undefined) {
    throw new ExitError(
      1,
      'error: Required resource not specified.\nUse "kubectl api-resources" for a complete list of supported resources.',
      {
        code: "NoResource",
        text: "The command needs a kind or a name, for example pods or deployment/web.",
      },
    );
  }
  if (operands.some((word) => word.includes("/"))) {
    return operands.map((word) => {
      const [type = "", name = "", more] = word.split("/");
      if (name === "" || more !== undefined) {
        throw new ExitError(1, `error: arguments in resource/name form must have a single resource and name`);
      }
      return { kind: requireKind(type), name };
    });
  }
  if (fallback && kindOf(first) === undefined) return operands.map((name) => ({ kind: fallback, name }));
  const list = first.split(",").map(requireKind);
  const names = operands.slice(1);
  return list.flatMap((kind) => (names.length === 0 ? [{ kind }] : names.map((name) => ({ kind, name }))));
}

/** Returns the first object that a line names. Throws ExitError when it has a type only; see `targetsOf`. */
export function targetOf(operands: readonly string[], fallback?: Kind): { kind: Kind; name: string } {
  const [found] = targetsOf(operands, fallback);
  if (found?.name !== undefined) return { kind: found.kind, name: found.name };
  throw new ExitError(1, "error: resource(s) were provided, but no name was specified", {
    code: "NoName",
    text: "The command changes one object and needs its name, such as deployment/web.",
  });
}

/** Returns the value of an option; undefined when it is missing or empty. */
export const optional = (line: GoLine, flag: string): string | undefined => line.text(flag) || undefined;

/** Returns the milliseconds of a duration as Go writes it: 90s, 2m, 1m30s. A bare number is seconds. */
export function durationOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
  if (!/^(\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(text)) {
    throw new ExitError(1, `error: invalid argument "${text}" for "--timeout" flag: time: invalid duration "${text}"`);
  }
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)].reduce(
    (sum, [, value, unit = "s"]) => sum + Number(value) * (units[unit] ?? 0),
    0,
  );
}
