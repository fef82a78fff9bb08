import * as v from "valibot";
import { gridProblems } from "./diagram-grid.ts";
import type { Diagram, GraphDiagram, SequenceDiagram } from "./diagram-types.ts";

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*$/, "must be lower-case letters, digits and dashes"));
const text = v.pipe(v.string(), v.trim(), v.minLength(1, "must not be empty"));
const cells = v.pipe(v.number(), v.integer(), v.minValue(0));
const span = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)));
const place = { col: cells, row: cells, cols: span, rows: span };
const flag = v.optional(v.boolean());

const common = {
  id,
  title: text,
  description: v.pipe(text, v.minLength(20), v.endsWith(".", "must be a full sentence that ends with a full stop")),
};

const sequence = v.strictObject({
  ...common,
  kind: v.literal("sequence"),
  actors: v.pipe(v.array(v.strictObject({ id, title: text, sub: v.optional(text) })), v.minLength(2)),
  messages: v.pipe(
    v.array(
      v.strictObject({
        from: id,
        to: id,
        text,
        reply: flag,
        note: v.optional(text),
        strong: flag,
        refused: flag,
        group: v.optional(text),
        says: v.optional(text),
      }),
    ),
    v.minLength(1),
  ),
});

const graph = v.strictObject({
  ...common,
  kind: v.literal("graph"),
  flow: v.optional(v.picklist(["across", "down"])),
  nodes: v.pipe(
    v.array(
      v.strictObject({
        id,
        shape: v.picklist(["box", "store", "person", "dock", "key", "bars", "cluster", "door", "clock"]),
        title: text,
        sub: v.optional(text),
        bars: v.optional(
          v.array(
            v.strictObject({
              size: v.pipe(v.number(), v.gtValue(0)),
              label: v.optional(text),
              state: v.optional(v.picklist(["present", "copying", "missing"])),
            }),
          ),
        ),
        ...place,
      }),
    ),
    v.minLength(1),
  ),
  edges: v.array(
    v.strictObject({
      from: id,
      to: id,
      verb: text,
      line: v.optional(v.picklist(["solid", "dashed"])),
      strong: flag,
      refused: flag,
      says: v.optional(text),
    }),
  ),
  bounds: v.optional(v.array(v.strictObject({ title: text, nodes: v.pipe(v.array(id), v.minLength(1)) }))),
  narrow: v.optional(v.union([v.literal(true), v.record(id, v.strictObject(place))])),
});

/** One file of `content/diagrams/`. */
export const diagramSchema = v.pipe(
  v.variant("kind", [sequence, graph]),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const message of diagramProblems(dataset.value)) addIssue({ message });
  }),
);

/** What the shape of the data alone cannot say: names that lead nowhere, cells used twice. */
export function diagramProblems(diagram: Diagram): string[] {
  return diagram.kind === "sequence" ? sequenceProblems(diagram) : graphProblems(diagram);
}

const repeated = (ids: string[]): string[] =>
  ids.filter((candidate, index) => ids.indexOf(candidate) !== index).map((duplicate) => `duplicate id ${duplicate}`);

function sequenceProblems({ actors, messages }: SequenceDiagram): string[] {
  const known = new Set(actors.map((actor) => actor.id));
  const unknown = messages.flatMap(({ from, to }) => [from, to]).filter((actor) => !known.has(actor));
  return [...repeated(actors.map((actor) => actor.id)), ...unknown.map((actor) => `unknown actor ${actor}`)];
}

function graphProblems(diagram: GraphDiagram): string[] {
  const ids = diagram.nodes.map((node) => node.id);
  const known = new Set(ids);
  const named = [
    ...diagram.edges.flatMap(({ from, to }) => [from, to]),
    ...(diagram.bounds ?? []).flatMap((bound) => bound.nodes),
  ];
  const problems = [
    ...repeated(ids),
    ...named.filter((reference) => !known.has(reference)).map((unknownId) => `unknown node ${unknownId}`),
    ...diagram.edges.filter(({ from, to }) => from === to).map(({ from }) => `an arrow leads from ${from} to itself`),
  ];
  if (problems.length > 0) return problems;
  return [...gridProblems(diagram, false), ...(diagram.narrow ? gridProblems(diagram, true) : [])];
}

// The schema and the type are written apart and must not drift.
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
const same: Same<v.InferOutput<typeof diagramSchema>, Diagram> = true;
void same;
