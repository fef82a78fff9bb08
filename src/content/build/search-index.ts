import MiniSearch from "minisearch";
import type { Comparison, FactRow, SearchEntry, Walkthrough } from "../content.ts";
import { searchOptions } from "../search-options.ts";
import type { CompiledGuide } from "./guides.ts";
import { plainText } from "./markdown.ts";
import type { CompiledSection } from "./sections.ts";

interface Searchable {
  sections: CompiledSection[];
  guides: CompiledGuide[];
  facts: FactRow[];
  comparisons: Comparison[];
  walkthroughs: Walkthrough[];
}

/** What the palette can find, apart from pages and actions, which the app itself knows. */
export function searchEntries({ sections, guides, facts, comparisons, walkthroughs }: Searchable): SearchEntry[] {
  const entries: Omit<SearchEntry, "id">[] = [];
  for (const section of sections) {
    for (const { heading, text } of section.texts) {
      entries.push({
        kind: heading ? "heading" : "section",
        title: heading?.title ?? section.title,
        href: `/learn/${section.id}/${heading ? `#${heading.id}` : ""}`,
        text,
        place: heading ? section.title : "Chapter",
      });
    }
    for (const { line, heading } of section.commands) {
      entries.push({
        kind: "command",
        title: line,
        href: `/learn/${section.id}/${heading ? `#${heading.id}` : ""}`,
        text: "",
        place: section.title,
      });
    }
  }
  for (const guide of guides) {
    for (const { heading, text } of guide.texts) {
      entries.push({
        kind: "page",
        title: heading?.title ?? guide.title,
        href: `/assign/guide/${guide.id}/${heading ? `#${heading.id}` : ""}`,
        text,
        place: heading ? guide.title : "Guides for instructors",
      });
    }
  }
  for (const row of facts) {
    entries.push({
      kind: "fact",
      title: row.label,
      href: `/facts/${row.topic}/#${row.id}`,
      text: `${row.chapter} ${row.azure}`,
      place: row.group,
    });
  }
  for (const comparison of comparisons) {
    entries.push({
      kind: "comparison",
      title: comparison.title,
      href: `/compare/${comparison.id}/`,
      text: plainText(comparison.lead),
      place: "Compare",
    });
    for (const row of comparison.groups.flatMap((group) => group.rows)) {
      if (row.fact) continue;
      entries.push({
        kind: "comparison",
        title: plainText(row.title),
        href: `/compare/${comparison.id}/#${row.id}`,
        text: Object.values(row.cells)
          .map((cell) => plainText(cell.chapter))
          .join(" "),
        place: comparison.title,
      });
    }
  }
  for (const walkthrough of walkthroughs) {
    for (const step of walkthrough.steps) {
      entries.push({
        kind: "walkthrough",
        title: step.title,
        href: `/walkthroughs/${walkthrough.id}/#${step.id}`,
        text: `${step.command} ${plainText(step.text)}`,
        place: walkthrough.title,
      });
    }
  }
  return entries.map((entry, index) => ({ ...entry, id: String(index) }));
}

/** The index, ready to be loaded in the browser without indexing there. */
export function searchIndexJson(entries: SearchEntry[]): string {
  const index = new MiniSearch<SearchEntry>(searchOptions);
  index.addAll(entries);
  return JSON.stringify(index);
}
