import type { GIFTQuestion, TextChoice, TextFormat } from "gift-pegjs";
import { choiceDraft, pairsDraft, trueFalseDraft } from "./import-choices.ts";
import {
  ImportCollector,
  maximumQuestionText,
  tooLarge,
  type ImportPlace,
  type ImportResult,
} from "./import-result.ts";
import { textOfHtml } from "./import-text.ts";

/** A part of the file between blank lines, without comments. */
interface Chunk {
  /** Number of each line in the file. */
  numbers: number[];
  lines: string[];
}

/**
 * Splits a file at blank lines and drops lines of comments, as Moodle does, so that one bad question leaves the others
 * readable.
 */
function chunksOf(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  let open: Chunk | undefined;
  for (const [at, line] of text.split(/\r\n?|\n/).entries()) {
    if (line.trim() === "") open = undefined;
    else if (!line.trimStart().startsWith("//")) {
      if (!open) {
        open = { numbers: [], lines: [] };
        chunks.push(open);
      }
      open.numbers.push(at + 1);
      open.lines.push(line);
    }
  }
  return chunks;
}

/** The parser leaves its own marks for escaped characters in answers of matching questions. */
const withoutMarks = (text: string): string =>
  text.replaceAll(/&&0(\d\d);|&&(1\d\d);/g, (_, low, high) => String.fromCharCode(Number(low ?? high)));

class GiftReader {
  constructor(
    private readonly place: ImportPlace,
    private readonly collector: ImportCollector,
  ) {}

  text(value: TextFormat | null | undefined): string {
    if (!value) return "";
    if (value.format === "plain" || value.format === "markdown") return value.text;
    return textOfHtml(value.text, this.place, this.collector);
  }

  private choices(choices: readonly TextChoice[]) {
    return choices.map(({ isCorrect, weight, text, feedback }) => ({
      text: this.text(text),
      rationale: this.text(feedback),
      percent: weight ?? (isCorrect ? 100 : 0),
    }));
  }

  /** Adds a parsed question, or records why it can't be one here. */
  add(question: GIFTQuestion): void {
    const { collector, place } = this;
    if (question.type === "Category") return;
    const stem = this.text(question.stem);
    if ("globalFeedback" in question && question.globalFeedback) {
      collector.warn(place, "The general feedback is left out. Write it into the feedback of the answers.");
    }
    switch (question.type) {
      case "Description":
        collector.warn(place, "This is a text without answers. It's left out.");
        return;
      case "MC": {
        const several = !question.choices.some(({ isCorrect }) => isCorrect);
        const draft = choiceDraft({ stem, choices: this.choices(question.choices), several }, place, collector);
        if (draft) collector.add(place, draft);
        return;
      }
      case "TF":
        // GIFT puts the feedback of a wrong answer first; the parser names both by value instead.
        collector.add(
          place,
          trueFalseDraft(stem, question.isTrue, {
            wrong: this.text(question.trueFeedback),
            right: this.text(question.falseFeedback),
          }),
        );
        return;
      case "Matching":
        collector.add(
          place,
          pairsDraft(
            stem,
            question.matchPairs.map(({ subquestion, subanswer }) => ({
              left: this.text(subquestion),
              right: withoutMarks(subanswer),
            })),
          ),
        );
        return;
      case "Short":
      case "Numerical":
      case "Essay":
        collector.error(place, `${kinds[question.type]} can't be scored here. Rewrite it with options to select.`);
    }
  }
}

const kinds = { Short: "A short answer", Numerical: "A number", Essay: "An essay" };

function syntaxProblem(error: unknown, chunk: Chunk): { line: number; message: string } {
  if (!(error instanceof Error)) throw error;
  const location = "location" in error && typeof error.location === "object" ? error.location : undefined;
  const start = location && "start" in location ? location.start : undefined;
  const line = start && typeof start === "object" && "line" in start ? Number(start.line) : 1;
  return {
    line: chunk.numbers[line - 1] ?? chunk.numbers[0] ?? 1,
    message: "The question isn't valid GIFT. Check its braces, and escape ~ = # { } : in texts with a backslash.",
  };
}

/** Reads questions in GIFT. The parser is loaded when it's first used. */
export async function readGift(text: string, { idPrefix }: { idPrefix: string }): Promise<ImportResult> {
  const rejected = tooLarge(text);
  if (rejected) return rejected;
  const { parse } = await import("gift-pegjs");
  const collector = new ImportCollector(idPrefix);
  let count = 0;
  for (const chunk of chunksOf(text.replace(/^\uFEFF/, ""))) {
    const source = chunk.lines.join("\n");
    if (/^\s*\$CATEGORY:.*$/.test(source)) continue;
    count += 1;
    const place = { question: count, line: chunk.numbers[0] ?? 1 };
    if (source.length > maximumQuestionText) {
      collector.error(place, "The question is too long. If it's several, put blank lines between them.");
      continue;
    }
    try {
      for (const question of parse(source)) new GiftReader(place, collector).add(question);
    } catch (error) {
      const { line, message } = syntaxProblem(error, chunk);
      collector.error({ ...place, line }, message);
    }
  }
  if (count === 0) collector.file("error", "The file has no questions in GIFT.");
  return collector.result;
}
