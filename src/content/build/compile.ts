import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import type { DescribedTemplate } from "../world-template.ts";
import type {
  About,
  BankItem,
  Comparison,
  CourseOutline,
  FactRow,
  Leads,
  Misconception,
  Objective,
  SearchEntry,
  Walkthrough,
} from "../content.ts";
import type { Surface } from "../../simulator/cli/az/surface.ts";
import type { ReferenceProgram } from "../reference.ts";
import { readSurface } from "./command-surface.ts";
import { compileComparison } from "./comparisons.ts";
import {
  assessmentFile,
  comparisonFile,
  courseFile,
  guideFront,
  itemFile,
  misconceptionsFile,
  objectivesFile,
  sectionFront,
  walkthroughFile,
} from "./content-schema.ts";
import type { Context, Index } from "./context.ts";
import { diagramSchema } from "./diagram-schema.ts";
import { factRows } from "./fact-rows.ts";
import { readFacts, type FactTable } from "./fact-table.ts";
import { familyOfItem } from "../../assessment/item-id.ts";
import { compileFamilies, markChecks, type CompiledFamily } from "./families/compile-families.ts";
import { compileGuide, type CompiledGuide } from "./guides.ts";
import { checkSeries, holdsSets, readSets, setIndex } from "./item-sets.ts";
import { checkVersions } from "./item-versions.ts";
import { compileItem, staticItem } from "./items.ts";
import { compileMisconceptions } from "./misconceptions.ts";
import { checkNeighbors } from "./neighbors.ts";
import { Problems } from "./problems.ts";
import { parseYaml, readYaml, type YamlFile } from "./read-yaml.ts";
import { scanHeadings } from "./reading-blocks.ts";
import { readReference } from "./reference.ts";
import { searchEntries } from "./search-index.ts";
import { disputedClaims } from "./section-blocks.ts";
import { splitFrontMatter } from "./section-source.ts";
import { compileSection, type CompiledSection } from "./sections.ts";
import { readStartFiles, type StartFiles } from "./start-files.ts";
import { readTemplates } from "./templates.ts";
import { compileWalkthrough } from "./walkthroughs.ts";

/** Everything the app reads, compiled from content/. */
export interface Compiled {
  outline: CourseOutline;
  about: About;
  leads: Leads;
  sections: CompiledSection[];
  guides: CompiledGuide[];
  comparisons: Comparison[];
  walkthroughs: Walkthrough[];
  /** Every item that is asked or may be: live, pilot and draft. */
  items: BankItem[];
  /** Bodies for attempts made earlier: retired items and former versions. Never drawn. */
  formerItems: BankItem[];
  /** Question families with their variants. */
  families: CompiledFamily[];
  /** Questions in the text, by section. */
  sectionChecks: Record<string, BankItem[]>;
  objectives: Objective[];
  misconceptions: Misconception[];
  facts: FactRow[];
  table: FactTable;
  /** Commands of `az`. */
  surface: Surface;
  /** Files of the learner's machine. */
  startFiles: StartFiles;
  templates: DescribedTemplate[];
  reference: ReferenceProgram[];
  search: SearchEntry[];
}

const files = (root: string, folder: string, ending: string): string[] => {
  const path = join(root, folder);
  return existsSync(path)
    ? readdirSync(path)
        .filter((name) => name.endsWith(ending))
        .sort()
        .map((name) => `${folder}/${name}`)
    : [];
};

function readAll<S extends v.GenericSchema>(root: string, folder: string, schema: S, problems: Problems) {
  return files(root, folder, ".yaml")
    .filter((name) => !holdsSets(name))
    .map((name) => readYaml(join(root, name), name, schema, problems))
    .filter((file) => file !== undefined);
}

/** Reads the Markdown files of a folder, in the order that their front matter gives them. */
function readTexts<Front extends { order: number }>(
  root: string,
  folder: string,
  schema: v.GenericSchema<unknown, Front>,
  problems: Problems,
): { file: string; front: Front; body: string; bodyLine: number }[] {
  const texts = files(root, folder, ".md").flatMap((file) => {
    const split = splitFrontMatter(readFileSync(join(root, file), "utf8"));
    if (!split) {
      problems.add(file, 1, "needs front-matter between two lines of three dashes");
      return [];
    }
    const front = parseYaml(file, `\n${split.front}`, schema, problems);
    return front ? [{ file, front: front.value, body: split.body, bodyLine: split.bodyLine }] : [];
  });
  return texts.sort((a, b) => a.front.order - b.front.order);
}

const byOrder = <T extends { value: { order: number } }>(list: T[]): T[] =>
  [...list].sort((a, b) => a.value.order - b.value.order);

/** Reports ids used twice across files of one kind. */
function checkUnique(problems: Problems, rows: { file: string; line: number; id: string }[]): void {
  const seen = new Map<string, string>();
  for (const { file, line, id } of rows) {
    const first = seen.get(id);
    if (first !== undefined) problems.add(file, line, `duplicate id ${id}, first in ${first}`);
    else seen.set(id, `${file}:${line}`);
  }
}

function checkCoverage(context: Context, sections: { file: string; body: string }[]): void {
  const first = sections[0]?.file ?? "content/chapters/acr";
  for (const claim of context.table.claims) {
    if (!context.claimUses.get(claim.id)?.some((use) => use.href.startsWith("learn/"))) {
      context.problems.add(first, 1, `no section teaches the claim ${claim.id}`);
    }
  }
  const checked = new Set(
    sections.flatMap((section) =>
      [...section.body.matchAll(/^:::reality\s+(.*)$/gm)].flatMap((match) => (match[1] ?? "").split(/\s+/)),
    ),
  );
  for (const id of disputedClaims(context)) {
    if (!checked.has(id)) context.problems.add(first, 1, `the disputed claim ${id} has no reality check`);
  }
}

/**
 * Compiles the whole content folder below `root`. Every problem found is in `problems`;
 * `compiled` is present when the facts and the course file could be read, even if other problems exist.
 */
export function compileContent(root: string): { problems: Problems; compiled?: Compiled } {
  const problems = new Problems();
  const table = readFacts(root, problems);
  const course = readYaml(join(root, "content/course.yaml"), "content/course.yaml", courseFile, problems);
  const objectives = readYaml(
    join(root, "content/objectives.yaml"),
    "content/objectives.yaml",
    objectivesFile,
    problems,
  );
  const misconceptions = readYaml(
    join(root, "content/misconceptions.yaml"),
    "content/misconceptions.yaml",
    misconceptionsFile,
    problems,
  );
  if (!table || !course || !objectives || !misconceptions) return { problems };

  const sectionFiles = readTexts(root, "content/chapters/acr", sectionFront, problems);
  const guideFiles = readTexts(root, "content/guides", guideFront, problems);
  const comparisonFiles = byOrder(readAll(root, "content/comparisons/acr", comparisonFile, problems));
  const walkthroughFiles = byOrder(readAll(root, "content/walkthroughs/acr", walkthroughFile, problems));
  const itemFiles = readAll(root, "content/items/acr", itemFile, problems);
  const sets = readSets(root, problems);
  const earlierFiles = readAll(root, "content/items/acr/earlier", itemFile, problems);
  const diagramFiles = readAll(root, "content/diagrams/acr", diagramSchema, problems);
  const assessments = readAll(root, "content/assessments", assessmentFile, problems);

  const places = <T extends { id: string }>(list: YamlFile<T>[]) =>
    list.map((file) => ({ file: file.file, line: file.lineOf(["id"]), id: file.value.id }));
  for (const texts of [sectionFiles, guideFiles]) {
    checkUnique(
      problems,
      texts.map(({ file, front }) => ({ file, line: 2, id: front.id })),
    );
  }
  checkUnique(problems, places(comparisonFiles));
  checkUnique(problems, places(walkthroughFiles));
  checkUnique(problems, places(diagramFiles));
  checkUnique(problems, places(assessments));
  const versions = (list: typeof itemFiles) =>
    list.flatMap((file) =>
      file.value.map(({ id, version }, at) => ({ id, version, file: file.file, line: file.lineOf([at, "id"]) })),
    );
  checkUnique(problems, versions(itemFiles));
  checkVersions(versions(itemFiles), versions(earlierFiles), problems);
  checkSeries(
    itemFiles.flatMap(({ value }) => value),
    sets,
    problems,
  );

  const headingsOf = (texts: { front: { id: string; title: string }; body: string }[]) =>
    new Map(texts.map(({ front, body }) => [front.id, { title: front.title, headings: scanHeadings(body) }]));
  const index: Index = {
    sections: headingsOf(sectionFiles),
    guides: headingsOf(guideFiles),
    comparisons: new Map(comparisonFiles.map(({ value }) => [value.id, value.title])),
    walkthroughs: new Map(walkthroughFiles.map(({ value }) => [value.id, value.title])),
    items: new Set(
      itemFiles.flatMap((file) => file.value.filter(({ status }) => status !== "retired").map(({ id }) => id)),
    ),
    diagrams: new Map(diagramFiles.map(({ value }) => [value.id, value])),
    ...setIndex(sets),
  };
  const surface = readSurface(root, problems, new Set(table.facts.keys())) ?? { commands: [], groups: [] };
  const templates = readTemplates(root, problems);
  const states = new Map(templates.map(({ id, name }) => [id, name]));
  const startFiles = readStartFiles(root);
  const context: Context = { problems, table, index, states, startFiles, factUses: new Map(), claimUses: new Map() };

  checkNeighbors(objectives, problems);
  const known = new Set(objectives.value.map((objective) => objective.id));
  const objectiveProblem = (file: string, line: number, ids: readonly string[]) => {
    for (const id of ids) if (!known.has(id)) problems.add(file, line, `unknown objective ${id}`);
  };
  const comparisons = comparisonFiles.map((file) => compileComparison(file, context));
  const walkthroughs = walkthroughFiles.map((file) => {
    objectiveProblem(file.file, file.lineOf(["objectives"]), file.value.objectives);
    return compileWalkthrough(file, context, surface);
  });
  const compileItems = (list: typeof itemFiles, former: boolean) =>
    list.flatMap((file) =>
      file.value.map((item, at) => {
        const line = file.lineOf([at, "id"]);
        objectiveProblem(file.file, line, [item.objective, ...(item.objective2 ? [item.objective2] : [])]);
        return compileItem(item, context, { file: file.file, line, former: former || item.status === "retired" });
      }),
    );
  const written = compileItems(itemFiles, false);
  const items = written.filter(({ status }) => status !== "retired");
  const formerItems = [...written.filter(({ status }) => status === "retired"), ...compileItems(earlierFiles, true)];
  const families = compileFamilies(root, context);
  for (const { summary } of families) {
    objectiveProblem(`content/families/acr/${summary.id}.yaml`, 1, [summary.objective]);
  }
  const liveVariants = families.flatMap(({ variants }) => variants.filter(({ withdrawn }) => !withdrawn));
  const itemById = new Map<string, BankItem>([...liveVariants.toReversed(), ...items].map((item) => [item.id, item]));
  const lookups = {
    comparisons: new Map(comparisons.map((comparison) => [comparison.id, comparison])),
    walkthroughs: new Map(walkthroughs.map((walkthrough) => [walkthrough.id, walkthrough])),
    itemHtml: (id: string) => {
      const item = itemById.get(id);
      const body = item?.chapter ?? item?.azure;
      return body && staticItem(body);
    },
  };
  const sections = sectionFiles.map((file) => {
    objectiveProblem(file.file, 2, file.front.objectives);
    return compileSection(file, context, lookups);
  });
  for (const [at, { checkIds }] of sections.entries()) {
    for (const id of checkIds) {
      const item = itemById.get(id);
      const problem = (message: string) => problems.add(sectionFiles[at]?.file ?? "", 1, `${id} ${message}`);
      if (item?.type === "command") problem("is a typed command, which needs the terminal of a practice screen");
      else if (item?.pool === undefined && familyOfItem(id) === undefined) {
        problem("is also drawn for forms: ask a variant of a family here, or an item with `pool: check`");
      }
    }
  }
  checkCoverage(context, sectionFiles);
  const guides = guideFiles.map((file) => compileGuide(file, context, course.value));

  const assessmentIds = new Set(assessments.map(({ value }) => value.id));
  for (const id of [course.value.quiz, ...course.value.unlocks.map((unlock) => unlock.assessment)]) {
    if (!assessmentIds.has(id)) problems.add(course.file, course.lineOf(["quiz"]), `unknown assessment ${id}`);
  }
  const facts = factRows(context);
  const outline: CourseOutline = {
    title: course.value.title,
    subject: course.value.subject,
    quiz: course.value.quiz,
    passMark: course.value.passMark,
    unlocks: course.value.unlocks,
    sections: sections.map(({ id, title, objectives: codes, minutes, checks }) => ({
      id,
      title,
      objectives: codes,
      minutes,
      checks,
    })),
    comparisons: comparisons.map(({ id, title }) => ({ id, title })),
    walkthroughs: walkthroughs.map(({ id, title, minutes, steps }) => ({ id, title, minutes, steps: steps.length })),
    assessments: assessments.map(({ value }) => value),
    retiredItems: written.filter(({ status }) => status === "retired").map(({ id }) => id),
  };
  const leadsOf = (list: { id: string; lead: string }[]) => Object.fromEntries(list.map(({ id, lead }) => [id, lead]));
  const search = searchEntries({ sections, guides, facts, comparisons, walkthroughs });
  return {
    problems,
    compiled: {
      outline,
      about: {
        author: course.value.author,
        contact: course.value.contact,
        licence: course.value.licence,
        disclaimer: course.value.disclaimer,
      },
      leads: {
        sections: leadsOf(sections),
        comparisons: leadsOf(comparisons),
        walkthroughs: leadsOf(walkthroughs),
      },
      sections,
      guides,
      comparisons,
      walkthroughs,
      items,
      formerItems,
      families: markChecks(families, new Set(sections.flatMap(({ checkIds }) => checkIds))),
      sectionChecks: Object.fromEntries(
        sections.map(({ id, checkIds }) => [id, checkIds.flatMap((check) => itemById.get(check) ?? [])]),
      ),
      objectives: objectives.value.map((objective) => ({
        ...objective,
        questions: items.filter(
          ({ objective: id, status, pool, type }) =>
            id === objective.id && status === "live" && pool === undefined && type !== "reveal",
        ).length,
      })),
      misconceptions: compileMisconceptions(misconceptions, [...items, ...liveVariants], context),
      facts,
      table,
      surface,
      startFiles,
      templates,
      reference: readReference(surface, facts, search, problems),
      search,
    },
  };
}
