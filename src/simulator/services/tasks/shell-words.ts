import { failWith, ok, type Failure, type Result } from "../../world/result.ts";
/**
 * Words of a command line as the agent's shell hands them on. The agent starts each container through a shell of its own,
 * so a `$NAME` outside single quotes is a variable of the agent and never one of the container
 * (Azure/acr-builder, context.go). A NotSimulated failure names what the shell would do and the simulator does not.
 */
export function shellWords(line: string, variables: ReadonlyMap<string, string>): Result<string[], Failure> {
  const words: string[] = [];
  let word: string | undefined;
  let at = 0;
  const add = (text: string) => (word = (word ?? "") + text);
  const variable = (): string => {
    const [found = "$", braced, plain] = /^\$(?:\{(\w+)\}|(\w+|[?$#@*!]))/.exec(line.slice(at)) ?? ["$"];
    at += found.length;
    const name = braced ?? plain;
    return name === undefined ? "$" : (variables.get(name) ?? (name === "?" || name === "#" ? "0" : ""));
  };
  while (at < line.length) {
    const char = line[at] ?? "";
    if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      at++;
    } else if (char === "'") {
      const end = line.indexOf("'", at + 1);
      if (end < 0) return failWith("SyntaxError", "/bin/sh: syntax error: unterminated quoted string");
      add(line.slice(at + 1, end));
      at = end + 1;
    } else if (char === '"') {
      add("");
      for (at++; line[at] !== '"';) {
        if (at >= line.length) return failWith("SyntaxError", "/bin/sh: syntax error: unterminated quoted string");
        if (line[at] === "$") add(variable());
        else if (line[at] === "\\" && /["\\$`]/.test(line[at + 1] ?? "")) {
          add(line[at + 1] ?? "");
          at += 2;
        } else add(line[at++] ?? "");
      }
      at++;
    } else if (char === "\\") {
      add(line[at + 1] ?? "");
      at += 2;
    } else if (char === "$") {
      // A variable that is empty and stands alone leaves no word behind.
      const value = variable();
      if (value !== "" || word !== undefined) add(value);
    } else if (/[;&|<>`()]/.test(char)) {
      return failWith("NotSimulated", `not simulated: '${char}' outside the container, in the agent's own shell`);
    } else {
      add(char);
      at++;
    }
  }
  return ok(word === undefined ? words : [...words, word]);
}
