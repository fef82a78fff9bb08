/** Pieces between which Python's textwrap may break: blanks, words, and what stands before a hyphen inside a word. */
const piecesOf = (text: string): string[] => text.match(/\s+|[^\s-]*[A-Za-z]-(?=[A-Za-z])|\S+?(?=\s|$)|\S/g) ?? [];

/** Python's `textwrap.fill` of one paragraph: the first line begins with `first`, the others with `next`. */
export function wrapText(text: string, { first, next, width = 100 }: { first: string; next: string; width?: number }) {
  const lines: string[] = [];
  let line = "";
  const indent = () => (lines.length === 0 ? first : next);
  const close = () => {
    lines.push(indent() + line.trimEnd());
    line = "";
  };
  for (const piece of piecesOf(text)) {
    const room = width - indent().length;
    if (line.length + piece.length > room && line.trim() !== "") {
      if (piece.trim() === "") continue;
      close();
    }
    if (line === "" && lines.length > 0 && piece.trim() === "") continue;
    let rest = piece;
    while (rest.length > width - indent().length && rest.trim() !== "") {
      const part = Math.max(1, width - indent().length);
      line = rest.slice(0, part);
      rest = rest.slice(part);
      close();
    }
    line += rest;
  }
  if (line.trim() !== "" || lines.length === 0) close();
  return lines.join("\n").trimEnd();
}
