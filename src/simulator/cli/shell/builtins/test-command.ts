import { ExitError } from "../../program.ts";
import type { Builtin } from "../builtin.ts";

const options = [
  { flags: ["-f"], value: "PATH", help: "True if the path is a file." },
  { flags: ["-d"], value: "PATH", help: "True if the path is a folder." },
  { flags: ["-e"], value: "PATH", help: "True if the path exists." },
  { flags: ["-s"], value: "PATH", help: "True if the file exists and isn't empty." },
  { flags: ["-z"], value: "TEXT", help: "True if the string is empty." },
  { flags: ["-n"], value: "TEXT", help: "True if the string isn't empty." },
];

const operands = [{ name: "EXPRESSION", required: false, many: true }];

export const test: Builtin = {
  alsoProgram: true,
  definition: {
    name: "test",
    summary: "Test files, strings and numbers.",
    operands,
    options,
    examples: ["test -f Dockerfile"],
  },
  execute: async (call) => (await import("./test-reader.ts")).testStatus(call.args, call),
};

export const bracket: Builtin = {
  alsoProgram: true,
  definition: { name: "[", summary: "Test files, strings and numbers; the last argument is ].", operands, options },
  async execute(call) {
    if (call.args.at(-1) !== "]") throw new ExitError(2, "bash: [: missing `]'");
    return (await import("./test-reader.ts")).testStatus(call.args.slice(0, -1), call);
  },
};
