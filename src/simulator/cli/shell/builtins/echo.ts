import type { Builtin } from "../builtin.ts";
import { readEscapes } from "./escapes.ts";

export const echo: Builtin = {
  alsoProgram: true,
  definition: {
    name: "echo",
    summary: "Print the arguments.",
    operands: [{ name: "WORD", required: false, many: true }],
    options: [
      { flags: ["-n"], help: "Don't print a newline at the end." },
      { flags: ["-e"], help: "Interpret escape sequences such as \\n." },
      { flags: ["-E"], help: "Don't interpret backslashes." },
    ],
    examples: ["echo $HOME"],
  },
  execute({ args, out }) {
    let at = 0;
    let ended = true;
    let escapes = false;
    for (; /^-[neE]+$/.test(args[at] ?? ""); at++) {
      for (const letter of args[at]?.slice(1) ?? "") {
        if (letter === "n") ended = false;
        else escapes = letter === "e";
      }
    }
    const text = args.slice(at).join(" ");
    const read = escapes ? readEscapes(text, { octalZero: true }) : { text, stop: false };
    const whole = `${read.text}${ended && !read.stop ? "\n" : ""}`;
    if (whole !== "") out(whole);
    return 0;
  },
};
