/** A command line taken apart: `az acr create`, its options with their values, and its other words. */
export interface CommandWords {
  /** Words that name the command. */
  head: string;
  options: Map<string, string>;
  words: string[];
}

/** Words of a line: quotes keep spaces together and are dropped, a substitution `$(…)` is one word. */
function split(line: string): string[] {
  const words = line.match(/(?:\$\([^)]*\)|"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  return words.map((word) => word.replaceAll(/["']/g, ""));
}

const isOption = (word: string): boolean => /^--?[a-z]/i.test(word);

/** A line without the variable that its result is assigned to. */
const withoutVariable = (line: string): string => {
  const [, command] = /^\s*\w+=\$\((.*)\)\s*$/.exec(line) ?? [];
  return command ?? line.trim();
};

/** Takes a command line apart. An option's value is all words up to the next option, as `az` reads lists. */
export function readCommand(line: string): CommandWords {
  const all = split(withoutVariable(line));
  const firstOption = all.findIndex(isOption);
  const before = firstOption === -1 ? all : all.slice(0, firstOption);
  const headLength = all[0] === "az" ? before.length : Math.min(2, before.length);
  const options = new Map<string, string>();
  let current: string | undefined;
  for (const word of all.slice(before.length)) {
    if (!isOption(word)) {
      options.set(current ?? "", [options.get(current ?? ""), word].filter(Boolean).join(" "));
      continue;
    }
    const [name = word, ...value] = word.split("=");
    current = name;
    options.set(name, value.join("="));
  }
  return { head: before.slice(0, headLength).join(" "), options, words: before.slice(headLength) };
}
