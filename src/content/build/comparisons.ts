import type { Html } from "../../assessment/item.ts";
import type { Comparison, ComparisonRow, Dual, Need } from "../content.ts";
import { isDisputed, isSkuFact, skuNames, type SkuFact } from "../fact.ts";
import { cheapestWith, skuText } from "../fact-format.ts";
import type { AuthoredComparison } from "./content-schema.ts";
import { addUse, renderer, resolveTarget, teachClaims, type Context } from "./context.ts";
import { escapeHtml } from "./markdown.ts";
import type { YamlFile } from "./read-yaml.ts";

type FactsComparison = Extract<AuthoredComparison, { kind: "facts" }>;
type TextComparison = Extract<AuthoredComparison, { kind: "text" }>;

const perProfile = <T>(make: (profile: "chapter" | "azure") => T) => ({
  chapter: make("chapter"),
  azure: make("azure"),
});

/** What a fact is measured in; a value that isn't a number or a yes is comparable within its own row only. */
function unitOf({ id, format, unit }: SkuFact): string {
  if (format === "gate") return "gate";
  if (format.startsWith("storage")) return "storage";
  return unit?.[1] ?? id;
}

function factRow(fact: SkuFact): ComparisonRow {
  const code = fact.format === "code";
  const cell = (sku: (typeof skuNames)[number]): Dual =>
    perProfile((profile): Html => {
      const text = escapeHtml(skuText(fact, profile, sku));
      return code && fact[profile][sku] !== null ? `<code>${text}</code>` : text;
    });
  const cells = Object.fromEntries(skuNames.map((sku) => [sku, cell(sku)]));
  const values = perProfile((profile) => skuNames.map((sku) => cells[sku]?.[profile]));
  return {
    id: fact.id,
    title: escapeHtml(fact.label),
    cells,
    differs: perProfile((profile) => new Set(values[profile]).size > 1),
    // A row the chapter never mentions is new, not disputed.
    disputed:
      fact.dispute !== undefined ||
      (values.chapter.join() !== values.azure.join() && skuNames.some((sku) => fact.chapter[sku] !== null)),
    fact: fact.id,
    unit: unitOf(fact),
    ...(fact.notes?.azure && { note: escapeHtml(fact.notes.azure) }),
  };
}

function compileFacts(file: YamlFile<AuthoredComparison>, source: FactsComparison, context: Context) {
  const seen = new Set<string>();
  const use = { href: `compare/${source.id}/`, title: source.title };
  const { inline } = renderer(context, file.file, "chapter", false, use);
  const azure = renderer(context, file.file, "azure", false, use);
  const groups = source.groups.map((group, at) => ({
    title: group.title,
    rows: group.facts.flatMap((id, index) => {
      const fact = context.table.facts.get(id);
      const line = file.lineOf(["groups", at, "facts", index]);
      if (!fact || !isSkuFact(fact)) {
        context.problems.add(file.file, line, `unknown SKU fact ${id}`);
        return [];
      }
      seen.add(id);
      addUse(context.factUses, id, { href: `compare/${source.id}/#${id}`, title: source.title });
      return [factRow(fact)];
    }),
  }));
  for (const fact of context.table.skus) {
    if (!seen.has(fact.id)) context.problems.add(file.file, 1, `the comparison leaves out the SKU fact ${fact.id}`);
  }
  const needs = source.needs.map((need, at): Need => {
    const line = file.lineOf(["needs", at]);
    const fact = context.table.facts.get(need.fact);
    if (!fact || !isSkuFact(fact)) context.problems.add(file.file, line, `unknown SKU fact ${need.fact}`);
    if ((need.gate === undefined) === (need.atLeast === undefined)) {
      context.problems.add(file.file, line, `${need.id}: give either gate: true or atLeast`);
    }
    return {
      id: need.id,
      text: inline(need.text, line),
      because: { chapter: inline(need.because, line), azure: azure.inline(need.because, line) },
      answer: perProfile((profile) =>
        fact && isSkuFact(fact) ? cheapestWith(fact, profile, need.gate ? undefined : need.atLeast) : "none",
      ),
      fact: need.fact,
    };
  });
  return { columns: skuNames.map((sku) => ({ id: sku, title: sku })), groups, needs };
}

function compileText(file: YamlFile<AuthoredComparison>, source: TextComparison, context: Context) {
  const groups = new Map<string, ComparisonRow[]>();
  const ids = new Set<string>();
  source.rows.forEach((row, at) => {
    const line = file.lineOf(["rows", at]);
    const problem = (message: string) => context.problems.add(file.file, line, message);
    const use = { href: `compare/${source.id}/#${row.id}`, title: `${source.title}: ${row.title}` };
    if (ids.has(row.id)) problem(`duplicate row ${row.id}`);
    ids.add(row.id);
    teachClaims(context, row.claims ?? [], use, file.file, line);
    const voices = perProfile((profile) => renderer(context, file.file, profile, false, use));
    const cells: Record<string, Dual> = {};
    for (const column of source.columns) {
      const cell = row.cells[column.id];
      if (cell === undefined) {
        problem(`row ${row.id} has no cell for ${column.id}`);
        continue;
      }
      cells[column.id] = perProfile((profile) =>
        voices[profile].inline(
          typeof cell === "string" ? cell : cell[profile],
          file.lineOf(["rows", at, "cells", column.id]),
        ),
      );
    }
    for (const key of Object.keys(row.cells)) {
      if (!source.columns.some((column) => column.id === key))
        problem(`row ${row.id} has a cell for an unknown column ${key}`);
    }
    const values = perProfile((profile) => Object.values(cells).map((cell) => cell[profile]));
    const rows = groups.get(row.group ?? "") ?? [];
    groups.set(row.group ?? "", [
      ...rows,
      {
        id: row.id,
        title: voices.chapter.inline(row.title, line),
        cells,
        differs: perProfile((profile) => new Set(values[profile]).size > 1),
        disputed:
          values.chapter.join() !== values.azure.join() ||
          (row.claims ?? []).some((id) => {
            const claim = context.table.claim.get(id);
            return claim !== undefined && isDisputed(claim);
          }),
        ...(row.note && { note: voices.chapter.inline(row.note, line) }),
      },
    ]);
  });
  return {
    columns: source.columns,
    groups: [...groups].map(([title, rows]) => ({ title, rows })),
    needs: [],
  };
}

/** Compiles one comparison: the SKU matrix from the facts, or a table of written cells. */
export function compileComparison(file: YamlFile<AuthoredComparison>, context: Context): Comparison {
  const source = file.value;
  const body = source.kind === "facts" ? compileFacts(file, source, context) : compileText(file, source, context);
  const { inline } = renderer(context, file.file, "dual", false);
  const section = source.section ? resolveTarget(`section:${source.section}`, context) : undefined;
  if (section && "message" in section) context.problems.add(file.file, file.lineOf(["section"]), section.message);
  return {
    id: source.id,
    title: source.title,
    lead: inline(source.lead, file.lineOf(["lead"])),
    ...body,
    ...(section && !("message" in section) && { section: { href: `/${section.href}`, title: section.title } }),
  };
}
