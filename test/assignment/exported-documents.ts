import type { ScoredItem } from "../../src/assessment/item.ts";
import { writeCommonCartridge } from "../../src/assignment/formats/common-cartridge.ts";
import type { QuizExport, QuizSettings } from "../../src/assignment/formats/export-result.ts";
import { writeQti } from "../../src/assignment/formats/qti.ts";
import { readOwnQuestion, toItem } from "../../src/assignment/own-question.ts";
import { activityId } from "../../src/assignment/xapi/activity.ts";
import {
  courseStructurePath,
  makeCmi5Package,
  makeRemoteCmi5Course,
  type Cmi5Course,
} from "../../src/assignment/xapi/cmi5-package.ts";
import { packLaunchParameters } from "../../src/assignment/xapi/launch-parameters.ts";
import { command, oneOfEach, single } from "../assessment/some-items.ts";
import { anAssignment } from "../support/assignments.ts";
import { liveItems, liveVariants } from "./live-items.ts";
import { ownQuestions } from "./some-questions.ts";

const open: QuizSettings = { minutes: null, attempts: null, passPercent: null };
const least: QuizSettings = { minutes: 1, attempts: 1, passPercent: 0 };
const most: QuizSettings = { minutes: 527_040, attempts: 5, passPercent: 100 };
const beyond: QuizSettings = { minutes: 600_000, attempts: 9, passPercent: 33.33 };

/** Text with characters that XML escapes, ends CDATA or markup with, replaces or changes. */
const odd = `<>&"' ]]> --> &amp; &#0; {x} \u00FC\u6F22\u{1F433} \u0301\u200B\u2028\u00A0\uFFFD`;
/** Characters that XML can't hold or changes, which a title can have. */
const control = "a\u0000b\u0008c\u000Bd\u001Fe\u007Ff\u0085g\uFFFEh\uD800i\n\tj\r";

const texts = new Set(["stem", "hint", "text", "rationale", "label", "name", "title", "situation", "goal"]);
const ownItems = ownQuestions.map(toItem);
const oddItems = ownQuestions.map((question) => {
  const changed: unknown = JSON.parse(JSON.stringify(question), (key, value) =>
    typeof value === "string" && texts.has(key) ? `${odd} ${value}` : value,
  );
  const read = readOwnQuestion(changed);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return toItem(read.question);
});
/** Questions whose options have ids that QTI doesn't allow. */
const oddIds = ["\u00FCber a", "9.x:y", "-", "x".repeat(80)].map((start): ScoredItem => ({
  ...single,
  id: start,
  options: single.options.map((option) => ({ ...option, id: `${start}${option.id}` })),
}));

const quiz = (items: readonly ScoredItem[], settings = most, title = "Pulls & pushes"): QuizExport => ({
  title,
  items,
  settings,
});
const quizzes: Record<string, QuizExport> = {
  "bank-chapter": quiz(liveItems("chapter")),
  "bank-azure": quiz(liveItems("azure")),
  "families-chapter": quiz(liveVariants("chapter")),
  "families-azure": quiz(liveVariants("azure")),
  own: quiz(ownItems),
  "own-open": quiz(ownItems, open),
  "own-least": quiz(ownItems, least),
  "own-beyond": quiz(ownItems, beyond),
  "each-type": quiz(oneOfEach),
  "odd-text": quiz(oddItems, most, odd),
  "odd-ids": quiz(oddIds),
  control: quiz([single], most, control),
  "no-title": quiz([single], most, ""),
  "long-title": quiz([single], most, "Pulls ".repeat(1000)),
  empty: quiz([], open),
  "nothing-left": quiz([command]),
};

const writers = { qti: writeQti, cartridge: writeCommonCartridge };

/** Returns the files of every quiz in a format whose path matches, by quiz and path. */
export const quizFiles = (format: keyof typeof writers, path: RegExp): Map<string, string> =>
  new Map(
    Object.entries(quizzes).flatMap(([name, content]) =>
      Object.entries(writers[format](content).files).flatMap(([file, text]): [string, string][] =>
        path.test(file) ? [[`${name}/${file}`, text]] : [],
      ),
    ),
  );

const site = "https://example.org/acr/";
const { id, title, passMark } = anAssignment();
const course: Cmi5Course = {
  courseId: activityId(site, "assessments", id),
  unitId: activityId(site, "assessments", `${id}/quiz`),
  title,
  description: "",
  launchParameters: packLaunchParameters(anAssignment()),
  masteryScore: passMark,
  moveOn: "Passed",
};
const { masteryScore: _, ...ungraded } = course;
const courses: Record<string, Cmi5Course> = {
  plain: course,
  "without-parameters": { ...course, launchParameters: "" },
  ungraded: { ...ungraded, moveOn: "Completed" },
  "mark-0": { ...course, masteryScore: 0 },
  "mark-1": { ...course, masteryScore: 1 },
  "mark-third": { ...course, masteryScore: 1 / 3 },
  "mark-least": { ...course, masteryScore: 0.0001 },
  odd: { ...course, title: odd, description: odd, launchParameters: `<&>"'` },
  control: { ...course, title: control, description: control },
  "long-title": { ...course, title: "t".repeat(200) },
  "odd-site": {
    ...course,
    courseId: activityId("https://ex\u00E4mple.org:5173/\u00FC/", "assessments", "a b"),
    unitId: activityId("https://ex\u00E4mple.org:5173/\u00FC/", "assessments", "a b/quiz"),
  },
};
const page = new TextEncoder().encode("<!doctype html>");

/** Returns the course structures of packages and of courses that stay on the web, by file name. */
export const courseStructures = (): Map<string, string> =>
  new Map(
    Object.entries(courses).flatMap(([name, content]) => {
      const made = makeCmi5Package(content, { files: new Map([["index.html", page]]), entry: "index.html" });
      const remote = makeRemoteCmi5Course(content, `${site}\u00FC/?v=1&x="\u00FC"`);
      if (!made.ok || !remote.ok) throw new Error(`The course ${name} can't be made`);
      return [
        [`${name}-package.xml`, new TextDecoder().decode(made.value.get(courseStructurePath))],
        [`${name}-remote.xml`, remote.value],
      ];
    }),
  );
