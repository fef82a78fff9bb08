import type { Builtin } from "../builtin.ts";

export const printf: Builtin = {
  alsoProgram: true,
  definition: {
    name: "printf",
    summary: "Print arguments in a format such as '%s\\n'.",
    operands: [
      { name: "FORMAT", required: true },
      { name: "WORD", required: false, many: true },
    ],
    options: [{ flags: ["-v"], value: "NAME", help: "Variable to store the text in." }],
    examples: ["printf '%s\\n' one two"],
  },
  execute: async (call) => (await import("./print-formatted.ts")).printFormatted(call),
};
