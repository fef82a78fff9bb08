declare module "virtual:drydock/outline" {
  const outline: import("./content.ts").CourseOutline;
  export default outline;
}
declare module "virtual:drydock/about" {
  const about: import("./content.ts").About;
  export default about;
}
declare module "virtual:drydock/leads" {
  const leads: import("./content.ts").Leads;
  export default leads;
}
declare module "virtual:drydock/sections" {
  const loaders: Record<string, () => Promise<{ default: import("./content.ts").Section }>>;
  export default loaders;
}
declare module "virtual:drydock/guide-list" {
  const guides: import("./content.ts").GuideSummary[];
  export default guides;
}
declare module "virtual:drydock/guides" {
  const loaders: Record<string, () => Promise<{ default: import("./content.ts").Guide }>>;
  export default loaders;
}
declare module "virtual:drydock/comparisons" {
  const loaders: Record<string, () => Promise<{ default: import("./content.ts").Comparison }>>;
  export default loaders;
}
declare module "virtual:drydock/walkthroughs" {
  const loaders: Record<string, () => Promise<{ default: import("./content.ts").Walkthrough }>>;
  export default loaders;
}
declare module "virtual:drydock/items" {
  const items: import("./compact-items.ts").CompactItem[];
  export default items;
}
declare module "virtual:drydock/practice-index" {
  const candidates: import("../assessment/practice-pool.ts").Candidate[];
  export default candidates;
}
declare module "virtual:drydock/former-items" {
  /** Of compact items. */
  const items: import("./packed.ts").Packed;
  export default items;
}
declare module "virtual:drydock/section-items" {
  const loaders: Record<string, () => Promise<{ default: import("./compact-items.ts").CompactItem[] }>>;
  export default loaders;
}
declare module "virtual:drydock/families" {
  const families: import("./family.ts").FamilySummary[];
  export default families;
}
declare module "virtual:drydock/family-variants" {
  /** Of compact variants that are asked. */
  const loaders: Record<string, () => Promise<{ default: import("./packed.ts").Packed }>>;
  export default loaders;
}
declare module "virtual:drydock/former-variants" {
  /** Of compact variants that are no longer asked. */
  const loaders: Record<string, () => Promise<{ default: import("./packed.ts").Packed }>>;
  export default loaders;
}
declare module "virtual:drydock/objectives" {
  const objectives: import("./content.ts").Objective[];
  export default objectives;
}
declare module "virtual:drydock/misconceptions" {
  const misconceptions: import("./content.ts").Misconception[];
  export default misconceptions;
}
declare module "virtual:drydock/fact-index" {
  const index: import("./content.ts").FactIndex;
  export default index;
}
declare module "virtual:drydock/fact-topics" {
  const loaders: Record<string, () => Promise<{ default: import("./content.ts").FactRow[] }>>;
  export default loaders;
}
declare module "virtual:drydock/search" {
  const index: string;
  export default index;
}
declare module "virtual:drydock/rules" {
  const facts: import("../simulator/registry/facts.ts").SimulatorFacts;
  export default facts;
}
declare module "virtual:drydock/commands" {
  // One file for all groups: `az acr` needs nearly all of it, so a file per group would save little and cost slow lines a request.
  const surface: import("../simulator/cli/az/surface.ts").Surface;
  export default surface;
}
declare module "virtual:drydock/start-files" {
  const files: Readonly<Record<string, string>>;
  export default files;
}
declare module "virtual:drydock/template-list" {
  const templates: import("./world-template.ts").ListedTemplate[];
  export default templates;
}
declare module "virtual:drydock/templates" {
  const templates: import("./world-template.ts").WorldTemplate[];
  export default templates;
}
declare module "virtual:drydock/reference" {
  const index: import("./reference.ts").ReferenceIndex;
  export default index;
}
declare module "virtual:drydock/reference-programs" {
  const loaders: Record<string, () => Promise<{ default: import("./reference.ts").ReferenceProgram }>>;
  export default loaders;
}
declare module "virtual:drydock/author" {
  const bank: import("./author.ts").AuthorBank;
  export default bank;
}
