import type { ListedTemplate, DescribedTemplate } from "../world-template.ts";

/** Returns the starting environments that are offered, without what makes them: the screen lists them before the simulator runs. */
export const templateList = (templates: readonly DescribedTemplate[]): ListedTemplate[] =>
  templates.flatMap(({ id, name, summary, tries, mission }) =>
    summary === undefined ? [] : [{ id, name, summary, tries, mission: mission !== undefined }],
  );
