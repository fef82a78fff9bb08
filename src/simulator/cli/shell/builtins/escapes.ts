import { controlEscapes } from "../../control-escapes.ts";

const simple: Record<string, string> = { ...controlEscapes, e: "\x1b", E: "\x1b", '"': '"', "'": "'" };

/** Backslash sequences as `echo -e` and `printf` read them; `stop` is set when `\c` ended the output. */
export function readEscapes(text: string, { octalZero = false } = {}): { text: string; stop: boolean } {
  let result = "";
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== "\\") {
      result += text[at];
      continue;
    }
    const rest = text.slice(at + 1);
    if (rest.startsWith("c")) return { text: result, stop: true };
    const coded =
      /^(x)([0-9a-fA-F]{1,2})/.exec(rest) ?? /^(u)([0-9a-fA-F]{1,4})/.exec(rest) ?? /^(U)([0-9a-fA-F]{1,8})/.exec(rest);
    const octal = (octalZero ? /^0([0-7]{0,3})/ : /^([0-7]{1,3})/).exec(rest);
    const letter = simple[rest[0] ?? ""];
    if (coded) {
      const code = Number.parseInt(coded[2] ?? "0", 16);
      result += code <= 0x10ffff ? String.fromCodePoint(code) : "";
      at += coded[0].length;
    } else if (octal) {
      result += String.fromCharCode(Number.parseInt(octal[1] || "0", 8) & 255);
      at += octal[0].length;
    } else if (letter !== undefined) {
      result += letter;
      at++;
    } else result += "\\";
  }
  return { text: result, stop: false };
}
