import { tableOf } from "./rich-table.ts";
import { asBlocks, isBlock, rich, type RichNode, type RichTag } from "./rich-text.ts";

const sameTags: Record<string, RichTag> = {
  p: "p",
  strong: "strong",
  b: "strong",
  em: "em",
  i: "em",
  dfn: "em",
  code: "code",
  kbd: "code",
  samp: "code",
  var: "code",
  tt: "code",
  pre: "pre",
  ul: "ul",
  ol: "ol",
  li: "li",
  table: "table",
  thead: "thead",
  tbody: "tbody",
  tfoot: "tbody",
  tr: "tr",
  th: "th",
  td: "td",
  blockquote: "p",
  div: "p",
  figure: "p",
  figcaption: "p",
  caption: "p",
  dt: "p",
  dd: "p",
  h1: "p",
  h2: "p",
  h3: "p",
  h4: "p",
  h5: "p",
  h6: "p",
};

/** Tags whose text isn't text of the question. */
const hidden = new Set(["script", "style", "template", "noscript", "svg", "math", "iframe", "object", "head", "title"]);
/** Tags that carry something which text can't. */
const media = new Set(["img", "audio", "video", "iframe", "object", "embed", "svg", "math", "canvas", "input"]);
const empty = new Set(["br", "hr", "img", "input", "col", "wbr", "embed", "source", "track", "link", "meta", "area"]);

const names: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: " " };

/** Returns text with its character references replaced; one that is unknown stays as it's written. */
export const decodeHtml = (text: string): string =>
  text.replaceAll(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return names[String(name)] ?? whole;
    const point = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    const valid = point > 0x1f && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
    return valid || point === 9 || point === 10 ? String.fromCodePoint(point) : "\uFFFD";
  });

interface Open {
  name: string;
  children: RichNode[];
}

/**
 * Reads HTML of any origin into plain formatting: no attributes, no scripts, no tags but RichTag. `lost` lists the tags of
 * pictures and other media that have no place there. Never fails: what isn't markup is text.
 */
export function readRich(html: string): { nodes: RichNode[]; lost: string[] } {
  const root: Open = { name: "", children: [] };
  const stack = [root];
  const lost = new Set<string>();
  let hiddenIn: string | undefined;
  const top = (): Open => stack.at(-1) ?? root;
  const close = (): void => {
    const { name, children } = stack.pop() ?? root;
    const tag = Object.hasOwn(sameTags, name) ? sameTags[name] : undefined;
    if (tag === undefined) top().children.push(...children);
    else if (tag === "table") top().children.push(...tableOf(children));
    // A paragraph holds no other block.
    else if (tag === "p" && children.some(isBlock)) top().children.push(...asBlocks(children));
    else top().children.push({ tag, children: /^h\d$/.test(name) ? [rich("strong", ...children)] : children });
  };
  const token = /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][a-zA-Z0-9]{0,20})((?:[^<>"']|"[^"<>]*"|'[^'<>]*'){0,2000})>|[^<]+|</g;
  for (const [whole, slash, rawName] of html.matchAll(token)) {
    const name = rawName?.toLowerCase();
    if (name !== undefined && media.has(name) && slash === "") lost.add(name);
    if (hiddenIn !== undefined) {
      if (name === hiddenIn && slash === "/") hiddenIn = undefined;
    } else if (name === undefined) {
      if (!whole.startsWith("<!--")) top().children.push(decodeHtml(whole));
    } else if (slash === "/") {
      const at = stack.findLastIndex((open) => open.name === name);
      while (at > 0 && stack.length > at) close();
    } else if (name === "br") top().children.push(rich("br"));
    else if (hidden.has(name)) hiddenIn = name;
    else if (!empty.has(name) && stack.length < 100) stack.push({ name, children: [] });
  }
  while (stack.length > 1) close();
  return { nodes: root.children, lost: [...lost] };
}
