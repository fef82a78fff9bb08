import type { StoreApi } from "zustand/vanilla";
import { isForForms } from "../assessment/assemble.ts";
import { ideasOf } from "../assessment/chosen-misconceptions.ts";
import { familyOfItem } from "../assessment/item-id.ts";
import type { CompiledItem, Profile } from "../assessment/item.ts";
import type { AssignmentDraft } from "../assignment/assignment-draft.ts";
import type { Askable, PinSource } from "../assignment/pin-parts.ts";
import { ownItemId, ownObjective } from "../assignment/own-question.ts";
import type { OwnQuestion } from "../assignment/own-question-schema.ts";
import type { BankItem, Misconception, Objective } from "../content/content.ts";
import {
  loadFamilies,
  loadFamilyVariants,
  loadItems,
  loadMisconceptions,
  loadObjectives,
  outline,
} from "../content/course.ts";
import type { FamilySummary } from "../content/family.ts";
import type { State } from "./state.ts";

/** What an assignment can be made of. */
export interface AuthorContent {
  /** The scored questions of the bank that are live; checks of the text and flash cards aren't among them. */
  items: readonly BankItem[];
  families: readonly FamilySummary[];
  objectives: readonly Objective[];
  misconceptions: readonly Misconception[];
  /** Questions that the instructor wrote. */
  own: readonly OwnQuestion[];
}

/** Returns whether a question of the bank may be in an assignment. */
const isAssignable = ({ status, type, pool }: BankItem): boolean =>
  status === "live" && type !== "reveal" && pool === undefined;

/** Loads what an assignment can be made of. */
export async function loadAuthorContent(app: StoreApi<State>): Promise<AuthorContent> {
  const classes = await (await app.getState().openProgress()).classes();
  const [own, bank, families, objectives, misconceptions] = await Promise.all([
    classes.ownQuestions(),
    loadItems(),
    loadFamilies(),
    loadObjectives(),
    loadMisconceptions(),
  ]);
  return {
    items: bank.filter(isAssignable),
    families,
    objectives,
    misconceptions,
    own: own.map(({ question }) => question),
  };
}

/** Returns the case study or series that an item belongs to. */
export const groupOf = ({ series, case: study }: CompiledItem): string | undefined => series ?? study;

/** Returns what pinning has to know of an item; undefined when it isn't asked under these rules. */
function askable(item: CompiledItem, profile: Profile, isDrawn: boolean): Askable | undefined {
  const body = item[profile];
  if (!body) return undefined;
  const { id, objective } = item;
  return { id, version: body.version, objective, ideas: ideasOf(item), group: groupOf(item), isDrawn };
}

/** Loads the variants of a family that are asked under these rules. */
async function variantsOf(family: string, profile: Profile): Promise<CompiledItem[]> {
  const variants = (await loadFamilyVariants(family)) ?? [];
  return variants.filter((variant) => variant[profile] !== undefined);
}

/** Loads the families that a draft draws from, and those whose variants it names one by one. */
async function variantsFor({ parts, profile }: AssignmentDraft): Promise<Map<string, CompiledItem[]>> {
  const ids = parts.flatMap((part) => {
    if (part.kind === "family") return [part.family];
    return part.kind === "items" ? part.ids.flatMap((id) => familyOfItem(id) ?? []) : [];
  });
  const loaded = [...new Set(ids)].map(async (id) => [id, await variantsOf(id, profile)] as const);
  return new Map(await Promise.all(loaded));
}

/** Returns everything that a draft can ask under its rules, in the versions of today. */
export async function pinSourceFor(draft: AssignmentDraft, content: AuthorContent): Promise<PinSource> {
  const { profile } = draft;
  const variants = await variantsFor(draft);
  const questions = [
    ...content.items.map((item) => askable(item, profile, isForForms(item) && groupOf(item) === undefined)),
    ...[...variants.values()].flat().map((variant) => askable(variant, profile, false)),
    ...content.own.map((question) => ({
      id: ownItemId(question.id),
      version: question.revision,
      objective: ownObjective,
      ideas: [],
      isDrawn: false,
    })),
  ].filter((question) => question !== undefined);
  const families = content.families.flatMap(({ id, title }) => {
    const bodies = (variants.get(id) ?? []).flatMap((variant) => {
      const version = variant[profile]?.version;
      return version === undefined ? [] : [{ id: variant.id, version }];
    });
    return bodies.length > 0 ? [[id, { title, variants: bodies }] as const] : [];
  });
  return {
    questions: new Map(questions.map((question) => [question.id, question])),
    families: new Map(families),
    walkthroughs: new Map(outline.walkthroughs.map(({ id, title }) => [id, title])),
    objectives: new Map(content.objectives.map(({ id, short }) => [id, short])),
  };
}

/** Returns how many questions a blueprint can draw about each objective under these rules. */
export function availableByObjective({ items }: AuthorContent, profile: Profile): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) {
    if (!isForForms(item) || groupOf(item) !== undefined || !item[profile]) continue;
    counts.set(item.objective, (counts.get(item.objective) ?? 0) + 1);
  }
  return counts;
}
