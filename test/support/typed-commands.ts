import { readdirSync } from "node:fs";
import { join } from "node:path";
import { compileContent } from "../../src/content/build/compile.ts";
import { itemFile } from "../../src/content/build/content-schema.ts";
import { Problems } from "../../src/content/build/problems.ts";
import { readYaml } from "../../src/content/build/read-yaml.ts";
import type { BankItem } from "../../src/content/content.ts";

/** The typed commands of the bank, each with the error message that its wrong ways have to show, by their ids. */
export function readAuthoredCommands(root: string): { item: BankItem; because: ReadonlyMap<string, string> }[] {
  const folder = join(root, "content/items/acr");
  const authored = readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .flatMap((name) => readYaml(join(folder, name), name, itemFile, new Problems())?.value ?? [])
    .filter(({ type }) => type === "command");
  const messages = new Map(
    authored.map(({ id, wrong }) => [
      id,
      new Map((wrong ?? []).flatMap((way) => (way.because === undefined ? [] : [[way.id, way.because] as const]))),
    ]),
  );
  return (compileContent(root).compiled?.items ?? [])
    .filter(({ type }) => type === "command")
    .map((item) => ({ item, because: messages.get(item.id) ?? new Map<string, string>() }));
}
