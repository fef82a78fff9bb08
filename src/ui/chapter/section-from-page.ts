import type { CourseOutline, Heading, Section } from "../../content/content.ts";

/** The section that a prerendered page already holds, read back from its markup; null on any other page. */
export function readSectionFromPage(path: string, outline: CourseOutline): Section | null {
  const id = /^\/learn\/([a-z0-9-]+)\/(?:index\.html)?$/.exec(path)?.[1];
  const summary = outline.sections.find((section) => section.id === id);
  const body = document.querySelector<HTMLElement>(`[data-section="${id}"]`);
  if (!summary || !body) return null;
  const headings = [...body.querySelectorAll<HTMLElement>("h2[id], h3[id]")].map((heading): Heading => ({
    id: heading.id,
    title: heading.dataset["title"] ?? heading.textContent,
    level: heading.tagName === "H2" ? 2 : 3,
  }));
  const lead = document.querySelector(".reading .lead")?.textContent ?? "";
  return { ...summary, lead, headings, html: body.innerHTML };
}
