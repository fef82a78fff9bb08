import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { generatedFile, generatedFolder, type GeneratedFamily } from "../../content/build/families/generated.ts";

const pathOf = (root: string, family: string): string => join(root, generatedFolder, `${family}.json`);

/** Returns the generated file of a family as text, as it is written. */
export const generatedText = (generated: GeneratedFamily): string => `${JSON.stringify(generated, null, 1)}\n`;

/** Reads what was generated of a family; undefined when nothing was. */
export function readGeneratedFile(root: string, family: string): GeneratedFamily | undefined {
  const path = pathOf(root, family);
  return existsSync(path) ? v.parse(generatedFile, JSON.parse(readFileSync(path, "utf8"))) : undefined;
}

/** Writes what was generated of a family. */
export function writeGeneratedFile(root: string, generated: GeneratedFamily): void {
  mkdirSync(join(root, generatedFolder), { recursive: true });
  writeFileSync(pathOf(root, generated.family), generatedText(generated));
}
