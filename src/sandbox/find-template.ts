import type { WorldTemplate } from "../content/world-template.ts";

/** Where starting environments come from. */
export interface TemplateParts {
  templates: readonly WorldTemplate[];
  /** Loads one that isn't among the others, e.g. of a variant of a question family. */
  moreTemplates?(id: string): Promise<WorldTemplate | undefined>;
}

/** Finds a starting environment by its id; undefined when there is none. */
export const findTemplate = async (
  { templates, moreTemplates }: TemplateParts,
  id: string,
): Promise<WorldTemplate | undefined> =>
  templates.find((template) => template.id === id) ?? (await moreTemplates?.(id));
