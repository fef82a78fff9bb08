import type { Choice, Html, Item, Profile } from "../../assessment/item.ts";
import type { BankItem } from "../content.ts";
import { isDisputed, profiles } from "../fact.ts";
import type { AuthoredItem } from "./content-schema.ts";
import { addUse, renderer, resolveTarget, type Context, type Use } from "./context.ts";
import { checkForm, checkWriting } from "./item-rules.ts";
import { compileCase, compileSeries } from "./item-sets.ts";
import { escapeHtml } from "./markdown.ts";

type Body = NonNullable<AuthoredItem["variants"]>["chapter"];

interface Place {
  file: string;
  line: number;
  /** Whether the body is kept only for attempts made earlier: the rules of writing no longer bind it. */
  former: boolean;
}

/** The fields of an item under one profile: the common ones, overlaid by the variant of a twin. */
const bodyOf = (item: AuthoredItem, profile: Profile): Body => ({ ...item, ...item.variants?.[profile] });

const useOf = ({ id }: AuthoredItem): Use => ({ href: `practice/#item-${id}`, title: `Item ${id}` });

function compileBody(item: AuthoredItem, profile: Profile, context: Context, { file, line, former }: Place): Item {
  const { inline, blocks } = renderer(context, file, profile, false, former ? undefined : useOf(item));
  const say = (text: string): Html => inline(text, line);
  const body = bodyOf(item, profile);
  const choices = (list: NonNullable<Body["options"]>): Choice[] =>
    list.map(({ id, text, correct = false, misconception, rationale }) => ({
      id,
      html: say(text),
      correct,
      rationale: say(rationale),
      ...(misconception && { misconception }),
    }));
  const claims = (item.claims ?? []).map((id) => context.table.claim.get(id)).filter((claim) => claim !== undefined);
  const disputed =
    item.profile !== "both" ||
    claims.some(isDisputed) ||
    (item.facts ?? []).some((id) => context.table.facts.get(id)?.dispute !== undefined);
  const other = profile === "chapter" ? "azure" : "chapter";
  const contested = claims.find(isDisputed);
  const realityCheck =
    contested && escapeHtml(other === "azure" ? `Azure today: ${contested.azure}` : `The chapter: ${contested.claim}`);
  const study = context.index.cases.get(item.case ?? "");
  const common = {
    id: item.id,
    version: item.version,
    objective: item.objective,
    bloom: item.bloom,
    difficulty: item.difficulty,
    profile: item.profile,
    askedUnder: profile,
    disputed,
    ...(disputed && realityCheck && { realityCheck }),
    ...(study && { case: compileCase(study, profile, context) }),
    stem: blocks(body.stem ?? "", line),
    ...(body.hint && { hint: say(body.hint) }),
    refs: item.refs.flatMap((ref) => {
      const link = resolveTarget(`section:${ref}`, context);
      return "message" in link ? [] : [{ href: `/${link.href}`, title: link.title }];
    }),
    sources: (item.sources ?? []).flatMap((id) => {
      const source = context.table.source.get(id);
      return source ? [{ title: source.title, url: source.url, date: source.read }] : [];
    }),
  };
  switch (item.type) {
    case "single":
      return { ...common, type: "single", options: choices(body.options ?? []) };
    case "choose": {
      const options = choices(body.options ?? []);
      return { ...common, type: "choose", options, choose: options.filter((option) => option.correct).length };
    }
    case "statements":
      return {
        ...common,
        type: "statements",
        statements: (body.statements ?? []).map(({ id, text, answer, rationale, misconception }) => ({
          id,
          html: say(text),
          answer,
          rationale: say(rationale),
          ...(misconception && { misconception }),
        })),
      };
    case "build-list":
      return {
        ...common,
        type: "build-list",
        steps: (body.steps ?? []).map(({ id, text, rationale, misconception }) => ({
          id,
          html: say(text),
          rationale: say(rationale),
          ...(misconception && { misconception }),
        })),
        key: body.key ?? [],
        accept: body.accept ?? [],
      };
    case "matching":
      return {
        ...common,
        type: "matching",
        targets: (body.targets ?? []).map(({ id, text, key, rationale }) => ({
          id,
          html: say(text),
          key,
          rationale: say(rationale),
        })),
        tokens: (body.tokens ?? []).map(({ id, text }) => ({ id, html: say(text) })),
        reuse: body.reuse ?? false,
      };
    case "dropdowns":
      return {
        ...common,
        type: "dropdowns",
        parts: (body.body ?? "")
          .split(/(\[\[[a-z0-9-]+\]\])/)
          .filter((part) => part !== "")
          .map((part) => {
            const gap = /^\[\[([a-z0-9-]+)\]\]$/.exec(part);
            return gap ? { gap: gap[1] ?? "" } : { text: part };
          }),
        command: body.command ?? false,
        gaps: (body.gaps ?? []).map(({ id, label, choices: list }) => ({ id, label, choices: choices(list) })),
      };
    case "hot-area": {
      const places = (body.places ?? []).map(({ id, name, correct = false, rationale, misconception }) => ({
        id,
        name,
        correct,
        rationale: say(rationale),
        ...(misconception && { misconception }),
      }));
      const at = (place: string | undefined) => (place === undefined ? {} : { place });
      const exhibit = body.exhibit ?? { kind: "trace" as const, title: "", lines: [] };
      return {
        ...common,
        type: "hot-area",
        exhibit:
          exhibit.kind === "form"
            ? {
                kind: "form",
                title: exhibit.title,
                rows: exhibit.rows.map((row) => ({ label: say(row.label), value: say(row.value), ...at(row.place) })),
              }
            : exhibit.kind === "table"
              ? {
                  kind: "table",
                  title: exhibit.title,
                  columns: exhibit.columns.map(say),
                  rows: exhibit.rows.map((row) => ({
                    label: say(row.label),
                    cells: row.cells.map((cell) => ({ html: say(cell.text), ...at(cell.place) })),
                  })),
                }
              : {
                  kind: "trace",
                  title: exhibit.title,
                  lines: exhibit.lines.map((exhibitLine) => ({
                    html: say(exhibitLine.text),
                    ...at(exhibitLine.place),
                  })),
                },
        places,
        choose: places.filter((place) => place.correct).length,
      };
    }
    case "series": {
      const { id = "", title = "", situation = "", goal = "" } = context.index.series.get(item.series ?? "") ?? {};
      return {
        ...common,
        type: "series",
        series: compileSeries({ id, title, situation, goal }, profile, context),
        answer: body.answer === true,
        rationale: say(body.rationale ?? ""),
        ...(body.misconception && { misconception: body.misconception }),
      };
    }
    case "command":
      return {
        ...common,
        type: "command",
        template: item.template ?? "",
        setup: item.setup ?? [],
        goals: (item.goal ?? []).map(({ id, say: sentence, test }) => ({ id, html: say(sentence), test })),
        solutions: item.solutions ?? [],
        rationale: say(body.rationale ?? ""),
        wrong: (item.wrong ?? []).map(({ id, commands, rationale, misconception }) => ({
          id,
          commands,
          rationale: say(rationale),
          ...(misconception && { misconception }),
        })),
      };
    case "reveal":
      return {
        ...common,
        type: "reveal",
        answer: blocks(typeof body.answer === "string" ? body.answer : "", line),
        points: (body.points ?? []).map(say),
      };
  }
}

/**
 * Compiles one item for each profile it is asked under, after checking its form and, unless it is kept only for
 * attempts made earlier, the rules of writing.
 */
export function compileItem(item: AuthoredItem, context: Context, place: Place): BankItem {
  const problem = (message: string) => context.problems.add(place.file, place.line, `${item.id}: ${message}`);
  checkForm(item, context, problem);
  if (!place.former) checkWriting(item, context, problem);
  for (const ref of item.refs) {
    const link = resolveTarget(`section:${ref}`, context);
    if ("message" in link) problem(link.message);
  }
  if (!place.former) for (const fact of item.facts ?? []) addUse(context.factUses, fact, useOf(item));
  const itemProfiles = profiles.filter((profile) => item.profile !== (profile === "chapter" ? "azure" : "chapter"));
  const bodies = Object.fromEntries(
    itemProfiles.map((profile) => [profile, compileBody(item, profile, context, place)]),
  );
  return {
    id: item.id,
    objective: item.objective,
    type: item.type,
    profile: item.profile,
    bloom: item.bloom,
    difficulty: item.difficulty,
    status: item.status,
    ...(item.pool && { pool: item.pool }),
    ...(item.series && { series: item.series }),
    ...(item.case && { case: item.case }),
    ...bodies,
  };
}

/** An item as static HTML: what a reader without script sees in place of the interactive check. */
export function staticItem(item: Item): Html {
  const question = staticBody(item);
  if (!item.case) return question;
  const tabs = item.case.tabs.map(({ title, html }) => `<h4>${escapeHtml(title)}</h4>${html}`).join("");
  return `<details class="case-text"><summary>Case study: ${escapeHtml(item.case.title)}</summary>${tabs}</details>${question}`;
}

function staticBody(item: Item): Html {
  const list = (lines: Html[]) => `<ul>${lines.map((line) => `<li>${line}</li>`).join("")}</ul>`;
  switch (item.type) {
    case "single":
    case "choose":
      return item.stem + list(item.options.map((option) => option.html));
    case "statements":
      return item.stem + list(item.statements.map((statement) => statement.html));
    case "build-list":
      return item.stem + list(item.steps.map((step) => step.html));
    case "matching":
      return item.stem + list(item.targets.map((target) => target.html)) + list(item.tokens.map((token) => token.html));
    case "dropdowns":
      return `${item.stem}<p><code>${item.parts.map((part) => ("text" in part ? escapeHtml(part.text) : "____")).join("")}</code></p>`;
    case "hot-area":
      return item.stem + list(item.places.map((place) => escapeHtml(place.name)));
    case "series":
      return `${item.series.situation}<p><strong>Goal</strong></p>${item.series.goal}<p><strong>Proposed solution</strong></p>${item.stem}<p>Does this solution meet the goal?</p>${list(["Yes", "No"])}`;
    case "command":
      return item.stem + list(item.goals.map((goal) => goal.html));
    case "reveal":
      return `<details class="answer"><summary>${item.stem.replace(/^<p>|<\/p>\n?$/g, "")}<span class="turn btn">Show the answer</span></summary><div class="turned">${item.answer}${
        item.points.length > 0 ? `<p class="small muted">A full answer mentions</p>${list(item.points)}` : ""
      }</div></details>`;
  }
}
