import { choiceDraft } from "./import-choices.ts";
import { ImportCollector, tooLarge, type ImportPlace, type ImportResult } from "./import-result.ts";

interface Unfinished {
  place: ImportPlace;
  stem: string[];
  options: { letter: string; text: string }[];
}

const optionLine = /^([A-Z])[.)](?:\s+(.*))?$/;
const answerLine = /^ANSWER\s*:\s*(.*)$/i;

function finish({ place, stem, options }: Unfinished, answer: string, collector: ImportCollector): void {
  const letters: string[] = answer.toUpperCase().match(/[A-Z]/g) ?? [];
  if (!/^[A-Z](?:\s*[,;&\s]\s*[A-Z])*\.?$/i.test(answer)) {
    collector.error(place, `"ANSWER: ${answer.slice(0, 40)}" has to name the letter of an option.`);
    return;
  }
  const unknown = letters.filter((letter) => !options.some((option) => option.letter === letter));
  if (unknown.length > 0) {
    collector.error(place, `The answer is ${unknown.join(", ")}, but there is no such option.`);
    return;
  }
  if (new Set(letters).size > 1) {
    collector.warn(
      place,
      `The answer names ${letters.join(", ")}. Learners have to select all of them; Moodle would take only ${letters[0] ?? ""}.`,
    );
  }
  const several = new Set(letters).size > 1;
  const draft = choiceDraft(
    {
      stem: stem.join("\n"),
      several,
      choices: options.map(({ letter, text }) => ({
        text,
        rationale: "",
        percent: letters.includes(letter) ? 100 : 0,
      })),
    },
    place,
    collector,
  );
  if (draft) collector.add(place, draft);
}

/** Reads questions in Aiken: a question in one or more lines, options `A.` or `A)`, then `ANSWER: B`. */
export function readAiken(text: string, { idPrefix }: { idPrefix: string }): ImportResult {
  const rejected = tooLarge(text);
  if (rejected) return rejected;
  const collector = new ImportCollector(idPrefix);
  let open: Unfinished | undefined;
  let count = 0;
  let afterBlank = false;
  const start = (line: number, stem: string[]): Unfinished => {
    count += 1;
    return { place: { question: count, line }, stem, options: [] };
  };
  const missing = (question: Unfinished): void =>
    collector.error(
      question.place,
      question.options.length === 0
        ? "The question has no options. Write them in lines that begin with A., B. and so on."
        : "The question has no line that begins with ANSWER:.",
    );
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n?|\n/);
  for (const [at, raw] of lines.entries()) {
    const line = raw.trim();
    const option = optionLine.exec(line);
    const answer = answerLine.exec(line);
    if (line === "") {
      afterBlank = true;
      continue;
    }
    if (answer) {
      const question = open ?? start(at + 1, []);
      if (question.options.length === 0) missing(question);
      else finish(question, answer[1]?.trim() ?? "", collector);
      open = undefined;
    } else if (option && (open?.stem.length ?? 0) > 0 && open) {
      const expected = String.fromCharCode(65 + open.options.length);
      const letter = option[1] ?? "";
      if (letter !== expected) {
        collector.warn(open.place, `Line ${at + 1} begins with ${letter}, but the next option should be ${expected}.`);
      }
      open.options.push({ letter, text: option[2] ?? "" });
    } else if (open && open.options.length > 0 && !afterBlank) {
      const last = open.options.at(-1);
      if (last) last.text = `${last.text}\n${line}`;
    } else if (open && open.options.length > 0) {
      missing(open);
      open = start(at + 1, [line]);
    } else if (open) open.stem.push(line);
    else open = start(at + 1, [line]);
    afterBlank = false;
  }
  if (open) missing(open);
  if (count === 0) collector.file("error", "The file has no questions in Aiken format.");
  return collector.result;
}
