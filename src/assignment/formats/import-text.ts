import type { ImportCollector, ImportPlace } from "./import-result.ts";
import { plainOf } from "./rich-plain.ts";
import { readRich } from "./read-rich.ts";
import { asBlocks } from "./rich-text.ts";

/** Returns HTML as the text of an own question, code in backticks, and records the pictures that are left out. */
export function textOfHtml(html: string, place: ImportPlace, collector: ImportCollector): string {
  const { nodes, lost } = readRich(html);
  if (lost.length > 0) {
    collector.warn(place, `The text has a picture or other media (${lost.join(", ")}), which is left out.`);
  }
  return plainOf(asBlocks(nodes), { marks: true });
}
