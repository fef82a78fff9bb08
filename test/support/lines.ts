import type { CommandDefinition } from "../../src/simulator/cli/definition.ts";
import type { Program } from "../../src/simulator/cli/program.ts";

/** Numbers between 0 and 1 that follow from a seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Words that mean something in the prepared world, and some that do not. */
const words = [
  "contoso",
  "contoso.azurecr.io",
  "contoso.azurecr.io/web:v1",
  "web",
  "web:v1",
  "oci://contoso.azurecr.io/helm",
  "docker://contoso.azurecr.io/web:v1",
  "dir:out",
  "docker-daemon:web:v1",
  "contoso.azurecr.io/web@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "--artifact-type",
  "mychart",
  "mychart-1.0.0.tgz",
  "shop",
  "westeurope",
  "eastus",
  "Premium",
  "true",
  "false",
  "1",
  "-1",
  "999999999999",
  "nobody",
  "Dockerfile",
  ".",
  "/",
  "..",
  "*",
  "~",
  "''",
  '""',
  '"',
  "'",
  "$HOME",
  "$(echo a)",
  "${x:-y}",
  "|",
  "||",
  "&&",
  ";",
  ">",
  "<",
  "<<E",
  "#",
  "\\",
  "--",
  "-",
  "--help",
  "-o",
  "table",
  "--query",
  "[].name",
  "[",
  "\n",
  "\t",
  "é",
  "🐳",
  "\u0000",
  "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "{}",
  "{{.ID}}",
  "=",
  "a=b",
  "%s",
  "x".repeat(300),
];

/** Lines that come from the definitions: examples, and commands with some of their options filled in. */
export function linesOf(programs: readonly Program[]): string[] {
  const known = (definition: CommandDefinition): string[] => {
    const required = definition.options
      .filter((option) => option.required)
      .map(
        ({ flags, value, choices }) => `${flags[0] ?? ""}${value === undefined ? "" : ` ${choices?.[0] ?? "contoso"}`}`,
      );
    const operands = (definition.operands ?? [])
      .filter(({ required: needed }) => needed)
      .map(() => "contoso.azurecr.io/web:v1");
    return [
      ...(definition.examples ?? []),
      [definition.name, ...operands, ...required].join(" "),
      ...definition.options.map(({ flags, value }) => {
        return [definition.name, ...operands, ...required, flags.at(-1), ...(value === undefined ? [] : ["web"])].join(
          " ",
        );
      }),
    ];
  };
  return programs.flatMap((program) => program.commands().flatMap(known));
}

/** Changes a line in one to three places. */
export function mutated(line: string, random: () => number): string {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  let lineWords = line.split(" ");
  for (let count = 1 + Math.floor(random() * 3); count > 0; count--) {
    const at = Math.floor(random() * lineWords.length);
    const word = lineWords[at] ?? "";
    const ways: (() => string[])[] = [
      () => lineWords.filter((_, index) => index !== at),
      () => [...lineWords.slice(0, at), word, ...lineWords.slice(at)],
      () => lineWords.map((word, index) => (index === at ? (pick(words) ?? "") : word)),
      () => [...lineWords.slice(0, at), pick(words) ?? "", ...lineWords.slice(at)],
      () => lineWords.slice(0, at + 1),
      () => lineWords.map((word, index) => (index === at ? word.slice(0, Math.floor(random() * word.length)) : word)),
      () => lineWords.map((word, index) => (index === at ? word.toUpperCase() : word)),
      () => lineWords.map((word, index) => (index === at ? `${word.slice(1)}${word[0] ?? ""}` : word)),
      () => [...lineWords].reverse(),
    ];
    lineWords = (pick(ways) ?? (() => lineWords))();
  }
  return lineWords.join(" ");
}
