import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { diagramProblems, diagramSchema } from "../../../src/content/build/diagram-schema.ts";
import {
  overlaps,
  plainText,
  textRect,
  textWidth,
  wrapText,
  type Rect,
} from "../../../src/content/build/diagram-text.ts";
import type { Diagram, DiagramNode, GraphDiagram, SequenceDiagram } from "../../../src/content/build/diagram-types.ts";
import { barLength } from "../../../src/content/build/diagram-shapes.ts";
import type { Picture } from "../../../src/content/build/diagram-picture.ts";
import { drawDiagram, layoutDiagram, NARROW, WIDE } from "../../../src/content/build/diagram.ts";

const folder = join(import.meta.dirname, "../../../content/diagrams/acr");
const authored = readdirSync(folder).map((file) => ({
  file,
  diagram: v.parse(diagramSchema, parse(readFileSync(join(folder, file), "utf8"))) as Diagram,
}));

const pictures = (diagram: Diagram): Picture[] => Object.values(layoutDiagram(diagram));

const contains = (outer: Rect, inner: Rect): boolean =>
  inner.x >= outer.x - 0.01 &&
  inner.y >= outer.y - 0.01 &&
  inner.x + inner.width <= outer.x + outer.width + 0.01 &&
  inner.y + inner.height <= outer.y + outer.height + 0.01;

/** Everything a reader could trip over in one drawing; an empty list is a good drawing. */
function flaws(picture: Picture): string[] {
  const found: string[] = [];
  const page: Rect = { x: 0, y: 0, width: picture.width, height: picture.height };
  picture.boxes.forEach(({ id, box }, index) => {
    if (!contains(page, box)) found.push(`${id} leaves the page`);
    for (const other of picture.boxes.slice(index + 1)) {
      if (overlaps(box, other.box)) found.push(`${id} covers ${other.id}`);
    }
    for (const text of picture.texts.filter((placedText) => placedText.owner === id)) {
      if (!contains(box, textRect(text))) found.push(`words leave ${id}`);
    }
  });
  picture.texts.forEach((text, index) => {
    const rect = textRect(text);
    if (text.block.size < 12) found.push(`words of ${text.owner} are smaller than 12`);
    if (!contains(page, rect)) found.push(`words of ${text.owner} leave the page`);
    for (const other of picture.texts.slice(index + 1)) {
      if (overlaps(rect, textRect(other))) found.push(`words of ${text.owner} cover words of ${other.owner}`);
    }
    for (const { id, core } of picture.boxes) {
      if (text.owner !== id && overlaps(rect, core)) found.push(`words of ${text.owner} cover ${id}`);
    }
  });
  const segments = picture.lines.flatMap((points) =>
    points.slice(1).map((end, index) => segmentRect(points[index] ?? end, end)),
  );
  for (const segment of segments) {
    for (const { id, core } of picture.boxes) if (overlaps(segment, core, 1)) found.push(`an arrow runs over ${id}`);
    for (const text of picture.texts) {
      if (!text.plate && overlaps(segment, textRect(text), 1))
        found.push(`an arrow runs through the words of ${text.owner}`);
    }
  }
  for (const [, x, y] of picture.shapes.join("").matchAll(/<circle class="dg-no" cx="([\d.]+)" cy="([\d.]+)"/g)) {
    const mark: Rect = { x: Number(x) - 6.5, y: Number(y) - 6.5, width: 13, height: 13 };
    for (const text of picture.texts) {
      if (overlaps(mark, textRect(text), 1)) found.push(`a crossed circle lies on the words of ${text.owner}`);
    }
    for (const { id, core } of picture.boxes) if (overlaps(mark, core, 1)) found.push(`a crossed circle lies on ${id}`);
  }
  return found;
}

/** Arrows are level or upright, so a thin rectangle is one. */
const segmentRect = (a: { x: number; y: number }, b: { x: number; y: number }): Rect => ({
  x: Math.min(a.x, b.x) - 1,
  y: Math.min(a.y, b.y) - 1,
  width: Math.abs(a.x - b.x) + 2,
  height: Math.abs(a.y - b.y) + 2,
});

function markupFlaws(svg: string): string[] {
  const found: string[] = [];
  if (/\sstyle=|<style/.test(svg)) found.push("has styles");
  if (/(fill|stroke)="(?!none|currentColor)/.test(svg)) found.push("has colours");
  if (/NaN|undefined|Infinity/.test(svg)) found.push("has numbers that are none");
  const ids = [...svg.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
  if (new Set(ids).size !== ids.length) found.push("repeats an id");
  for (const [, names] of svg.matchAll(/aria-labelledby="([^"]+)"/g)) {
    for (const name of (names ?? "").split(" ")) if (!ids.includes(name)) found.push(`refers to ${name}`);
  }
  const drawings = svg.split("<svg ").slice(1);
  for (const drawing of drawings) {
    if (!/role="img"/.test(drawing) || !/<title /.test(drawing) || !/<desc /.test(drawing)) found.push("is not named");
    if (!/viewBox="0 0 [\d.]+ [\d.]+" width="[\d.]+" height="[\d.]+"/.test(drawing)) found.push("has no size");
  }
  return found;
}

describe("drawings of the chapter", () => {
  it.each(authored)(
    "$file is named like its id, fits page and phone, and nothing in it overlaps",
    ({ file, diagram }) => {
      expect(file).toBe(`${diagram.id}.yaml`);
      const { wide, narrow } = layoutDiagram(diagram);
      expect(wide.width).toBeLessThanOrEqual(WIDE);
      expect((narrow ?? wide).width).toBeLessThanOrEqual(NARROW);
      expect(flaws(wide)).toEqual([]);
      expect(narrow ? flaws(narrow) : []).toEqual([]);
    },
  );

  it.each(authored)("$file has markup for a strict policy and for screen readers", ({ diagram }) => {
    expect(markupFlaws(drawDiagram(diagram).svg)).toEqual([]);
  });

  it.each(authored)("$file says in its list what it draws", ({ diagram }) => {
    const { list } = drawDiagram(diagram);
    const names = (id: string) => {
      const things = diagram.kind === "graph" ? diagram.nodes : diagram.actors;
      return plainText(things.find((thing) => thing.id === id)?.title ?? id).toLowerCase();
    };
    if (diagram.kind === "sequence") {
      diagram.messages.forEach((message, index) => {
        if (message.says) return expect(list[index]).toContain(plainText(message.says));
        const line = list[index]?.toLowerCase() ?? "";
        expect(line).toContain(names(message.from));
        expect(line).toContain(names(message.to));
        expect(line).toContain(plainText(message.text).toLowerCase());
      });
    } else {
      diagram.edges.forEach((edge, index) => {
        if (edge.says) return expect(list[index]).toContain(plainText(edge.says));
        const line = list[index]?.toLowerCase() ?? "";
        for (const part of [names(edge.from), plainText(edge.verb), names(edge.to)]) expect(line).toContain(part);
      });
      for (const bound of diagram.bounds ?? []) expect(list.join(" ")).toContain(bound.title);
      for (const node of diagram.nodes) if (node.sub) expect(list.join(" ")).toContain(plainText(node.sub));
    }
    for (const line of list) expect(line).toMatch(/^([A-Z]|web:|sha256:).*[.)]$/);
  });

  it("gives every drawing ids of its own", () => {
    const all = authored.map(({ diagram }) => drawDiagram(diagram).svg).join("");
    expect(markupFlaws(all)).toEqual([]);
  });
});

const base = { id: "sample", title: "A sample", description: "A sample of a drawing with a sentence." };
const box = (id: string, col: number, row: number, more: Partial<DiagramNode> = {}): DiagramNode => ({
  id,
  shape: "box",
  title: id.toUpperCase(),
  col,
  row,
  ...more,
});

describe("words", () => {
  it("are measured generously: 0.56 em for sans, 0.6 em for code, more for wide letters", () => {
    expect(textWidth("abc", 10)).toBeCloseTo(16.8);
    expect(textWidth("abc", 10, true)).toBeCloseTo(18);
    expect(textWidth("ABC", 10)).toBeGreaterThan(20);
  });

  it("break between words only, evenly, and never lose one", () => {
    const block = wrapText("reads the signature from the", 12, 80);
    expect(block.lines.map((line) => line.runs.map((run) => run.text).join(""))).toEqual([
      "reads the",
      "signature",
      "from the",
    ]);
  });

  it("keep code in monospace, with the blank before it, and break long code after its signs", () => {
    const [first] = wrapText("at `/oauth2/exchange` today", 12, 400).lines;
    expect(first?.runs.map((run) => run.text).join("")).toBe("at /oauth2/exchange today");
    expect(first?.runs.filter((run) => run.mono).map((run) => run.text)).toEqual(["/", "oauth2/", "exchange"]);
    expect(wrapText("`contoso.azurecr.io/web:v2`", 12, 90).lines.length).toBeGreaterThan(1);
  });

  it("are escaped", () => {
    const { svg } = drawDiagram({
      ...base,
      title: 'A & B <"C">',
      kind: "graph",
      nodes: [box("a", 0, 0, { title: "<b> & c" })],
      edges: [],
    });
    expect(svg).toContain("A &amp; B &lt;&quot;C&quot;&gt;");
    expect(svg).toContain("&lt;b&gt; &amp; c");
  });
});

describe("layers", () => {
  it("are bars as long as the logarithm of their size", () => {
    const sizes = [1, 10, 100];
    const [small, middle, large] = sizes.map((size) => barLength(size, sizes, 80));
    expect(large).toBe(80);
    expect((middle ?? 0) - (small ?? 0)).toBeCloseTo((large ?? 0) - (middle ?? 0));
  });

  it("are filled when present, half filled while copying, hollow when missing, and counted in the list", () => {
    const bars = [{ size: 5 }, { size: 5, state: "copying" as const }, { size: 5, state: "missing" as const }];
    const { svg, list } = drawDiagram({
      ...base,
      kind: "graph",
      nodes: [box("a", 0, 0, { shape: "dock", bars })],
      edges: [],
    });
    expect(svg.match(/class="dg-bar"/g)).toHaveLength(1);
    expect(svg.match(/class="dg-bar dg-hollow"/g)).toHaveLength(2);
    expect(svg.match(/class="dg-bar dg-half"/g)).toHaveLength(1);
    expect(list).toEqual(["A has 1 of the 3 layers; 1 is being copied."]);
  });
});

describe("what cannot be drawn is said", () => {
  const graph = (part: Partial<GraphDiagram>): Diagram => ({
    ...base,
    kind: "graph",
    nodes: [box("a", 0, 0), box("b", 1, 0), box("c", 2, 0)],
    edges: [],
    ...part,
  });

  it("reports two nodes in one cell, also in the narrow layout", () => {
    expect(diagramProblems(graph({ nodes: [box("a", 0, 0), box("b", 0, 0)] }))).toEqual([
      "a and b stand in the same cell",
    ]);
    const narrow = { a: { col: 0, row: 0 }, b: { col: 0, row: 0 }, c: { col: 1, row: 0 } };
    expect(diagramProblems(graph({ narrow }))).toEqual(["narrow layout: a and b stand in the same cell"]);
  });

  it("reports an outline around a node that isn't its own, and outlines that cross", () => {
    expect(diagramProblems(graph({ bounds: [{ title: "X", nodes: ["a", "c"] }] }))[0]).toContain("runs around b");
    const bounds = [
      { title: "X", nodes: ["a", "b"] },
      { title: "Y", nodes: ["b", "c"] },
    ];
    expect(diagramProblems(graph({ bounds }))).toContain('the outlines "X" and "Y" cross');
  });

  it("reports names that don't exist", () => {
    expect(diagramProblems(graph({ edges: [{ from: "a", to: "z", verb: "calls" }] }))).toEqual(["unknown node z"]);
    expect(diagramProblems(graph({ edges: [{ from: "a", to: "a", verb: "calls" }] }))[0]).toContain("to itself");
    const sequence: Diagram = {
      ...base,
      kind: "sequence",
      actors: [],
      messages: [{ from: "a", to: "b", text: "asks" }],
    };
    expect(diagramProblems(sequence)).toEqual(["unknown actor a", "unknown actor b"]);
  });

  it("reports unknown fields, such as misspelled ones", () => {
    const result = v.safeParse(diagramSchema, {
      ...base,
      kind: "graph",
      nodes: [{ ...box("a", 0, 0), colour: "red" }],
      edges: [],
    });
    expect(result.success).toBe(false);
  });
});

const words = fc
  .array(
    fc.constantFrom("pushes", "to", "pulls", "from", "a", "the", "`sha256:4c1f`", "registry", "MMWW", "replication"),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((list) => list.join(" "));

const anyGraph: fc.Arbitrary<GraphDiagram> = fc
  .record({
    cells: fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })), {
      minLength: 2,
      maxLength: 7,
      selector: ([col, row]) => `${col},${row}`,
    }),
    titles: fc.array(words, { minLength: 7, maxLength: 7 }),
    subs: fc.array(fc.option(words, { nil: undefined }), { minLength: 7, maxLength: 7 }),
    shapes: fc.array(fc.constantFrom("box", "store", "dock", "bars", "cluster", "person", "key", "door", "clock"), {
      minLength: 7,
      maxLength: 7,
    }),
    sizes: fc.array(fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 3 }), { minLength: 7, maxLength: 7 }),
    links: fc.array(fc.tuple(fc.nat(6), fc.nat(6), words, fc.boolean(), fc.boolean()), { maxLength: 8 }),
    bounded: fc.option(fc.nat(6), { nil: undefined }),
    flow: fc.constantFrom("across" as const, "down" as const),
    large: fc.option(fc.record({ cols: fc.integer({ min: 1, max: 2 }), rows: fc.integer({ min: 1, max: 3 }) }), {
      nil: undefined,
    }),
  })
  .map(({ cells, titles, subs, shapes, sizes, links, bounded, flow, large }): GraphDiagram => {
    const nodes = cells.map(([col, row], index): DiagramNode => ({
      ...box(`n${index}`, col, row, { title: titles[index] ?? "", sub: subs[index], shape: shapes[index] ?? "box" }),
      bars: (sizes[index] ?? []).map((size) => ({ size, label: size % 2 ? "layer" : undefined })),
      ...(index === 0 ? large : undefined),
    }));
    const edges = links
      .map(([from, to, verb, dashed, refused]) => ({
        from: `n${from % nodes.length}`,
        to: `n${to % nodes.length}`,
        verb,
        line: dashed ? ("dashed" as const) : undefined,
        refused,
      }))
      .filter(({ from, to }) => from !== to);
    const alone = bounded === undefined ? [] : [{ title: "An outline", nodes: [`n${bounded % nodes.length}`] }];
    return { ...base, kind: "graph", flow, nodes, edges, bounds: alone, narrow: true };
  });

const anySequence: fc.Arbitrary<SequenceDiagram> = fc
  .record({
    titles: fc.array(words, { minLength: 2, maxLength: 4 }),
    steps: fc.array(
      fc.record({
        from: fc.nat(3),
        to: fc.nat(3),
        text: words,
        reply: fc.boolean(),
        refused: fc.boolean(),
        note: fc.option(words, { nil: undefined }),
        group: fc.constantFrom(undefined, "Once", "Each push"),
      }),
      { minLength: 1, maxLength: 9 },
    ),
  })
  .map(({ titles, steps }): SequenceDiagram => {
    const actors = titles.map((title, index) => ({ id: `a${index}`, title }));
    const messages = steps.map((step) => ({
      ...step,
      from: `a${step.from % actors.length}`,
      to: `a${step.to % actors.length}`,
    }));
    return { ...base, kind: "sequence", actors, messages };
  });

describe("any small diagram", () => {
  it("graph: no node overlaps another, and no text overlaps anything, in both layouts", () => {
    fc.assert(
      fc.property(anyGraph, (diagram) => {
        fc.pre(diagramProblems(diagram).length === 0);
        let drawn: Picture[];
        try {
          drawn = pictures(diagram);
        } catch (error) {
          // A large node can wall off another; that is reported, not drawn.
          expect(String(error)).toContain("no way from");
          return fc.pre(false);
        }
        for (const picture of drawn) expect(flaws(picture)).toEqual([]);
        const { svg, list } = drawDiagram(diagram);
        expect(markupFlaws(svg)).toEqual([]);
        expect(list.length).toBeGreaterThanOrEqual(diagram.edges.length);
      }),
      { numRuns: 60 },
    );
  });

  it("sequence: heads don't overlap, text overlaps nothing, and each message has a sentence", () => {
    fc.assert(
      fc.property(anySequence, (diagram) => {
        expect(diagramProblems(diagram)).toEqual([]);
        for (const picture of pictures(diagram)) expect(flaws(picture)).toEqual([]);
        const { svg, list } = drawDiagram(diagram);
        expect(markupFlaws(svg)).toEqual([]);
        expect(list).toHaveLength(diagram.messages.length);
      }),
      { numRuns: 100 },
    );
  });
});
