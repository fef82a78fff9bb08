/** A program of jq, parsed. */
export type Expression =
  | { kind: "identity" | "recurse" }
  | { kind: "literal"; value: null | boolean | number | string }
  | { kind: "text"; segments: readonly (string | Expression)[]; format: string | undefined }
  | { kind: "format"; name: string }
  | { kind: "index"; of: Expression; by: Expression }
  | { kind: "slice"; of: Expression; from: Expression | undefined; to: Expression | undefined }
  | { kind: "iterate"; of: Expression }
  | { kind: "array"; of: Expression | undefined }
  | { kind: "object"; entries: readonly { key: Expression; value: Expression }[] }
  | { kind: "negate"; of: Expression }
  | { kind: "pipe" | "comma" | "and" | "or" | "otherwise"; left: Expression; right: Expression }
  | { kind: "binary"; operator: string; left: Expression; right: Expression }
  | { kind: "assign"; operator: string; left: Expression; right: Expression }
  | { kind: "if"; test: Expression; yes: Expression; no: Expression | undefined }
  | { kind: "try"; body: Expression; catch: Expression | undefined }
  | { kind: "reduce"; source: Expression; pattern: Pattern; init: Expression; update: Expression }
  | {
      kind: "foreach";
      source: Expression;
      pattern: Pattern;
      init: Expression;
      update: Expression;
      extract: Expression | undefined;
    }
  | { kind: "bind"; source: Expression; patterns: readonly Pattern[]; body: Expression }
  | { kind: "define"; definition: Definition; body: Expression }
  | { kind: "call"; name: string; args: readonly Expression[] }
  | { kind: "variable"; name: string }
  | { kind: "label"; name: string; body: Expression }
  | { kind: "break"; name: string };

export type Pattern =
  | { kind: "name"; name: string }
  | { kind: "list"; items: readonly Pattern[] }
  | {
      kind: "members";
      members: readonly { key: Expression; name: string | undefined; pattern: Pattern | undefined }[];
    };

export interface Definition {
  name: string;
  /** `f` or `$x`. */
  params: readonly string[];
  body: Expression;
}

/** Returns the names of the variables that a pattern binds. */
export const namesOf = (pattern: Pattern): string[] => {
  if (pattern.kind === "name") return [pattern.name];
  if (pattern.kind === "list") return pattern.items.flatMap(namesOf);
  return pattern.members.flatMap(({ name, pattern: deeper }) => [
    ...(name === undefined ? [] : [name]),
    ...(deeper ? namesOf(deeper) : []),
  ]);
};

/** The program cannot be read. */
export class JqSyntaxError extends Error {}
