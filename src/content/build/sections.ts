import type { Html } from "../../assessment/item.ts";
import type { Heading, Section } from "../content.ts";
import { renderer, teachClaims, type Context } from "./context.ts";
import { escapeHtml, markdownParser, plainText, rootMarker } from "./markdown.ts";
import { headingHtml, headingLine, readCaption, tableHtml, type Caption } from "./reading-blocks.ts";
import { containers, leaves, type BlockPlace } from "./section-blocks.ts";
import { sandboxPath } from "../sandbox-link.ts";
import { blockId, readArgs, slug, splitPieces } from "./section-source.ts";

/** A section as read from disk, before rendering. */
export interface SectionFile {
  file: string;
  front: { id: string; title: string; lead: string; order: number; objectives: string[] };
  body: string;
  bodyLine: number;
}

/** A section with what only the build needs. */
export interface CompiledSection extends Section {
  /** Plain words under each heading, for search; the first entry stands before any heading. */
  texts: { heading: Heading | undefined; text: string }[];
  /** Command lines shown in the section. */
  /** Command lines, each with its block and the starting environment that it runs in. */
  commands: { line: string; heading: Heading | undefined; block: string; state: string | undefined }[];
  /** The items it asks. */
  checkIds: string[];
}

const wordsPerMinute = 200;

/** Command lines of a block, each in one line. */
const linesOf = (code: string): string[] =>
  code
    .replaceAll("\\\n", " ")
    .trim()
    .split("\n")
    .map((line) => line.replaceAll(/\s+/g, " "));

function commandFigure(code: string, id: string, state: string | undefined): Html {
  const lines = code
    .trimEnd()
    .split("\n")
    .map((line) => {
      const lead =
        /^(az(?: [a-z][a-z-]*)+|docker(?: [a-z-]+)|kubectl [a-z]+|oras [a-z]+|helm [a-z]+|skopeo [a-z]+)/.exec(line);
      return lead ? `<b>${escapeHtml(lead[0])}</b>${escapeHtml(line.slice(lead[0].length))}` : escapeHtml(line);
    })
    .join("\n");
  const run =
    state === undefined
      ? ""
      : `<a class="btn" href="${rootMarker}${escapeHtml(sandboxPath(state, linesOf(code)))}">Run in the sandbox</a>`;
  return `<figure class="command" id="${id}"><pre tabindex="0"><code>${lines}</code></pre><div class="bar">${run}<button type="button" class="btn" data-copy>Copy</button></div></figure>`;
}

/** Renders one section; reports headings without an id, unknown directives and everything cited that does not exist. */
export function compileSection(
  source: SectionFile,
  context: Context,
  lookups: Pick<BlockPlace, "comparisons" | "walkthroughs" | "itemHtml">,
): CompiledSection {
  const { file, front } = source;
  const problem = (line: number, message: string) => context.problems.add(file, line, message);
  const headings: Heading[] = [];
  const checks: string[] = [];
  const texts: CompiledSection["texts"] = [{ heading: undefined, text: front.lead }];
  const commands: CompiledSection["commands"] = [];
  const ids = new Set<string>();
  const html: string[] = [];
  let pendingClaims: { ids: string[]; line: number } | undefined;
  let caption: Caption | undefined;

  const here = () => {
    const heading = headings.at(-1);
    return {
      href: `learn/${front.id}/${heading ? `#${heading.id}` : ""}`,
      title: heading ? `${front.title}: ${heading.title}` : front.title,
    };
  };
  const freshId = (id: string): string => {
    let fresh = id;
    for (let n = 2; ids.has(fresh); n++) fresh = `${id}-${n}`;
    ids.add(fresh);
    return fresh;
  };
  const settleClaims = () => {
    if (pendingClaims) teachClaims(context, pendingClaims.ids, here(), file, pendingClaims.line);
    pendingClaims = undefined;
  };
  const remember = (text: string) => {
    const last = texts.at(-1);
    if (last) last.text += ` ${text}`;
  };

  const markdown = (text: string, firstLine: number) => {
    const use = { href: "", title: "" };
    const { rendering } = renderer(context, file, "dual", true, use);
    rendering.cited = (fact) => {
      const list = context.factUses.get(fact) ?? [];
      const place = here();
      if (!list.some((known) => known.href === place.href)) context.factUses.set(fact, [...list, place]);
    };
    const environment = { rendering, line: firstLine };
    const tokens = markdownParser.parse(text, environment);
    let depth = 0;
    let start = 0;
    tokens.forEach((token, index) => {
      depth += token.nesting;
      if (depth > 0) return;
      const group = tokens.slice(start, index + 1);
      const line = firstLine + (group[0]?.map?.[0] ?? 0);
      start = index + 1;
      const opening = group[0];
      if (opening?.type === "heading_open") {
        const inline = group[1];
        const match = headingLine.exec(`${opening.markup} ${inline?.content ?? ""}`);
        if (!match || !inline) {
          problem(line, "a heading of level 2 or 3 with an explicit {#id} is needed");
          return;
        }
        const id = match[3] ?? "";
        if (ids.has(id)) problem(line, `duplicate heading #${id}`);
        ids.add(id);
        const inner = renderer(context, file, "dual", false).inline(match[2] ?? "", line);
        const heading: Heading = { id, title: plainText(inner), level: opening.markup.length as 2 | 3 };
        headings.push(heading);
        texts.push({ heading, text: "" });
        html.push(headingHtml(heading, inner));
        return;
      }
      settleClaims();
      if (opening?.type === "fence") {
        const id = freshId(`command-${slug(opening.content).slice(0, 48)}`);
        const state = readArgs(opening.info).named["in"];
        if (state === undefined) problem(line, "a command block names its start state: in=…");
        else if (!context.states.has(state)) problem(line, `unknown start state ${state}`);
        for (const commandLine of linesOf(opening.content)) {
          commands.push({ line: commandLine, heading: headings.at(-1), block: id, state });
        }
        html.push(commandFigure(opening.content, id, state));
        return;
      }
      if (opening?.type === "table_open") {
        if (!caption) {
          problem(line, "a table needs a `::caption id words` line before it");
          return;
        }
        const rendered = markdownParser.renderer.render(group, markdownParser.options, environment);
        remember(plainText(rendered));
        html.push(tableHtml(rendered, caption, freshId));
        caption = undefined;
        return;
      }
      const id = freshId(blockId(group.map((part) => part.content).join("|")));
      opening?.attrSet("id", id);
      const rendered = markdownParser.renderer.render(group, markdownParser.options, environment);
      remember(plainText(rendered));
      html.push(rendered.trim());
    });
  };

  for (const piece of splitPieces(source.body, source.bodyLine, problem)) {
    if (piece.kind === "markdown") {
      markdown(piece.text, piece.line);
      continue;
    }
    const { words } = readArgs(piece.args);
    if (piece.name === "claims") {
      settleClaims();
      pendingClaims = { ids: words, line: piece.line };
      continue;
    }
    if (piece.name === "caption") {
      caption = readCaption(piece.args);
      continue;
    }
    settleClaims();
    const place: BlockPlace = {
      context,
      file,
      line: piece.line,
      use: here(),
      ...lookups,
      freshId,
      check: (id) => checks.push(id),
    };
    if (piece.kind === "leaf") {
      const render = leaves[piece.name];
      if (render) html.push(render(place, piece.args));
      else problem(piece.line, `unknown directive ::${piece.name}`);
    } else {
      const render = containers[piece.name];
      if (!render) {
        problem(piece.line, `unknown directive :::${piece.name}`);
        continue;
      }
      const block = render(place, piece.args, piece.text);
      remember(plainText(block));
      html.push(block);
    }
  }
  settleClaims();

  const words = texts.reduce((sum, part) => sum + part.text.split(/\s+/).length, 0);
  return {
    id: front.id,
    title: front.title,
    lead: front.lead,
    objectives: front.objectives,
    minutes: Math.max(1, Math.round(words / wordsPerMinute + checks.length / 2)),
    checks: checks.length,
    checkIds: checks,
    html: html.join("\n"),
    headings,
    texts,
    commands,
  };
}
