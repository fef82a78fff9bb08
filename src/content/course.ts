import comparisonLoaders from "virtual:drydock/comparisons";
import outline from "virtual:drydock/outline";
import sectionItemLoaders from "virtual:drydock/section-items";
import sectionLoaders from "virtual:drydock/sections";
import walkthroughLoaders from "virtual:drydock/walkthroughs";
import type { Item, Profile } from "../assessment/item.ts";
import type { Candidate } from "../assessment/practice-pool.ts";
import type {
  About,
  BankItem,
  Comparison,
  FactIndex,
  FactRow,
  Leads,
  Objective,
  Section,
  Walkthrough,
} from "./content.ts";
import { expandItems, type CompactItem } from "./compact-items.ts";
import { unpack } from "./packed.ts";
import { loadCompactVariants, loadFormerCompactVariants } from "./load-variants.ts";
import { familyOfItem } from "../assessment/item-id.ts";
import type { ListedTemplate } from "./world-template.ts";
import type { FamilySummary, FamilyVariant } from "./family.ts";

/** Typed access to what the build compiled. The outline is always here; the rest loads when asked for. */
export { outline };

const sections = new Map<string, Section>();

async function load<T>(loaders: Record<string, () => Promise<{ default: T }>>, id: string): Promise<T | null> {
  return Object.hasOwn(loaders, id) ? ((await loaders[id]?.())?.default ?? null) : null;
}

/** Puts in a section that the page already holds as HTML, so that its text is not fetched again. */
export const seedSection = (section: Section): void => void sections.set(section.id, section);

/** Null when there is no such section. */
export async function loadSection(id: string): Promise<Section | null> {
  const known = sections.get(id) ?? (await load(sectionLoaders, id));
  if (known) sections.set(id, known);
  return known;
}

export const loadComparison = (id: string): Promise<Comparison | null> => load(comparisonLoaders, id);
export const loadWalkthrough = (id: string): Promise<Walkthrough | null> => load(walkthroughLoaders, id);
export const loadItems = async (): Promise<BankItem[]> => expandItems((await import("virtual:drydock/items")).default);
/** What practice draws from of the bank, without the bodies: they are much longer. */
export const loadPracticeIndex = async (): Promise<Candidate[]> =>
  (await import("virtual:drydock/practice-index")).default;
/** Retired items and former versions, for attempts made with them. */
const loadFormerItems = async (): Promise<BankItem[]> =>
  expandItems(unpack<CompactItem[]>((await import("virtual:drydock/former-items")).default));

/** Names one body of an item: the version a learner saw, under the profile it was asked under. */
export interface ItemVersion {
  itemId: string;
  version: number;
  profile: Profile;
}

/** The question families, without their variants. */
export const loadFamilies = async (): Promise<FamilySummary[]> => (await import("virtual:drydock/families")).default;
/** The variants of a family that are asked; null when there is no such family. */
export async function loadFamilyVariants(family: string): Promise<FamilyVariant[] | null> {
  const variants = await loadCompactVariants(family);
  return variants && expandItems(variants);
}
/** Variants of a family that are no longer asked, for attempts made with them. */
async function loadFormerVariants(family: string): Promise<FamilyVariant[] | null> {
  const variants = await loadFormerCompactVariants(family);
  return variants && expandItems(variants);
}

/** The bank, together with the variants of the families that these ids are of. */
export async function loadItemsWithVariants(itemIds: readonly string[]): Promise<BankItem[]> {
  const families = new Set(itemIds.flatMap((id) => familyOfItem(id) ?? []));
  const variants = await Promise.all([...families].map((family) => loadFamilyVariants(family)));
  return [...(await loadItems()), ...variants.flatMap((list) => list ?? [])];
}

/** Where item bodies come from: what is asked now, what attempts made earlier need besides, and the variants of families. */
export interface ItemBodies {
  current(): Promise<readonly BankItem[]>;
  former(): Promise<readonly BankItem[]>;
  variants?(family: string): Promise<readonly BankItem[] | null>;
  formerVariants?(family: string): Promise<readonly BankItem[] | null>;
}

/** The bodies that the build compiled. */
export const storedBodies: ItemBodies = {
  current: loadItems,
  former: loadFormerItems,
  variants: loadFamilyVariants,
  formerVariants: loadFormerVariants,
};

/** Loads the bodies of the items and variants that these ids are of. */
async function bodiesOf(
  itemIds: readonly string[],
  loadBank: ItemBodies["current"],
  loadVariants: ItemBodies["variants"],
): Promise<BankItem[]> {
  const families = new Set(itemIds.flatMap((id) => familyOfItem(id) ?? []));
  const [bank, ...variants] = await Promise.all([
    itemIds.some((id) => familyOfItem(id) === undefined) ? loadBank() : [],
    ...[...families].map((family) => loadVariants?.(family)),
  ]);
  return [...bank, ...variants.flatMap((list) => list ?? [])];
}

/**
 * Loads item bodies by id, version and profile, in the order asked for; undefined where no body was kept.
 * Former versions and retired items are fetched only where a version isn't asked anymore, and families only for their variants.
 */
export async function loadItemVersions(
  versions: readonly ItemVersion[],
  bodies: ItemBodies = storedBodies,
): Promise<(Item | undefined)[]> {
  const bodyIn = (items: readonly BankItem[], { itemId, version, profile }: ItemVersion): Item | undefined =>
    items.map((item) => (item.id === itemId ? item[profile] : undefined)).find((body) => body?.version === version);
  const idsOf = (list: readonly ItemVersion[]): string[] => list.map(({ itemId }) => itemId);
  const asked = await bodiesOf(idsOf(versions), bodies.current, bodies.variants);
  const found = versions.map((version) => bodyIn(asked, version));
  const lacking = versions.filter((_version, at) => found[at] === undefined);
  const former = await bodiesOf(idsOf(lacking), bodies.former, bodies.formerVariants);
  return versions.map((version, at) => found[at] ?? bodyIn(former, version));
}

/** The items asked inside a section, without the rest of the bank. */
export const loadSectionItems = async (id: string): Promise<BankItem[]> =>
  expandItems((await load(sectionItemLoaders, id)) ?? []);
/** The starting environments of the sandbox, as they are offered. */
export const loadTemplateList = async (): Promise<ListedTemplate[]> =>
  (await import("virtual:drydock/template-list")).default;
export const loadObjectives = async (): Promise<Objective[]> => (await import("virtual:drydock/objectives")).default;
export const loadFactIndex = async (): Promise<FactIndex> => (await import("virtual:drydock/fact-index")).default;
/** The facts of one topic; null when there is no such topic. */
export const loadFactTopic = async (id: string): Promise<FactRow[] | null> =>
  load((await import("virtual:drydock/fact-topics")).default, id);
/** The facts of every topic, in the order of the pages. */
export const loadFacts = async (): Promise<FactRow[]> =>
  (await Promise.all((await loadFactIndex()).map(({ id }) => loadFactTopic(id)))).flatMap((rows) => rows ?? []);
export const loadAbout = async (): Promise<About> => (await import("virtual:drydock/about")).default;
export const loadLeads = async (): Promise<Leads> => (await import("virtual:drydock/leads")).default;
export const loadMisconceptions = async () => (await import("virtual:drydock/misconceptions")).default;
/** The search index as MiniSearch wrote it at build time. */
export const loadSearchIndex = async (): Promise<string> => (await import("virtual:drydock/search")).default;
