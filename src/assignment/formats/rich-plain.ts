import type { RichNode } from "./rich-text.ts";

interface Options {
  /** Whether code is in backticks, as in own questions. */
  marks: boolean;
}

/** A piece of text, or a break between paragraphs or lines. */
type Piece = string | { breaks: 1 | 2 };

function piecesOf(nodes: readonly RichNode[], options: Options, inPre = false): Piece[] {
  return nodes.flatMap((node, at): Piece[] => {
    if (typeof node === "string") return inPre ? preLines(node, options) : [node.replaceAll(/\s+/g, " ")];
    const inner = piecesOf(node.children, options, inPre || node.tag === "pre");
    switch (node.tag) {
      case "br":
        return [{ breaks: 1 }];
      case "strong":
      case "em":
      case "thead":
      case "tbody":
        return inner;
      case "code":
        return inPre ? inner : [codeText(inner, options)];
      case "ul":
      case "ol": {
        const items = node.children.filter((child) => typeof child !== "string");
        return [
          { breaks: 2 },
          ...items.flatMap((item, index): Piece[] => [
            node.tag === "ol" ? `${index + 1}. ` : "- ",
            ...trimBreaks(piecesOf([item], options)),
            { breaks: 1 },
          ]),
          { breaks: 2 },
        ];
      }
      case "tr":
        return [...inner, { breaks: 1 }];
      case "th":
      case "td": {
        const before = nodes.slice(0, at).some((other) => typeof other !== "string");
        return [...(before ? [" | "] : []), joinPieces(inner).replaceAll(/\s+/g, " ")];
      }
      case "li":
        return [...inner, { breaks: 1 }];
      case "p":
      case "pre":
      case "table":
        return [{ breaks: 2 }, ...inner, { breaks: 2 }];
    }
  });
}

const trimBreaks = (pieces: readonly Piece[]): Piece[] => {
  const start = pieces.findIndex((piece) => typeof piece === "string" && piece.trim() !== "");
  const end = pieces.findLastIndex((piece) => typeof piece === "string" && piece.trim() !== "");
  return start < 0 ? [] : pieces.slice(start, end + 1);
};

/** Code that has a backtick or a line break of its own can't be marked, so it stays plain. */
function codeText(inner: readonly Piece[], { marks }: Options): string {
  const text = joinPieces(inner).replaceAll("\n", " ");
  return marks && text.trim() !== "" && !text.includes("`") ? `\`${text}\`` : text;
}

const preLines = (text: string, { marks }: Options): Piece[] =>
  text
    .replace(/\n$/, "")
    .split(/\r?\n/)
    .flatMap((line, at): Piece[] => [
      ...(at > 0 ? [{ breaks: 1 as const }] : []),
      marks && line.trim() !== "" && !line.includes("`") ? `\`${line}\`` : line,
    ]);

function joinPieces(pieces: readonly Piece[]): string {
  let text = "";
  let breaks = 0;
  for (const piece of pieces) {
    if (typeof piece !== "string") breaks = Math.max(breaks, piece.breaks);
    else if (piece !== "" && (piece.trim() !== "" || (text !== "" && breaks === 0))) {
      if (text !== "" && breaks > 0) text = `${text.trimEnd()}${"\n".repeat(breaks)}`;
      text += text === "" || text.endsWith("\n") ? piece.trimStart() : piece;
      breaks = 0;
    }
  }
  return text.trim();
}

/** Returns formatted text as plain text: paragraphs after blank lines, list members and table rows in lines. */
export const plainOf = (nodes: readonly RichNode[], options: Options = { marks: false }): string =>
  joinPieces(piecesOf(nodes, options));

/** Returns formatted text in one line. */
export const lineOf = (nodes: readonly RichNode[]): string => plainOf(nodes).replaceAll(/\s+/g, " ");
