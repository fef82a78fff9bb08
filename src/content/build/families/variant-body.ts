import { numberOrder } from "../../../assessment/number-order.ts";
import type { FamilyLanguage, FamilySource } from "./family-language.ts";
import type { Family, FamilyOption, FamilyStatement, Wording } from "./family-schema.ts";
import { say, type Filling } from "./fill.ts";
import { numberFrom, type Parameters, type Scalar } from "./parameters.ts";

interface WrittenChoice {
  id: string;
  text: string;
  correct?: boolean;
  misconception?: string;
  rationale: string;
}

/** The text of a variant, in the form that authors write items in. */
export interface VariantBody {
  stem: string;
  hint?: string;
  options?: WrittenChoice[];
  statements?: { id: string; text: string; answer: boolean; rationale: string; misconception?: string }[];
  body?: string;
  command?: boolean;
  gaps?: { id: string; label: string; choices: WrittenChoice[] }[];
}

export interface BuiltVariant {
  /** What the right answer is, as text: the balance of a family counts these. */
  key: string;
  body: VariantBody;
}

/** A combination that makes no question, and why. */
export class Dropped extends Error {}

/** Thrown for mistakes of the family's file, which aren't a matter of one combination. */
export class FamilyMistake extends Error {}

/** What a variant is built from. */
export interface VariantParts {
  family: Family;
  language: FamilyLanguage;
  /** Id of the variant; it decides between equal wordings. */
  variant: string;
  /** Parameters and names, as the text shows them. */
  parameters: Parameters;
  /** Parameters and names of the environment that was observed, for expressions. */
  observed: Parameters;
  source: FamilySource;
}

const asScalar = (value: unknown, expression: string): Scalar => {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  throw new FamilyMistake(`${expression}: has to be a text, a number, or true or false`);
};

/** Returns all subsets of a size, in the order of the list. */
function* subsets<T>(list: readonly T[], size: number): Generator<T[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (const [at, first] of list.entries()) {
    for (const rest of subsets(list.slice(at + 1), size - 1)) yield [first, ...rest];
  }
}

class VariantBuilder {
  private key: Scalar = "";

  constructor(private readonly parts: VariantParts) {}

  private filling(more: Readonly<Record<string, string>> = {}): Filling {
    const { family, parameters } = this.parts;
    return { family, parameters, more, evaluate: (expression) => this.evaluate(expression) };
  }

  private evaluate(expression: string): unknown {
    const { language, source, observed } = this.parts;
    return language.evaluate(expression, source, observed, this.key);
  }

  private isOffered({ if: condition }: { if?: string | undefined }): boolean {
    return condition === undefined || this.evaluate(condition) === true;
  }

  private text(wording: Wording | undefined, field: string, more?: Readonly<Record<string, string>>): string {
    const text = say(wording, this.filling(more), `${this.parts.variant}/${field}`);
    if (text === undefined || text === "") throw new FamilyMistake(`no wording of ${field} fits this case`);
    return text;
  }

  private choices(options: readonly FamilyOption[], key: Scalar, distractors: number, place: string): WrittenChoice[] {
    const { variant } = this.parts;
    this.key = key;
    const offered = options
      .filter((option) => this.isOffered(option))
      .map((option) => ({
        option,
        value: option.value === undefined ? option.id : asScalar(this.evaluate(option.value), option.value),
      }));
    const right = offered.filter(({ value }) => value === key);
    const [first] = right;
    if (!first) throw new Dropped(`no option says ${String(key)}`);
    const seen = new Set<Scalar>([key]);
    const wrong = offered.filter(({ value }) => {
      if (seen.has(value)) return false;
      seen.add(value);
      return true;
    });
    if (wrong.length < 2) throw new Dropped("fewer than two wrong options differ from the right one");
    const isNeeded = ({ option: { always } }: (typeof wrong)[number]) =>
      always !== undefined && this.evaluate(always) === true;
    const needed = wrong.filter(isNeeded).slice(0, distractors);
    const sets = [...subsets(wrong, Math.min(distractors, wrong.length))].filter((set) =>
      needed.every((option) => set.includes(option)),
    );
    // Numbers are shown in ascending order: each place that the key can have among them should be about as frequent.
    const rankOf = (set: typeof wrong): number | undefined =>
      numberOrder([first, ...set].map(({ value }) => String(value)))?.indexOf(0);
    const ranks = [...new Set(sets.map(rankOf))];
    const rank = ranks[numberFrom(`${variant}/${place} rank`) % ranks.length];
    const fitting = sets.filter((set) => rankOf(set) === rank);
    const chosen = new Set([first, ...(fitting[numberFrom(`${variant}/${place}`) % fitting.length] ?? [])]);
    const written = offered
      .filter((one) => chosen.has(one))
      .map(({ option, value }): WrittenChoice => {
        const more = { value: String(value) };
        const correct = option === first.option;
        const field = `${place} ${option.id}`;
        const code = typeof option.misconception === "string" ? option.misconception : this.codeOf(option);
        return {
          id: option.id,
          text: this.text(option.text, field, more),
          ...(correct && { correct }),
          ...(!correct && code !== undefined && { misconception: code }),
          rationale: this.text(
            correct ? option.right : option.wrong,
            `${field} ${correct ? "right" : "wrong"}, where the key is ${String(key)}`,
            more,
          ),
        };
      });
    // The option that states the key is the first one of a family's file, and its place in a variant would tell.
    const ascending = numberOrder(written.map(({ text }) => text));
    return ascending?.flatMap((place) => written[place] ?? []) ?? written;
  }

  private codeOf({ misconception }: FamilyOption): string | undefined {
    if (!Array.isArray(misconception)) return undefined;
    return misconception.find(({ when }) => when === undefined || this.evaluate(when) === true)?.code;
  }

  private statements(statements: readonly FamilyStatement[]): NonNullable<VariantBody["statements"]> {
    const { variant } = this.parts;
    const offered = statements
      .filter((statement) => this.isOffered(statement))
      .map((statement) => ({ statement, answer: this.evaluate(statement.test) === true }));
    const mixed = [...subsets(offered, 3)].filter((set) => new Set(set.map(({ answer }) => answer)).size === 2);
    const chosen = mixed[numberFrom(`${variant}/statements`) % mixed.length];
    if (!chosen) throw new Dropped("no three statements are a mix of true and false");
    return chosen.map(({ statement, answer }) => ({
      id: statement.id,
      text: this.text(statement.text, statement.id),
      answer,
      rationale: this.text(answer ? statement.yes : statement.no, `${statement.id} ${answer ? "yes" : "no"}`),
      ...(!answer && statement.misconception !== undefined && { misconception: statement.misconception }),
    }));
  }

  build(): BuiltVariant {
    const { family } = this.parts;
    const common = () => ({
      stem: this.text(family.stem, "stem"),
      ...(family.hint !== undefined && { hint: this.text(family.hint, "hint") }),
    });
    switch (family.type) {
      case "single": {
        if (family.key === undefined || !family.options) throw new FamilyMistake("needs a key and options");
        const key = asScalar(this.evaluate(family.key), family.key);
        const options = this.choices(family.options, key, family.distractors, "option");
        return { key: String(key), body: { ...common(), options } };
      }
      case "statements": {
        const statements = this.statements(family.statements ?? []);
        const key = statements.map(({ answer }) => (answer ? "y" : "n")).join("");
        return { key, body: { ...common(), statements } };
      }
      case "dropdowns": {
        const keys: string[] = [];
        const gaps = (family.gaps ?? []).map(({ id, label, key, choices }) => {
          const right = asScalar(this.evaluate(key), key);
          const written = this.choices(choices, right, family.distractors, id);
          keys.push(String(right));
          return { id, label, choices: written };
        });
        const body = this.text(family.body, "body");
        return { key: keys.join(" "), body: { ...common(), body, command: family.command, gaps } };
      }
    }
  }
}

/** Writes the question of a variant from what was observed. Throws Dropped or FamilyMistake. */
export const buildVariant = (parts: VariantParts): BuiltVariant => new VariantBuilder(parts).build();
