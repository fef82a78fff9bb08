import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Scalar } from "yaml";
import { maskMarkdown, type Kind, type Passage } from "./passage.ts";

/** Fields that a person reads, by folder or file below content/; every other field is an id, a value or a command. */
const fields: [folder: string, Record<string, Kind>][] = [
  [
    "items/",
    {
      stem: "text",
      hint: "hint",
      text: "label",
      rationale: "rationale",
      label: "label",
      value: "label",
      title: "heading",
      columns: "label",
      name: "label",
      answer: "text",
      points: "text",
    },
  ],
  [
    "families/",
    {
      title: "heading",
      stem: "text",
      hint: "hint",
      text: "label",
      right: "rationale",
      wrong: "rationale",
      yes: "rationale",
      no: "rationale",
      body: "text",
      label: "label",
    },
  ],
  [
    "comparisons/",
    { title: "heading", lead: "text", group: "label", text: "text", note: "text", cells: "label", because: "text" },
  ],
  [
    "walkthroughs/",
    {
      title: "heading",
      lead: "text",
      before: "text",
      after: "text",
      text: "text",
      notice: "text",
      question: "text",
      why: "rationale",
    },
  ],
  [
    "diagrams/",
    {
      title: "label",
      description: "text",
      text: "label",
      label: "label",
      sub: "label",
      group: "label",
      note: "label",
      says: "text",
    },
  ],
  ["facts/claims.yaml", { part: "label", claim: "text", azure: "text", examNote: "text" }],
  ["facts/sources.yaml", {}],
  [
    "facts/",
    {
      label: "label",
      group: "label",
      chapter: "label",
      azure: "label",
      notes: "text",
      words: "label",
      examNote: "text",
    },
  ],
  ["assessments/", { title: "heading", lead: "text" }],
  ["sandbox/", { name: "label", summary: "text", brief: "text", say: "text", hints: "hint", explain: "text" }],
  ["misconceptions.yaml", { wrong: "text", right: "text" }],
  ["objectives.yaml", { title: "heading", short: "label" }],
  ["course.yaml", { title: "heading", subject: "text", disclaimer: "text", licence: "text" }],
];

/** Puts code in the place of the placeholders of a family, which may stand for any words. */
const withoutPlaceholders = (text: string): string => text.replace(/`?\$\{[^{}]*\}`?/g, "`x`");

/**
 * Passages of a YAML file below content/, read by field. Left out are earlier bodies of items, which stay as they were,
 * exhibits that quote a tool's output, and facts whose value is code.
 */
export function readYamlContent(file: string, source: string): Passage[] {
  const path = file.replace(/^content\//, "");
  const known = fields.find(([folder]) => path.startsWith(folder))?.[1];
  if (!known || path.includes("/earlier/")) return [];
  const passages: Passage[] = [];
  const counter = new LineCounter();
  const document = parseDocument(source, { lineCounter: counter });
  const add = (node: Scalar<string>, kind: Kind) => {
    if (!node.range) return;
    const block = node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED";
    const line = counter.linePos(node.range[0]).line + (block ? 1 : 0);
    passages.push({ file, line, area: "content", kind, text: maskMarkdown(withoutPlaceholders(node.value.trimEnd())) });
  };
  /** `kind` is set inside a field that is read: whatever its values are nested in, they are read too. */
  const visit = (node: unknown, kind: Kind | undefined): void => {
    if (isMap(node)) {
      if (node.get("kind") === "trace" || node.get("format") === "code") return;
      // The values of a fact in words are keys; what a person reads is under `words`.
      const values = node.get("format") === "words" ? ["chapter", "azure"] : [];
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? String(key.value) : "";
        if (!values.includes(name) && name !== "when") visit(value, known[name] ?? kind);
      }
    } else if (isSeq(node)) {
      for (const item of node.items) visit(item, kind);
    } else if (kind && isScalar(node) && typeof node.value === "string") add(node as Scalar<string>, kind);
  };
  visit(document.contents, undefined);
  return passages;
}
