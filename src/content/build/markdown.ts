import MarkdownIt, { type Env } from "markdown-it";
import type { Profile } from "../../assessment/item.ts";
import { resolveCitation } from "./cite.ts";
import type { FactTable } from "./fact-table.ts";
import { factHref } from "./fact-topics.ts";

/** Which profile's values to print: one of them, or both side by side for pages that switch. */
export type Voice = Profile | "dual";

/** What one rendering needs and gathers. */
export interface Rendering {
  table: FactTable;
  voice: Voice;
  /** Whether facts become links to the facts page; not inside buttons and labels. */
  linked: boolean;
  /** Turns `section:tiers#moving` into a path from the site's root, or says why not. */
  resolveLink(target: string): { href: string; external: boolean } | { message: string };
  /** Called with every fact cited. */
  cited(fact: string): void;
  problem(line: number, message: string): void;
}

interface Environment extends Env {
  rendering: Rendering;
  /** Line of the text's first line within its file. */
  line: number;
}

/** One side of a mark `[[chapter: … | azure: …]]`, and whether a space comes before it. */
interface Side {
  text: string;
  space: boolean;
}

const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

export { escapeHtml };

/** The two versions of a text that changes with the profile; CSS shows the one active. */
export const dualHtml = (chapter: string, azure: string): string =>
  chapter === azure ? chapter : `<span class="v-chapter">${chapter}</span><span class="v-azure">${azure}</span>`;

/** Links that leave from our content start at this marker until the page knows its own depth. */
export const rootMarker = "~/";

function citationHtml(source: string, rendering: Rendering, line: number): string {
  const citation = resolveCitation(source, rendering.table);
  if ("message" in citation) {
    rendering.problem(line, citation.message);
    return "";
  }
  rendering.cited(citation.fact);
  const wrap = (text: string) => (citation.code ? `<code>${escapeHtml(text)}</code>` : escapeHtml(text));
  const inner =
    rendering.voice === "dual"
      ? dualHtml(wrap(citation.text.chapter), wrap(citation.text.azure))
      : wrap(citation.text[rendering.voice]);
  return rendering.linked
    ? `<a class="fact" href="${rootMarker}${factHref(rendering.table.topicOf, citation.fact)}" data-fact="${citation.fact}">${inner}</a>`
    : inner;
}

function build() {
  const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

  markdown.inline.ruler.before("link", "citation", (state, silent) => {
    if (!state.src.startsWith("{{", state.pos)) return false;
    const end = state.src.indexOf("}}", state.pos);
    if (end < 0) return false;
    if (!silent) state.push("citation", "", 0).content = state.src.slice(state.pos + 2, end).trim();
    state.pos = end + 2;
    return true;
  });
  markdown.core.ruler.push("lines", (state) => {
    // The text of a table's cell has no line; that of its row, which comes before it, is the same.
    let line = 0;
    for (const block of state.tokens) {
      line = block.map?.[0] ?? line;
      for (const child of block.children ?? []) child.meta = { ...child.meta, blockLine: line };
    }
  });
  const lineOf = (token: { meta: unknown } | undefined, environment: Environment): number =>
    environment.line + ((token?.meta as { blockLine?: number } | null)?.blockLine ?? 0);
  markdown.renderer.rules["citation"] = (tokens, index, _options, environment) =>
    citationHtml(
      tokens[index]?.content ?? "",
      (environment as Environment).rendering,
      lineOf(tokens[index], environment as Environment),
    );

  // A space after the colon separates words as it would without the mark; one before punctuation or `|` never shows.
  const either = /^\[\[chapter:([^|\]]*)\|\s*azure:([^\]]*)\]\]/;
  markdown.inline.ruler.before("link", "either", (state, silent) => {
    const match = either.exec(state.src.slice(state.pos));
    if (!match) return false;
    if (!silent) {
      const before = /\s$/.test(state.pending);
      // A space before the mark moves into it, so that an empty side leaves no second space behind.
      if (before) state.pending = state.pending.trimEnd();
      const afterWord = /[^\s([{"“*_/-]/.test(state.src[state.pos - 1] ?? " ");
      const side = (text = ""): Side => ({
        text: text.trim(),
        space: (before || (afterWord && /^\s/.test(text))) && !/^\s*[.,;:!?)\]]/.test(text),
      });
      state.push("either", "", 0).meta = { chapter: side(match[1]), azure: side(match[2]) };
    }
    state.pos += match[0].length;
    return true;
  });
  markdown.renderer.rules["either"] = (tokens, index, _options, environment) => {
    const sides = tokens[index]?.meta as Record<Profile, Side>;
    const { rendering } = environment as Environment;
    const line = lineOf(tokens[index], environment as Environment);
    const inline = (voice: Profile) => {
      const { text, space } = sides[voice];
      return text && (space ? " " : "") + renderInline(text, { ...rendering, voice }, line);
    };
    return rendering.voice === "dual" ? dualHtml(inline("chapter"), inline("azure")) : inline(rendering.voice);
  };

  markdown.renderer.rules.link_open = (tokens, index, options, environment, self) => {
    const token = tokens[index];
    const { rendering } = environment as Environment;
    const line = lineOf(token, environment as Environment);
    const link = rendering.resolveLink(String(token?.attrGet("href") ?? ""));
    if ("message" in link) {
      rendering.problem(line, link.message);
    } else {
      token?.attrSet("href", link.external ? link.href : rootMarker + link.href);
      if (link.external) token?.attrSet("rel", "noreferrer");
    }
    return self.renderToken(tokens, index, options);
  };
  const plain = markdown.renderer.rules.text;
  markdown.renderer.rules.text = (tokens, index, options, environment, self) => {
    if (/<\/?[a-z][\w-]*(\s[^<>]*)?>/i.test(tokens[index]?.content ?? "")) {
      const { rendering } = environment as Environment;
      rendering.problem(lineOf(tokens[index], environment as Environment), "raw HTML is not allowed; write Markdown");
    }
    return plain?.(tokens, index, options, environment, self) ?? "";
  };
  markdown.renderer.rules.image = (tokens, index, _options, environment) => {
    const alt = tokens[index]?.content ?? "";
    (environment as Environment).rendering.problem(
      lineOf(tokens[index], environment as Environment),
      `${alt ? "a picture" : "a picture without alt text"}; draw a diagram with a description and place it by ::figure`,
    );
    return "";
  };
  markdown.validateLink = () => true;
  return markdown;
}

const markdown = build();

/** The parser itself, for the section compiler, which walks block tokens. */
export const markdownParser = markdown;

/** One paragraph's worth of Markdown, without a surrounding block. */
export const renderInline = (text: string, rendering: Rendering, line: number): string =>
  markdown.renderInline(text.trim(), { rendering, line } satisfies Environment);

/** Several blocks of Markdown. */
export const renderBlocks = (text: string, rendering: Rendering, line: number): string =>
  markdown.render(text, { rendering, line } satisfies Environment);

/** Words of an HTML text with the markup taken out, one profile's values only. */
export const plainText = (html: string, voice: Profile = "chapter"): string =>
  html
    .replaceAll(new RegExp(`<span class="v-${voice === "chapter" ? "azure" : "chapter"}">.*?</span>`, "g"), "")
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&")
    .replaceAll(/\s+/g, " ")
    .trim();
