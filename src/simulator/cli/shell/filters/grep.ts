import { ExitError, type Call } from "../../program.ts";
import type { GoLine } from "../../go-options.ts";
import { patternExpression } from "../glob.ts";
import { filter, linesOf, pathOf, textOfFile } from "../filter.ts";
import { regularExpression } from "./regular-expression.ts";
import { summaries } from "../../summaries.ts";

/** Files below a folder, in order, as `grep -r` names them. */
function filesBelow(call: Call, path: string): string[] {
  const { files } = call.machine;
  const whole = pathOf(call, path);
  if (files.stat(whole)?.kind !== "folder") return [path];
  return files.list(whole).flatMap((name) => filesBelow(call, `${path.replace(/\/$/, "")}/${name}`));
}

interface Search {
  matchesOf(text: string): string[] | undefined;
  line: GoLine;
}

function searchOf(line: GoLine): { search: Search; paths: string[] } {
  const patternTexts = line.texts("--regexp");
  const [first, ...rest] = line.operands;
  if (patternTexts.length === 0 && first === undefined) {
    throw new ExitError(2, "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.");
  }
  const patterns = (patternTexts.length > 0 ? patternTexts : [first ?? ""]).flatMap((patternText) =>
    patternText.split("\n"),
  );
  const kind = line.on("--fixed-strings")
    ? "fixed"
    : line.on("--extended-regexp") || line.on("--perl-regexp")
      ? "extended"
      : "basic";
  const expressions = patterns.map((pattern) => {
    const found = regularExpression(pattern, kind, (source) =>
      line.on("--line-regexp") ? `^(?:${source})$` : line.on("--word-regexp") ? `(?<!\\w)(?:${source})(?!\\w)` : source,
    );
    if (typeof found === "string") throw new ExitError(2, `grep: ${found}`);
    return new RegExp(found, line.on("--ignore-case") ? "gi" : "g");
  });
  const search: Search = {
    line,
    matchesOf(text) {
      const found = expressions.flatMap((expression) => [...text.matchAll(expression)].map(([match]) => match));
      return found.length > 0 ? found : undefined;
    },
  };
  return { search, paths: patternTexts.length > 0 ? [...line.operands] : rest };
}

/** Prints what one text holds; says whether anything was found. */
function printMatches(call: Call, { matchesOf, line }: Search, text: string, title: string): boolean {
  const most = Number(line.text("--max-count") ?? Number.POSITIVE_INFINITY);
  const before = Number(line.text("--before-context") ?? line.text("--context") ?? 0);
  const after = Number(line.text("--after-context") ?? line.text("--context") ?? 0);
  const lines = linesOf(text);
  const quiet =
    line.on("--quiet") || line.on("--files-with-matches") || line.on("--files-without-match") || line.on("--count");
  let count = 0;
  let printedTo = -1;
  let open = -1;
  const show = (index: number, mark: string, lineText = lines[index] ?? "") => {
    const number = line.on("--line-number") ? `${index + 1}${mark}` : "";
    call.out(`${title === "" ? "" : `${title}${mark}`}${number}${lineText}\n`);
    printedTo = index;
  };
  for (const [index, lineText] of lines.entries()) {
    const found = matchesOf(lineText);
    const hit = (found !== undefined) !== line.on("--invert-match") && count < most;
    if (hit) count++;
    if (quiet) continue;
    if (!hit) {
      if (index <= open) show(index, "-");
      continue;
    }
    if (line.on("--only-matching")) {
      for (const match of found ?? []) if (match !== "") show(index, ":", match);
      continue;
    }
    const from = Math.max(printedTo + 1, index - before);
    if ((before > 0 || after > 0) && printedTo >= 0 && from > printedTo + 1) call.out("--\n");
    for (let at = from; at < index; at++) show(at, "-");
    show(index, ":");
    open = index + after;
  }
  if (line.on("--files-with-matches")) {
    if (count > 0) call.out(`${title || "(standard input)"}\n`);
  } else if (line.on("--files-without-match")) {
    if (count === 0) call.out(`${title || "(standard input)"}\n`);
  } else if (line.on("--count") && !line.on("--quiet")) call.out(`${title === "" ? "" : `${title}:`}${count}\n`);
  return count > 0;
}

export const grep = filter(
  {
    name: "grep",
    summary: summaries.grep,
    operands: [
      { name: "PATTERN", required: true },
      { name: "FILE", required: false, many: true, live: "file" },
    ],
    options: [
      ["-i, --ignore-case", "Ignore case."],
      ["-v, --invert-match", "Print the lines that don't match."],
      ["-c, --count", "Print only the number of matching lines."],
      ["-n, --line-number", "Print line numbers."],
      ["-E, --extended-regexp", "Use extended regular expressions."],
      ["-F, --fixed-strings", "Treat the pattern as plain text."],
      ["-P, --perl-regexp", "Use Perl-compatible regular expressions."],
      ["-o, --only-matching", "Print only the matching parts."],
      ["-q, --quiet", "Print nothing; the exit code shows whether a line matched."],
      ["-s, --no-messages", "Don't report missing files."],
      ["-r, --recursive", "Search all files in folders."],
      ["-l, --files-with-matches", "Print only the names of files with matches."],
      ["-L, --files-without-match", "Print only the names of files without matches."],
      ["-w, --word-regexp", "Match only whole words."],
      ["-x, --line-regexp", "Match only whole lines."],
      ["-h, --no-filename", "Don't print file names."],
      ["-H, --with-filename", "Print file names."],
      ["-e, --regexp PATTERN", "Pattern (repeatable)."],
      ["-m, --max-count NUM", "Maximum number of matching lines."],
      ["-A, --after-context NUM", "Number of lines to print after each match."],
      ["-B, --before-context NUM", "Number of lines to print before each match."],
      ["-C, --context NUM", "Number of lines to print around each match."],
      ["--include GLOB", "With -r: name pattern of the files to search."],
      ["--color", "Ignored: the output has no color."],
    ],
    examples: ["grep -n FROM Dockerfile"],
    fault: 2,
  },
  async (call, line) => {
    const { search, paths } = searchOf(line);
    const deep = line.on("--recursive");
    const roots = paths.length > 0 ? paths : deep ? ["."] : ["-"];
    const include = line.text("--include");
    const names = deep
      ? roots
          .flatMap((path) => filesBelow(call, path))
          .filter((path) => include === undefined || patternExpression(include).test(path.split("/").at(-1) ?? ""))
      : roots;
    const titled = line.on("--with-filename") || (!line.on("--no-filename") && (names.length > 1 || deep));
    let found = false;
    let failed = false;
    const quietCall: Call = line.on("--no-messages") ? Object.create(call, { err: { value: () => undefined } }) : call;
    for (const path of names) {
      if (!deep && path !== "-" && call.machine.files.stat(pathOf(call, path))?.kind === "folder") {
        quietCall.err(`grep: ${path}: Is a directory\n`);
        continue;
      }
      const text = await textOfFile(quietCall, "grep", path);
      if (text === undefined) failed = true;
      else {
        const lists = line.on("--files-with-matches") || line.on("--files-without-match");
        found =
          printMatches(call, search, text, titled || lists ? (path === "-" ? "(standard input)" : path) : "") || found;
      }
    }
    if (failed && !(found && line.on("--quiet"))) return 2;
    return found ? 0 : 1;
  },
);
