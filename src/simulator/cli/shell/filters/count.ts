import { contentOf, filesOperand, filter } from "../filter.ts";
import { summaries } from "../../summaries.ts";

export const wc = filter(
  {
    name: "wc",
    summary: summaries.wc,
    operands: filesOperand,
    options: [
      ["-l, --lines", "Print the number of lines."],
      ["-w, --words", "Print the number of words."],
      ["-c, --bytes", "Print the number of bytes."],
      ["-m, --chars", "Print the number of characters."],
    ],
    examples: ["ls | wc -l"],
  },
  async (call, line) => {
    const paths = line.operands.length > 0 ? line.operands : [undefined];
    const rows: { counts: number[]; path: string | undefined }[] = [];
    let status = 0;
    const selected = {
      lines: line.on("--lines"),
      words: line.on("--words"),
      chars: line.on("--chars"),
      bytes: line.on("--bytes"),
    };
    const all = !selected.lines && !selected.words && !selected.chars && !selected.bytes;
    for (const path of paths) {
      const bytes = await contentOf(call, "wc", path ?? "-");
      if (!bytes) {
        status = 1;
        continue;
      }
      const text = new TextDecoder().decode(bytes);
      const counts: number[] = [];
      if (all || selected.lines) counts.push(text.split("\n").length - 1);
      if (all || selected.words) counts.push(text.split(/\s+/).filter((word) => word !== "").length);
      if (selected.chars) counts.push([...text].length);
      if (all || selected.bytes) counts.push(bytes.length);
      rows.push({ counts, path });
    }
    if (paths.length > 1) {
      const sums = (rows[0]?.counts ?? [0]).map((_, at) =>
        rows.reduce((sum, { counts }) => sum + (counts[at] ?? 0), 0),
      );
      rows.push({ counts: sums, path: "total" });
    }
    // One number alone is printed bare; several from standard input get columns of seven.
    const single = rows.every(({ counts }) => counts.length === 1) && rows.length === 1;
    const piped = paths[0] === undefined;
    const width = single
      ? 0
      : piped
        ? 7
        : Math.max(...rows.flatMap(({ counts }) => counts.map((count) => String(count).length)));
    for (const { counts, path } of rows) {
      call.out(
        `${counts.map((count) => String(count).padStart(width)).join(" ")}${path === undefined ? "" : ` ${path}`}\n`,
      );
    }
    return status;
  },
);
