import { ExitError, type Call, type Program } from "../../program.ts";
import { contentOf, definitionOf, filesOperand, readLine, type FilterDefinition } from "../filter.ts";
import { summaries } from "../../summaries.ts";

/** Where line `count` ends in the bytes; their length when there are fewer. */
function endOfLine(bytes: Uint8Array, count: number): number {
  let at = 0;
  for (let line = 0; line < count; line++) {
    const end = bytes.indexOf(10, at);
    if (end === -1) return bytes.length;
    at = end + 1;
  }
  return at;
}

const lineCount = (bytes: Uint8Array): number => {
  let count = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count++;
  return count + (bytes.length > 0 && bytes.at(-1) !== 10 ? 1 : 0);
};

type Pick = (bytes: Uint8Array, count: number, sign: string, unit: "lines" | "bytes") => Uint8Array;

const first: Pick = (bytes, count, sign, unit) => {
  if (unit === "bytes") return bytes.subarray(0, sign === "-" ? Math.max(0, bytes.length - count) : count);
  return bytes.subarray(0, endOfLine(bytes, sign === "-" ? Math.max(0, lineCount(bytes) - count) : count));
};

const last: Pick = (bytes, count, sign, unit) => {
  if (unit === "bytes")
    return bytes.subarray(sign === "+" ? Math.max(0, count - 1) : Math.max(0, bytes.length - count));
  return bytes.subarray(
    endOfLine(bytes, sign === "+" ? Math.max(0, count - 1) : Math.max(0, lineCount(bytes) - count)),
  );
};

const end = (name: string, summary: string, pick: Pick, extra: FilterDefinition["options"] = []): Program => {
  const definition: FilterDefinition = {
    name,
    summary,
    operands: filesOperand,
    options: [
      ["-n, --lines NUM", "Number of lines (default: 10)."],
      ["-c, --bytes NUM", "Number of bytes."],
      ["-q, --quiet", "Don't print file names."],
      ["-v, --verbose", "Print file names."],
      ...extra,
    ],
    examples: [`${name} -n 3 Dockerfile`],
  };
  return {
    name,
    summary,
    commands: () => [definitionOf(definition)],
    async execute(call: Call) {
      // The old notation: `head -5`.
      const args = call.args.map((word, at) => (at === 0 && /^-\d+$/.test(word) ? `-n${word.slice(1)}` : word));
      const line = readLine(call, definition, args);
      if (!line) return 0;
      const unit = line.wasTyped("--bytes") ? "bytes" : "lines";
      const value = line.text(`--${unit}`) ?? "10";
      const [, sign = "", digits] = /^([-+]?)(\d+)$/.exec(value) ?? [];
      if (digits === undefined) throw new ExitError(1, `${name}: invalid number of ${unit}: '${value}'`);
      const paths = line.operands.length > 0 ? line.operands : ["-"];
      const titled = !line.on("--quiet") && (paths.length > 1 || line.on("--verbose"));
      let status = 0;
      let before = "";
      for (const path of paths) {
        const bytes = await contentOf(call, name, path, (reason) =>
          reason === "Is a directory"
            ? `${name}: error reading '${path}': ${reason}`
            : `${name}: cannot open '${path}' for reading: ${reason}`,
        );
        if (!bytes) {
          status = 1;
          continue;
        }
        if (titled) call.out(`${before}==> ${path === "-" ? "standard input" : path} <==\n`);
        before = "\n";
        const picked = pick(bytes, Number(digits), sign, unit);
        if (picked.length > 0) call.out(picked);
      }
      return status;
    },
  };
};

export const head = end("head", summaries.head, first);
export const tail = end("tail", summaries.tail, last);
