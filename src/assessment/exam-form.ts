import { drawForm, type AssembleOptions, type Blueprint } from "./assemble.ts";
import { drawCustom, type CustomForm } from "./custom-form.ts";
import type { DrawProblem } from "./draw-set.ts";
import type { CompiledItem, ItemType, Profile } from "./item.ts";
import { seeded, shuffle } from "./shuffle.ts";

/** A form with fixed numbers: a blueprint, and what only exams have. */
export interface ExamForm extends Blueprint {
  /** Questions of one of several types; the seed decides which. */
  either?: readonly { types: readonly ItemType[]; count: number }[] | undefined;
}

/** The variants of a question family that may be asked. Their ids are in the order of the family. */
export interface VariantFamily {
  id: string;
  objective: string;
  type: ItemType;
  profile: CompiledItem["profile"];
  variants: readonly string[];
}

/** A question of a form: one of the bank, or a variant of a family by its id. */
export type FormQuestion = { kind: "item"; item: CompiledItem } | { kind: "variant"; family: string; itemId: string };

/** A form that was drawn. */
export interface ExamDraw {
  questions: FormQuestion[];
  /** How many of them were in the learner's last exams. */
  repeats: number;
}

export interface ExamOptions extends AssembleOptions {
  /** Ids of what was asked in the last two exams. */
  recent: ReadonlySet<string>;
  families: readonly VariantFamily[];
}

/** At most this share of a form are variants of question families. */
export const variantShare = 0.3;
/** A form is drawn again while it has more questions of the last exams than this. */
const mostRepeats = 4;
/** Draws that are compared. */
const mostDraws = 6;

const idOf = (question: FormQuestion): string => (question.kind === "item" ? question.item.id : question.itemId);

/** Returns the counts of a form in which the seed has chosen between types. */
function withChosenTypes(form: ExamForm, seed: string): Blueprint {
  const next = seeded(`${seed}/types`);
  const counts = { ...form.counts };
  for (const { types, count } of form.either ?? []) {
    const type = types[Math.floor(next() * types.length)];
    if (type) counts[type] = (counts[type] ?? 0) + count;
  }
  return { ...form, counts };
}

const isAskedUnder = (profile: Profile, sameKeyOnly: boolean, family: VariantFamily): boolean =>
  family.profile === "both" || (!sameKeyOnly && (family.profile === "twin" || family.profile === profile));

/**
 * Replaces single questions by variants of the same type and objective, as many as the share allows: first those that the last
 * exams had. No family is in a form twice, and no variant in it was in the last exams.
 */
function withVariants(
  items: readonly CompiledItem[],
  sameKeyOnly: boolean,
  { profile, seed, seen = new Map<string, number>(), recent, families }: ExamOptions,
): FormQuestion[] {
  const open = new Set(shuffle(families, `${seed}/families`).filter((f) => isAskedUnder(profile, sameKeyOnly, f)));
  const variants = new Map<CompiledItem, FormQuestion>();
  const single = items.filter((item) => item.series === undefined && item.case === undefined);
  const order = shuffle(single, `${seed}/variants`);
  const repeatsFirst = [...order.filter(({ id }) => recent.has(id)), ...order.filter(({ id }) => !recent.has(id))];
  for (const item of repeatsFirst) {
    if (variants.size >= Math.floor(items.length * variantShare)) break;
    const family = [...open].find(({ objective, type }) => objective === item.objective && type === item.type);
    const rested = shuffle(family?.variants ?? [], `${seed}/${family?.id}`).filter((id) => !recent.has(id));
    const itemId = rested.find((id) => !seen.has(id)) ?? rested[0];
    if (!family || itemId === undefined) continue;
    open.delete(family);
    variants.set(item, { kind: "variant", family: family.id, itemId });
  }
  return items.map((item) => variants.get(item) ?? { kind: "item", item });
}

/**
 * Draws an exam. It's the same for the same seed, history and bank, in every browser. The blueprint holds, or the result says
 * what the bank lacks. Of several draws, the one with the fewest questions of the last exams counts.
 */
export function drawExam(
  form: ExamForm | CustomForm,
  bank: readonly CompiledItem[],
  options: ExamOptions,
): { ok: true; value: ExamDraw } | { ok: false; error: DrawProblem } {
  const { seed, seen = new Map<string, number>(), recent } = options;
  const recentOnly = new Map([...seen].filter(([id]) => recent.has(id)));
  const isCustom = "questions" in form;
  const sameKeyOnly = (isCustom || form.sameKeyOnly) && !options.includeDisputed;
  let best: ExamDraw | undefined;
  let failure: DrawProblem | undefined;
  for (let draw = 0; draw < mostDraws; draw++) {
    const own = {
      ...options,
      seed: draw === 0 ? seed : `${seed}/draw ${draw}`,
      seen: draw % 2 === 0 ? seen : recentOnly,
    };
    const drawn = isCustom ? drawCustom(form, bank, own) : drawForm(withChosenTypes(form, own.seed), bank, own);
    if (!drawn.ok) {
      failure ??= drawn.error;
      continue;
    }
    const filtersHistory = isCustom && form.missedIn > 0;
    const questions = filtersHistory
      ? drawn.value.map((item): FormQuestion => ({ kind: "item", item }))
      : withVariants(drawn.value, sameKeyOnly, { ...options, seed: own.seed });
    const repeats = questions.filter((question) => recent.has(idOf(question))).length;
    if (!best || repeats < best.repeats) best = { questions, repeats };
    if (repeats <= mostRepeats) break;
  }
  if (best) return { ok: true, value: best };
  return { ok: false, error: failure ?? { code: "tooNarrow", required: 1, found: 0 } };
}
