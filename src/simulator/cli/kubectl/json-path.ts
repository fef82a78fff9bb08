import { ExitError } from "../program.ts";
import { asPrintable } from "./objects.ts";
import { EvaluationError, follow } from "./json-path-evaluator.ts";
import { goJson, goSyntax } from "./go-values.ts";
import { parseJsonPath, type TemplatePiece } from "./json-path-parser.ts";

const explanation = {
  code: "BadJsonPath",
  text: "kubectl reads paths like {.items[*].metadata.name}, {.a['b','c']}, {.a[?(@.b==\"c\")]}, {range …}{end} and {\"text\"}.",
};

const unparsable =
  (template: string) =>
  (why: string): ExitError =>
    new ExitError(1, `error: error parsing jsonpath ${template}, ${why}`, explanation);

const printed = (value: unknown): string =>
  typeof value === "object" && value !== null ? goJson(value) : value === null ? "<nil>" : asPrintable(value);

const isWord = (piece: TemplatePiece | undefined, name: string): boolean =>
  piece !== undefined && "path" in piece && piece.path.some((node) => node.kind === "identifier" && node.name === name);

/** Prints pieces from an index on, up to their `end`; `next` is the index after it. */
function print(
  pieces: readonly TemplatePiece[],
  from: number,
  root: unknown,
  depth: number,
): { text: string; next: number } {
  let text = "";
  for (let index = from; index < pieces.length; index++) {
    const piece = pieces[index];
    if (!piece) break;
    if ("text" in piece) text += piece.text;
    else if (isWord(piece, "end")) {
      if (depth === 0) throw new EvaluationError("not in range, nothing to end");
      return { text, next: index + 1 };
    } else if (isWord(piece, "range")) {
      const path = piece.path.filter((node) => node.kind !== "identifier" || node.name !== "range");
      const values = follow(path, [root]);
      const bodies = values.map((value) => print(pieces, index + 1, value, depth + 1));
      text += bodies.map((body) => body.text).join("");
      // Without values the body is still read, for its end and its errors.
      const { next } = bodies[0] ?? print(pieces, index + 1, undefined, depth + 1);
      index = next - 1;
    } else text += follow(piece.path, [root]).map(printed).join(" ");
  }
  return { text, next: pieces.length };
}

/**
 * Prints a JSONPath template over an object as `kubectl -o jsonpath=` does (recorded with kubectl 1.32). Throws ExitError with kubectl's
 * words for a template that can't be parsed, and for a path that doesn't fit the object: an index that a list doesn't have, a word
 * other than `range` and `end`, values that can't be compared. A field that is missing prints nothing.
 */
export function jsonPath(template: string, root: unknown): string {
  if (template === "") throw new ExitError(1, "error: template format specified but no template given", explanation);
  const pieces = parseJsonPath(template, unparsable(template));
  try {
    return print(pieces, 0, root, 0).text;
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    throw new ExitError(
      1,
      `error: error executing jsonpath ${JSON.stringify(template)}: Error executing template: ${error.message}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${template}\n\tobject given to jsonpath engine was:\n\t\t${goSyntax(root)}\n\n`,
      explanation,
    );
  }
}

/** The JSONPath template of a custom column, which may go without braces and without the first dot (`metadata.name`). */
export function columnPath(text: string): string {
  const [, inBraces, plain] = /^(?:\{\.?([^{}]+)\}|\.?([^{}]+))$/.exec(text) ?? [];
  const path = inBraces ?? plain;
  if (path !== undefined) return `{.${path}}`;
  throw new ExitError(
    1,
    `error: unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'`,
    explanation,
  );
}
