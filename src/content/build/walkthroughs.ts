import type { Surface } from "../../simulator/cli/az/surface.ts";
import type { Walkthrough } from "../content.ts";
import type { AuthoredWalkthrough } from "./content-schema.ts";
import { renderer, resolveTarget, teachClaims, type Context } from "./context.ts";
import type { YamlFile } from "./read-yaml.ts";

/** Returns the other spellings of the options that `az` commands use, by the spelling they use. */
function spellingsOf(command: string, surface: Surface): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { command: name, args } of surface.commands) {
    if (!command.split("\n").some((line) => ` ${line.replace("$(", " ")} `.includes(` ${name} `))) continue;
    for (const option of command.match(/--[\w-]+/g) ?? []) {
      const others = args
        .find(({ options }) => options.includes(option))
        ?.options.filter((spelling) => spelling !== option);
      if (others && others.length > 0) found[option] = others;
    }
  }
  return found;
}

/** Compiles one walkthrough; reports option parts that the command does not contain. */
export function compileWalkthrough(
  file: YamlFile<AuthoredWalkthrough>,
  context: Context,
  surface: Surface,
): Walkthrough {
  const source = file.value;
  const problem = (path: (string | number)[], message: string) =>
    context.problems.add(file.file, file.lineOf(path), message);
  const link = (ref: string, path: (string | number)[]) => {
    const found = resolveTarget(`section:${ref}`, context);
    if ("message" in found) {
      problem(path, found.message);
      return [];
    }
    return [{ href: `/${found.href}`, title: found.title }];
  };
  if (!context.states.has(source.start)) problem(["start"], `unknown start state ${source.start}`);
  const ids = new Set<string>();
  const steps = source.steps.map((step, at) => {
    const line = file.lineOf(["steps", at]);
    const use = { href: `walkthroughs/${source.id}/#${step.id}`, title: `${source.title}: ${step.title}` };
    const { inline, blocks } = renderer(context, file.file, "dual", true, use);
    if (ids.has(step.id)) problem(["steps", at], `duplicate step ${step.id}`);
    ids.add(step.id);
    teachClaims(context, step.claims ?? [], use, file.file, line);
    step.options.forEach((option, index) => {
      if (!step.command.includes(option.part)) {
        problem(["steps", at, "options", index], `the command does not contain ${option.part}`);
      }
    });
    if (step.predict && step.predict.choices.filter((choice) => choice.correct).length !== 1) {
      problem(["steps", at, "predict"], "a prediction has exactly one right choice");
    }
    return {
      id: step.id,
      title: step.title,
      text: blocks(step.text, line),
      command: step.command.trim(),
      options: step.options.map(({ part, text, recall }) => ({
        part,
        text: inline(text, line),
        ...(recall && { recall }),
      })),
      spellings: spellingsOf(step.command, surface),
      notice: step.notice.map((note) => inline(note, line)),
      ...(step.predict && {
        predict: {
          question: inline(step.predict.question, line),
          choices: step.predict.choices.map((choice) => ({
            html: inline(choice.text, line),
            correct: choice.correct ?? false,
            why: inline(choice.why, line),
          })),
        },
      }),
      refs: (step.refs ?? []).flatMap((ref) => link(ref, ["steps", at, "refs"])),
    };
  });
  const { inline, blocks } = renderer(context, file.file, "dual", true);
  const next = source.next ? context.index.walkthroughs.get(source.next) : undefined;
  if (source.next && !next) problem(["next"], `unknown walkthrough ${source.next}`);
  return {
    id: source.id,
    title: source.title,
    lead: inline(source.lead, file.lineOf(["lead"])),
    minutes: source.minutes,
    start: source.start,
    before: blocks(source.before, file.lineOf(["before"])),
    after: blocks(source.after, file.lineOf(["after"])),
    ...(source.next && next && { next: { id: source.next, title: next } }),
    section: link(source.section, ["section"])[0] ?? { href: "/learn/", title: "Learn" },
    steps,
  };
}
