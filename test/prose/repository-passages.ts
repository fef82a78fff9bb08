import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Passage } from "./passage.ts";
import { readCommandData, readCommandDefinitions } from "./read-command-help.ts";
import { readMarkdown } from "./read-markdown.ts";
import { readComments, readTestTitles } from "./read-code-texts.ts";
import { readExplanations } from "./read-explanations.ts";
import { readScreenTexts } from "./read-screen-texts.ts";
import { readYamlContent } from "./read-yaml-content.ts";

const isScript = /\.tsx?$/;
const isScreen = /^src\/(?:ui|sandbox)\//;

/** Passages of one file by its path in the repository; none where nothing in it is read. */
export function passagesOf(file: string, source: string): Passage[] {
  if (/^content\/(?:chapters|guides)\/.*\.md$/.test(file)) return readMarkdown(file, source, "content");
  if (file.endsWith(".md")) return readMarkdown(file, source, "docs");
  if (/^content\/.*\.yaml$/.test(file)) return readYamlContent(file, source);
  if (/^content\/commands\/.*\.json$/.test(file)) return readCommandData(file, source);
  if (!isScript.test(file)) return [];
  return [
    ...readComments(file, source),
    ...(isScreen.test(file) ? readScreenTexts(file, source) : []),
    ...(file.startsWith("src/simulator/") ? readExplanations(file, source) : []),
    ...readCommandDefinitions(file, source),
    ...(file.startsWith("test/") ? readTestTitles(file, source) : []),
  ];
}

/** Files below the root that may hold prose: content/, src/, test/ and the README files. */
export function proseFiles(root: string): string[] {
  const below = (folder: string) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`);
  return ["README.md", ...["content", "src", "test"].flatMap(below)]
    .map((file) => file.replaceAll("\\", "/"))
    .filter(
      (file) =>
        /\.(?:md|yaml|tsx?)$|^content\/commands\/.*\.json$/.test(file) &&
        !/^test\/prose\/|^content\/machine\/|\.d\.ts$/.test(file),
    );
}

/** Passages of every file of the repository that holds some. */
export const repositoryPassages = (root: string, files = proseFiles(root)): Passage[] =>
  files.flatMap((file) => passagesOf(file, readFileSync(join(root, file), "utf8")));
