import { ExitError } from "../../program.ts";
import { fieldLimit } from "../control.ts";
import { filter } from "../filter.ts";
import { summaries } from "../../summaries.ts";

export const basename = filter(
  {
    name: "basename",
    summary: summaries.basename,
    operands: [
      { name: "PATH", required: true },
      { name: "SUFFIX", required: false },
    ],
    examples: ["basename app/server.js .js"],
  },
  (call, line) => {
    const [path, suffix = ""] = line.operands;
    if (path === undefined)
      throw new ExitError(1, "basename: missing operand\nTry 'basename --help' for more information.");
    const name =
      path
        .replace(/(.)\/+$/, "$1")
        .split("/")
        .at(-1) || "/";
    call.out(`${suffix !== "" && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name}\n`);
  },
);

export const dirname = filter(
  {
    name: "dirname",
    summary: summaries.dirname,
    operands: [{ name: "PATH", required: true, many: true }],
    examples: ["dirname app/server.js"],
  },
  (call, line) => {
    if (line.operands.length === 0)
      throw new ExitError(1, "dirname: missing operand\nTry 'dirname --help' for more information.");
    for (const path of line.operands) {
      const trimmed = path.replace(/(.)\/+$/, "$1");
      const at = trimmed.lastIndexOf("/");
      call.out(`${at === -1 ? "." : trimmed.slice(0, at).replace(/\/+$/, "") || "/"}\n`);
    }
  },
);

export const seq = filter(
  {
    name: "seq",
    summary: summaries.seq,
    operands: [
      { name: "FIRST", required: false },
      { name: "STEP", required: false },
      { name: "LAST", required: true },
    ],
    options: [
      ["-s, --separator TEXT", "Separator between numbers."],
      ["-w, --equal-width", "Pad numbers with leading zeros."],
    ],
    examples: ["seq 1 3"],
    optionsFirst: true,
  },
  (call, line) => {
    const numbers = line.operands.map((word) => {
      if (!/^-?\d+(\.\d+)?$/.test(word))
        throw new ExitError(
          1,
          `seq: invalid floating point argument: '${word}'\nTry 'seq --help' for more information.`,
        );
      return Number(word);
    });
    const [firstNumber, two, three] = numbers;
    if (firstNumber === undefined)
      throw new ExitError(1, "seq: missing operand\nTry 'seq --help' for more information.");
    const [first, step, last] =
      three !== undefined
        ? [firstNumber, two ?? 1, three]
        : two !== undefined
          ? [firstNumber, 1, two]
          : [1, 1, firstNumber];
    if (step === 0)
      throw new ExitError(1, "seq: invalid Zero increment value: '0'\nTry 'seq --help' for more information.");
    const count = Math.floor((last - first) / step + 1e-9) + 1;
    if (count > fieldLimit * 10) throw new ExitError(1, `seq: more than ${fieldLimit * 10} numbers are not simulated`);
    const values = Array.from({ length: Math.max(0, count) }, (_, index) =>
      String(Number((first + index * step).toFixed(10))),
    );
    const width = line.on("--equal-width") ? Math.max(...values.map((value) => value.length)) : 0;
    if (values.length > 0)
      call.out(`${values.map((value) => value.padStart(width, "0")).join(line.text("--separator") ?? "\n")}\n`);
  },
);
