import type { Attempt, AttemptItem } from "../../assessment/attempt.ts";
import { asAttemptItems, assemble, type Assembled } from "../../assessment/assemble.ts";
import { stillMissed } from "../../assessment/attempt-actions.ts";
import type { Profile, ScoredItem } from "../../assessment/item.ts";
import { shownOrder } from "../../assessment/shuffle.ts";
import { tableItems } from "../../assessment/table-test.ts";
import { loadComparison, loadItems, outline } from "../../content/course.ts";

const pretest = { single: 5, choose: 2, statements: 1, matching: 1, "hot-area": 1 };
const mostTableItems = 12;

type Made = { ok: true; attempt: Attempt } | { ok: false; message: string };

const tooFew = ({ error }: Extract<Assembled, { ok: false }>): Made => ({
  ok: false,
  message:
    error.code === "tooFew"
      ? `There are only ${error.found} items of the type ${error.type} to choose from; ${error.wanted} are needed.`
      : `The items to choose from cover only ${error.found} objectives; ${error.wanted} are needed.`,
});

interface Common {
  id: string;
  profile: Profile;
  now: number;
}

const blank = ({ id, profile, now }: Common, items: AttemptItem[]) => ({
  id,
  profile,
  strict: false,
  items,
  position: 0,
  startedAt: now,
});

/** An attempt at an assessment of the course, drawn by its blueprint. */
export async function attemptAt(
  assessmentId: string,
  common: Common,
  recent: string[],
  includeDisputed: boolean,
): Promise<Made> {
  const blueprint = outline.assessments.find(({ id }) => id === assessmentId);
  if (!blueprint) return { ok: false, message: `There is no assessment called ${assessmentId}.` };
  const bank = (await loadItems()).filter(({ status }) => status === "live");
  const drawn = assemble(blueprint, bank, { profile: common.profile, seed: common.id, recent, includeDisputed });
  if (!drawn.ok) return tooFew(drawn);
  return {
    ok: true,
    attempt: {
      ...blank(common, drawn.value),
      assessmentId,
      title: blueprint.title,
      feedback: blueprint.feedback,
      passMark: blueprint.passMark,
    },
  };
}

/** Ten items without a pass mark, for a first look at oneself. */
export async function pretestAttempt(common: Common): Promise<Made> {
  const bank = (await loadItems()).filter(({ status }) => status === "live");
  const drawn = assemble({ counts: pretest, minimumObjectives: 10, maximumPerObjective: 1, sameKeyOnly: true }, bank, {
    profile: common.profile,
    seed: common.id,
  });
  if (!drawn.ok) return tooFew(drawn);
  return {
    ok: true,
    attempt: { ...blank(common, drawn.value), assessmentId: "pretest", title: "Ten questions first", feedback: "end" },
  };
}

/** The items not fully right when last asked, the latest first. */
export async function missesAttempt(attempts: readonly Attempt[], common: Common): Promise<Made> {
  const bank = new Map((await loadItems()).map((item) => [item.id, item]));
  const items = stillMissed(attempts, outline.retiredItems)
    .map((id) => bank.get(id))
    .filter((item) => item !== undefined);
  if (items.length === 0) return { ok: false, message: "Nothing was missed. Take the chapter quiz, or read on." };
  return {
    ok: true,
    attempt: {
      ...blank(common, asAttemptItems(items, { ...common, seed: common.id })),
      assessmentId: "misses",
      title: "My misses again",
      feedback: "each",
    },
  };
}

/** One item of the bank on its own. */
export async function itemAttempt(itemId: string, common: Common): Promise<Made> {
  const item = (await loadItems()).find(({ id }) => id === itemId);
  if (!item || item.type === "reveal") return { ok: false, message: `There is no item called ${itemId}.` };
  return {
    ok: true,
    attempt: {
      ...blank(common, asAttemptItems([item], { ...common, seed: common.id })),
      assessmentId: `item:${itemId}`,
      title: "One item",
      feedback: "each",
    },
  };
}

const asAsked = (items: readonly ScoredItem[], { profile, id }: Common): AttemptItem[] =>
  items.map((item) => ({ itemId: item.id, version: item.version, profile, order: shownOrder(item, id) }));

/** A test made from a comparison under one profile. */
export async function tableAttempt(comparisonId: string, common: Common): Promise<Made> {
  const comparison = await loadComparison(comparisonId);
  if (!comparison) return { ok: false, message: `There is no table called ${comparisonId}.` };
  const rows = comparison.groups.flatMap((group) => group.rows);
  const made = tableItems(
    {
      id: comparison.id,
      title: comparison.title,
      columns: comparison.columns,
      rows: rows.map(({ id, title, cells }) => ({
        id,
        title,
        cells: Object.fromEntries(Object.entries(cells).map(([column, cell]) => [column, cell[common.profile]])),
      })),
      profile: common.profile,
    },
    { seed: common.id, count: mostTableItems },
  );
  if (made.length === 0) return { ok: false, message: "This table has no rows whose columns differ." };
  return {
    ok: true,
    attempt: {
      ...blank(common, asAsked(made, common)),
      assessmentId: `table:${comparisonId}`,
      title: `Table: ${comparison.title}`,
      feedback: "each",
      madeItems: made,
    },
  };
}
