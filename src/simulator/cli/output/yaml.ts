import { Document, visit } from "yaml";
import type { Json } from "../az/az-call.ts";
import { sortedKeys } from "./json.ts";

const sorted = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(sortedKeys(value).map((key) => [key, sorted(value[key] ?? null)]));
};

/** `yaml.safe_dump(value, default_flow_style=False, allow_unicode=True)` of PyYAML: block style, keys sorted, YAML 1.1. */
export function yamlText(value: Json): string {
  const document = new Document(sorted(value), { version: "1.1", aliasDuplicateObjects: false });
  visit(document, {
    Collection(_key, node) {
      if (node.items.length === 0) node.flow = true;
    },
  });
  return document.toString({ singleQuote: true, indentSeq: false, lineWidth: 80, directives: false });
}
