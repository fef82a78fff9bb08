import type { CommandDefinition } from "./definition.ts";

/** The command with the longest name that a line's words, behind the program's, begin with; and the words after it. */
export function findDefinition(
  definitions: readonly CommandDefinition[],
  words: readonly string[],
  aliases: Readonly<Record<string, string>> = {},
): { definition: CommandDefinition; rest: readonly string[] } | undefined {
  const known = words.map((word, at) => (at > 0 ? (aliases[word] ?? word) : word));
  const nameOf = ({ name }: CommandDefinition) => name.split(" ").slice(1);
  const found = definitions
    .filter((definition) => nameOf(definition).every((word, at) => known[at] === word))
    .sort((a, b) => b.name.length - a.name.length)[0];
  return found && { definition: found, rest: words.slice(nameOf(found).length) };
}
