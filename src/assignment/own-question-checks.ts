/** What the checks need to know of an own question; the schema's type fits it. */
type Checked =
  | { type: "single" | "choose"; options: readonly Marked[] }
  | { type: "statements"; statements: readonly Identified[] }
  | {
      type: "build-list";
      steps: readonly Identified[];
      key: readonly string[];
      accept: readonly (readonly string[])[];
    }
  | {
      type: "matching";
      targets: readonly (Identified & { key: string })[];
      tokens: readonly Identified[];
      reuse: boolean;
    }
  | { type: "dropdowns"; body: string; gaps: readonly { id: string; label: string; choices: readonly Marked[] }[] }
  | {
      type: "hot-area";
      columns: readonly string[];
      rows: readonly { cells: readonly { place?: string | undefined }[] }[];
      places: readonly (Marked & { name: string })[];
    }
  | { type: "series" };

interface Identified {
  id: string;
}
interface Marked extends Identified {
  correct: boolean;
}

/** Matches a gap's mark in the text of a drop-down question; the group is the gap's id. */
export const gapMark = /\[\[([a-z0-9-]+)\]\]/;

const repeated = (ids: readonly string[]): string[] => [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
const repeatedIds = (what: string, members: readonly Identified[]): string[] =>
  repeated(members.map(({ id }) => id)).map((id) => `Two ${what} have the id ${id}; give each its own.`);
const countCorrect = (members: readonly Marked[]): number => members.filter(({ correct }) => correct).length;

function orderProblems(order: readonly string[], steps: ReadonlySet<string>, name: string): string[] {
  return [
    ...order.filter((id) => !steps.has(id)).map((id) => `${name} has ${id}, which isn't a step; remove it.`),
    ...repeated(order).map((id) => `${name} has ${id} twice; remove one.`),
  ];
}

/** Returns what doesn't fit together in a question of the right form, each as a sentence that says what to do. */
export function inconsistencies(question: Checked): string[] {
  switch (question.type) {
    case "single":
      return [
        ...repeatedIds("options", question.options),
        ...(countCorrect(question.options) === 1 ? [] : ["Mark exactly one option as correct."]),
      ];
    case "choose": {
      const correct = countCorrect(question.options);
      return [
        ...repeatedIds("options", question.options),
        ...(correct >= 2 ? [] : ["Mark at least two options as correct."]),
        ...(correct < question.options.length ? [] : ["Leave at least one option incorrect."]),
      ];
    }
    case "statements":
      return repeatedIds("statements", question.statements);
    case "build-list": {
      const steps = new Set(question.steps.map(({ id }) => id));
      return [
        ...repeatedIds("steps", question.steps),
        ...orderProblems(question.key, steps, "The right order"),
        ...question.accept.flatMap((order, at) => orderProblems(order, steps, `Accepted order ${at + 1}`)),
        ...question.accept.flatMap((order, at) =>
          order.length === question.key.length
            ? []
            : [`Accepted order ${at + 1} needs as many steps as the right one.`],
        ),
      ];
    }
    case "matching": {
      const tokens = new Set(question.tokens.map(({ id }) => id));
      const keys = question.targets.map(({ key }) => key);
      return [
        ...repeatedIds("targets", question.targets),
        ...repeatedIds("answers to match", question.tokens),
        ...keys.filter((key) => !tokens.has(key)).map((key) => `No answer has the id ${key}; choose another.`),
        ...(question.reuse
          ? []
          : repeated(keys).map((key) => `Two targets need ${key}; allow answers to be used more than once.`)),
      ];
    }
    case "dropdowns": {
      const marks = question.body.match(new RegExp(gapMark, "g")) ?? [];
      const known = new Set(question.gaps.map(({ id }) => `[[${id}]]`));
      return [
        ...repeatedIds("gaps", question.gaps),
        ...marks.filter((mark) => !known.has(mark)).map((mark) => `The text has ${mark}, but there is no such gap.`),
        ...question.gaps
          .filter(({ id }) => marks.filter((mark) => mark === `[[${id}]]`).length !== 1)
          .map(({ id }) => `Write [[${id}]] exactly once in the text.`),
        ...question.gaps.flatMap(({ id, choices }) => [
          ...repeatedIds(`choices of gap ${id}`, choices),
          ...(countCorrect(choices) >= 1 ? [] : [`Mark a choice of gap ${id} as correct.`]),
          ...(countCorrect(choices) < choices.length ? [] : [`Leave a choice of gap ${id} incorrect.`]),
        ]),
      ];
    }
    case "hot-area": {
      const used = question.rows.flatMap(({ cells }) =>
        cells.flatMap(({ place }) => (place === undefined ? [] : place)),
      );
      const places = new Set(question.places.map(({ id }) => id));
      const correct = countCorrect(question.places);
      return [
        ...repeatedIds("places", question.places),
        ...used.filter((id) => !places.has(id)).map((id) => `A cell has the place ${id}, which doesn't exist.`),
        ...question.places
          .filter(({ id }) => used.filter((place) => place === id).length !== 1)
          .map((place) => `Put the place ${place.name} in exactly one cell.`),
        ...question.rows.flatMap(({ cells }, at) =>
          cells.length === question.columns.length - 1
            ? []
            : [`Row ${at + 1} needs one cell for each column after the first.`],
        ),
        ...(correct >= 1 ? [] : ["Mark at least one place as correct."]),
        ...(correct < question.places.length ? [] : ["Leave at least one place incorrect."]),
      ];
    }
    case "series":
      return [];
  }
}
