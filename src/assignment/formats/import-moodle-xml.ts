import { choiceDraft, pairsDraft, trueFalseDraft } from "./import-choices.ts";
import { clozeDraft } from "./import-cloze.ts";
import { ImportCollector, maximumQuestionText, partId, tooLarge } from "./import-result.ts";
import type { Draft, ImportPlace, ImportResult } from "./import-result.ts";
import { textOfHtml } from "./import-text.ts";
import { childOf, childrenOf, readXml, type ReadElement } from "./xml-reader.ts";

/** Returns all text below an element, to measure it. */
const sizeOf = (element: ReadElement): number =>
  element.children.reduce((sum, child) => sum + sizeOf(child), element.text.length);

class QuestionReader {
  constructor(
    private readonly element: ReadElement,
    private readonly place: ImportPlace,
    private readonly collector: ImportCollector,
  ) {}

  private value(name: string): string {
    return childOf(this.element, name)?.text.trim() ?? "";
  }

  /** Text of an element with a `<text>` inside, by its format; without a format it's HTML, as in Moodle. */
  private text(element: ReadElement | undefined): string {
    if (!element) return "";
    const source = (childOf(element, "text") ?? element).text;
    const format = element.attributes["format"];
    if (format === "plain_text" || format === "markdown") return source.trim();
    return textOfHtml(source, this.place, this.collector);
  }

  private get stem(): string {
    return this.text(childOf(this.element, "questiontext"));
  }

  private percent(answer: ReadElement): number {
    return Number((answer.attributes["fraction"] ?? "0").replace(",", "."));
  }

  private draft(type: string): Draft | undefined {
    const answers = childrenOf(this.element, "answer");
    switch (type) {
      case "multichoice":
        return choiceDraft(
          {
            stem: this.stem,
            several: !/^(?:true|1)$/.test(this.value("single") || "true"),
            choices: answers.map((answer) => ({
              text: this.text(answer),
              rationale: this.text(childOf(answer, "feedback")),
              percent: this.percent(answer),
            })),
          },
          this.place,
          this.collector,
        );
      case "truefalse": {
        const right = answers.find((answer) => this.percent(answer) >= 100);
        const wrong = answers.find((answer) => answer !== right);
        if (!right) {
          this.collector.error(this.place, "No answer earns the full mark. Mark the correct answer in the file.");
          return undefined;
        }
        return trueFalseDraft(this.stem, /^true$/i.test(this.text(right)), {
          right: this.text(childOf(right, "feedback")),
          wrong: this.text(wrong && childOf(wrong, "feedback")),
        });
      }
      case "matching":
        return pairsDraft(
          this.stem,
          childrenOf(this.element, "subquestion").map((row) => ({
            left: this.text(row),
            right: childOf(childOf(row, "answer"), "text")?.text.trim() ?? "",
          })),
        );
      case "ordering":
        return {
          type: "build-list",
          stem: this.stem,
          steps: answers.map((answer, at) => ({ id: partId(at), text: this.text(answer), rationale: "" })),
          key: answers.map((_, at) => partId(at)),
          accept: [],
        };
      case "cloze":
      case "multianswer":
        return clozeDraft(
          childOf(childOf(this.element, "questiontext"), "text")?.text ?? "",
          this.place,
          this.collector,
        );
      default:
        this.collector.error(
          this.place,
          `Questions of the type ${type.slice(0, 40)} can't be scored here. Rewrite it with options to select.`,
        );
        return undefined;
    }
  }

  /** Adds the question, or records why it can't be one here. */
  read(type: string): void {
    const { collector, place } = this;
    if (type === "description") {
      collector.warn(place, "This is a text without answers. It's left out.");
      return;
    }
    if (sizeOf(this.element) > maximumQuestionText) {
      collector.error(place, "The question is too long. Shorten its texts, or remove the pictures inside them.");
      return;
    }
    const draft = this.draft(type);
    if (!draft) return;
    if (this.text(childOf(this.element, "generalfeedback")) !== "") {
      collector.warn(place, "The general feedback is left out. Write it into the feedback of the answers.");
    }
    const [hint, ...moreHints] = childrenOf(this.element, "hint").map((element) => this.text(element));
    if (moreHints.length > 0) collector.warn(place, "Only the first hint is kept.");
    collector.add(place, { ...draft, ...(hint && { hint }) });
  }
}

/** Reads questions in Moodle XML. */
export function readMoodleXml(text: string, { idPrefix }: { idPrefix: string }): ImportResult {
  const rejected = tooLarge(text);
  if (rejected) return rejected;
  const collector = new ImportCollector(idPrefix);
  const read = readXml(text.replace(/^\uFEFF/, ""));
  if (!read.ok) {
    collector.file("error", read.message, read.line);
    return collector.result;
  }
  if (read.root.name !== "quiz") {
    collector.file("error", "The file isn't Moodle XML: its first element has to be quiz.", read.root.line);
    return collector.result;
  }
  let count = 0;
  for (const element of childrenOf(read.root, "question")) {
    const type = element.attributes["type"] ?? "";
    if (type === "category") continue;
    count += 1;
    new QuestionReader(element, { question: count, line: element.line }, collector).read(type);
  }
  if (count === 0) collector.file("error", "The file has no questions.", read.root.line);
  return collector.result;
}
