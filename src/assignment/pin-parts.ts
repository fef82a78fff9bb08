import type { AssignmentPart, PinnedItem } from "./assignment.ts";
import type { DraftPart } from "./assignment-draft.ts";
import { derive, shuffleIds } from "./random.ts";
import { sharePools } from "./share-pools.ts";

/** What pinning has to know of a question that can be asked under the assignment's rules. */
export interface Askable {
  id: string;
  version: number;
  objective: string;
  /** Codes of the wrong ideas that it offers. */
  ideas: readonly string[];
  /** The case study or series that it belongs to. */
  group?: string | undefined;
  /** Whether it may be drawn; others are chosen by hand. */
  isDrawn: boolean;
}

/** Everything that can be asked under the assignment's rules, in the versions of today. */
export interface PinSource {
  /** Questions of the bank, own questions, and the variants that parts name one by one. */
  questions: ReadonlyMap<string, Askable>;
  families: ReadonlyMap<string, { title: string; variants: readonly PinnedItem[] }>;
  /** Titles of walkthroughs by their ids. */
  walkthroughs: ReadonlyMap<string, string>;
  /** Short names of objectives by their ids. */
  objectives: ReadonlyMap<string, string>;
}

/** Why a part can't be issued as it is. */
export interface PartProblem {
  /** Its index in the draft. */
  part: number;
  message: string;
  /** Whether the part was only begun, so that nothing is wrong yet. */
  isUnfinished?: true;
}

export type Pinned = { ok: true; parts: AssignmentPart[] } | { ok: false; problems: PartProblem[] };

/** A part of an assignment while it's being put together: a pool is filled once it's known what the others need. */
interface Wish {
  part: number;
  needed: number;
  same: boolean;
  fitting: readonly PinnedItem[];
  /** What it asks for, for a message. */
  name: string;
}

const most = 60;
const pinned = ({ id, version, group }: PinnedItem | Askable): PinnedItem => ({
  id,
  version,
  ...(group !== undefined && { group }),
});

/** Returns what is wrong with the questions that were chosen one by one in a part; empty when nothing is. */
function handProblems(
  { ids, count }: Extract<DraftPart, { kind: "items" }>,
  { questions }: PinSource,
  taken: ReadonlySet<string>,
): string[] {
  const unknown = ids.filter((id) => !questions.has(id));
  const repeated = ids.filter((id, at) => taken.has(id) || ids.indexOf(id) !== at);
  const isGrouped = ids.some((id) => questions.get(id)?.group !== undefined);
  return [
    ...(unknown.length > 0
      ? [`No longer asked under these rules: ${unknown.join(", ")}. Remove what isn’t asked any more.`]
      : []),
    ...(repeated.length > 0
      ? [`Already in the assignment: ${repeated.join(", ")}. Remove it from one of the parts.`]
      : []),
    ...(count !== undefined && count > ids.length
      ? [`Each learner would get ${count} questions, but only ${ids.length} are chosen. Add some, or lower the number.`]
      : []),
    ...(count !== undefined && isGrouped
      ? ["Questions of a case study or a series stay together. Give every learner all questions of this part."]
      : []),
  ];
}

/** Returns the pools that a part wants filled. */
function wishesOf(entry: DraftPart, part: number, source: PinSource): Wish[] {
  const drawn = [...source.questions.values()].filter(({ isDrawn }) => isDrawn);
  const fitting = (fits: (question: Askable) => boolean) => drawn.filter(fits).map(pinned);
  switch (entry.kind) {
    case "items":
      return entry.count === undefined
        ? []
        : [
            {
              part,
              needed: entry.count,
              same: entry.same ?? false,
              fitting: entry.ids.flatMap((id) => source.questions.get(id) ?? []).map(pinned),
              name: "The chosen questions",
            },
          ];
    case "blueprint":
      return Object.entries(entry.counts).map(([objective, needed]) => ({
        part,
        needed,
        same: entry.same,
        fitting: fitting((question) => question.objective === objective),
        name: source.objectives.get(objective) ?? objective,
      }));
    case "misconceptions":
      return [
        {
          part,
          needed: entry.count,
          same: entry.same,
          fitting: fitting(({ ideas }) => ideas.some((idea) => entry.codes.includes(idea))),
          name: "These wrong ideas",
        },
      ];
    case "family": {
      const family = source.families.get(entry.family);
      return [
        {
          part,
          needed: entry.count,
          same: entry.same,
          fitting: family?.variants ?? [],
          name: family?.title ?? entry.family,
        },
      ];
    }
    case "walkthrough":
      return [];
  }
}

/** Returns what is wrong with parts by themselves. */
function ownProblems(parts: readonly DraftPart[], source: PinSource): PartProblem[] {
  const taken = new Set<string>();
  return parts.flatMap((entry, part): PartProblem[] => {
    const at = (...messages: string[]) => messages.map((message) => ({ part, message }));
    const begun = (message: string): PartProblem[] => [{ part, message, isUnfinished: true }];
    switch (entry.kind) {
      case "items": {
        if (entry.ids.length === 0) return begun("Add a question, or remove this part.");
        const messages = handProblems(entry, source, taken);
        for (const id of entry.ids) taken.add(id);
        return at(...messages);
      }
      case "blueprint":
        return Object.keys(entry.counts).length === 0
          ? begun("Choose how many questions to ask, or remove this part.")
          : [];
      case "misconceptions":
        return entry.codes.length === 0 ? begun("Choose a wrong idea, or remove this part.") : [];
      case "family":
        return source.families.has(entry.family) ? [] : at("This question family no longer exists. Remove this part.");
      case "walkthrough": {
        const isKnown = source.walkthroughs.has(entry.id);
        const isSecond = taken.has(`walkthrough ${entry.id}`);
        taken.add(`walkthrough ${entry.id}`);
        return at(
          ...(isKnown ? [] : ["This walkthrough no longer exists. Remove this part."]),
          ...(isSecond ? ["This walkthrough is in the assignment already. Remove one of the two."] : []),
        );
      }
    }
  });
}

/**
 * Pins every question that an assignment can ask in its version of today, so that an update of the app changes nothing. What was
 * chosen by hand is fixed; a pool holds every question that fits and is in no other part. Where everyone gets the same questions,
 * they're drawn now with the seed, so that the assignment holds no others.
 */
export function pinParts(parts: readonly DraftPart[], source: PinSource, seed: Uint8Array): Pinned {
  const problems = ownProblems(parts, source);
  const fixed = new Set(
    parts.flatMap((entry) => (entry.kind === "items" && entry.count === undefined ? entry.ids : [])),
  );
  const wishes = parts.flatMap((entry, part) => wishesOf(entry, part, source));
  const pools = sharePools(
    wishes.map(({ needed, fitting }) => ({
      needed,
      fitting: fitting.map(({ id }) => id).filter((id) => !fixed.has(id)),
    })),
  );
  const filled = wishes.map((wish, at) => {
    const ids = new Set(pools[at]);
    return { ...wish, from: wish.fitting.filter(({ id }) => ids.has(id)) };
  });
  for (const { part, needed, from, name, fitting } of filled) {
    if (from.length >= needed || problems.some((problem) => problem.part === part)) continue;
    const others = fitting.length > from.length ? " that no other part needs" : "";
    problems.push({
      part,
      message: `${name}: ${needed} asked for, but there are only ${from.length} questions${others}. Lower the number.`,
    });
  }
  const result = parts.flatMap((entry, part): AssignmentPart[] => {
    if (entry.kind === "walkthrough") {
      return [
        { kind: "walkthrough", id: entry.id, title: source.walkthroughs.get(entry.id) ?? "", points: entry.points },
      ];
    }
    if (entry.kind === "items" && entry.count === undefined) {
      const from = entry.ids.flatMap((id) => source.questions.get(id) ?? []).map(pinned);
      return [{ kind: "items", title: "", from, same: true }];
    }
    return filled
      .filter((wish) => wish.part === part)
      .map(({ from, needed, same }, at) => {
        if (!same) return { kind: "items", title: "", from, ...(needed < from.length && { draw: needed }), same };
        const order = shuffleIds(
          from.map(({ id }) => id),
          derive(seed, `same ${part} ${at}`),
        );
        const chosen = new Set(order.slice(0, needed));
        return { kind: "items", title: "", from: from.filter(({ id }) => chosen.has(id)), same };
      });
  });
  if (result.length > most) {
    problems.push({
      part: 0,
      message: `An assignment has at most ${most} parts; an objective counts as one. This one has ${result.length}. Remove some.`,
    });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, parts: result };
}

/** Returns how many questions and walkthroughs each learner gets. */
export function sizeOf(parts: readonly DraftPart[]): { questions: number; walkthroughs: number } {
  const questions = parts.reduce((sum, entry) => {
    if (entry.kind === "walkthrough") return sum;
    if (entry.kind === "items") return sum + (entry.count ?? entry.ids.length);
    if (entry.kind === "blueprint") return sum + Object.values(entry.counts).reduce((all, count) => all + count, 0);
    return sum + entry.count;
  }, 0);
  return { questions, walkthroughs: parts.filter(({ kind }) => kind === "walkthrough").length };
}
