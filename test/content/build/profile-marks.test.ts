import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { compileContent } from "../../../src/content/build/compile.ts";
import { renderInline, type Voice } from "../../../src/content/build/markdown.ts";

const root = join(import.meta.dirname, "../../..");
const { compiled } = compileContent(root);

function render(text: string, voice: Voice): string {
  if (!compiled) throw new Error("the content does not compile");
  return renderInline(
    text,
    {
      table: compiled.table,
      voice,
      linked: false,
      resolveLink: () => ({ href: "", external: false }),
      cited: () => undefined,
      problem: () => undefined,
    },
    1,
  );
}

/** Every text of the content folder that changes with the profile, by its file. */
function markedTexts(): { file: string; text: string }[] {
  const texts = (value: unknown): string[] =>
    typeof value === "string"
      ? [value]
      : value !== null && typeof value === "object"
        ? Object.values(value).flatMap(texts)
        : [];
  return readdirSync(join(root, "content"), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(md|yaml)$/.test(file) && !/^README|^machine/.test(file))
    .flatMap((file) => {
      const source = readFileSync(join(root, "content", file), "utf8");
      const all = file.endsWith(".md") ? source.replaceAll("\\|", "|").split("\n") : texts(parse(source));
      return all.filter((text) => text.includes("[[chapter:")).map((text) => ({ file, text }));
    });
}

/** What is wrong with the spaces of a text as one profile shows it; the ends of marked passages are kept as ⟦ and ⟧. */
function spacingFaults(html: string, profile: "chapter" | "azure"): string[] {
  const other = profile === "chapter" ? "azure" : "chapter";
  const visibleHtml = html
    .replaceAll(new RegExp(`<span class="v-${other}">.*?</span>`, "g"), "⟦⟧")
    .replaceAll(new RegExp(`<span class="v-${profile}">(.*?)</span>`, "g"), "⟦$1⟧")
    .replaceAll(/<[^>]+>/g, "");
  const around = (pattern: RegExp) => [...visibleHtml.matchAll(pattern)].map(([found]) => found);
  return [
    ...around(/\w*[\w.,;:!?)]⟦\w+/g),
    ...around(/\w+[.,;:!?]?⟧\w+/g),
    ...around(/\S* [⟦⟧]* \S*/g),
    ...around(/\w* [⟦⟧]*[.,;:!?)]/g),
  ];
}

describe("a text that changes with the profile", () => {
  it.each([
    [
      "closer[[chapter: and are read-only. | azure: and take pushes too.]]",
      "closer and are read-only.",
      "closer and take pushes too.",
    ],
    [
      "ends [[chapter: after a while | azure: after hours]]; then",
      "ends after a while; then",
      "ends after hours; then",
    ],
    ["signing in[[chapter: . | azure: , unless it is off.]]", "signing in.", "signing in, unless it is off."],
    ["One. [[chapter: | azure: Two.]] Three.", "One. Three.", "One. Two. Three."],
    ["**[[chapter: both | azure: all]]** ([[chapter: old | azure: new]])", "both (old)", "all (new)"],
    ["up[[chapter:wards | azure:side down]]", "upwards", "upside down"],
  ])("keeps the spaces of %s", (source, chapter, azure) => {
    const plain = (profile: "chapter" | "azure") => render(source, profile).replaceAll(/<[^>]+>/g, "");
    expect([plain("chapter"), plain("azure")]).toEqual([chapter, azure]);
    const dual = render(source, "dual");
    const only = (gone: string) =>
      dual.replaceAll(new RegExp(`<span class="v-${gone}">.*?</span>`, "g"), "").replaceAll(/<[^>]+>/g, "");
    expect([only("azure"), only("chapter")]).toEqual([chapter, azure]);
  });

  it("has no words run together and no doubled or stray spaces anywhere in the content", () => {
    const marked = markedTexts();
    expect(marked.length).toBeGreaterThan(20);
    const faults = marked.flatMap(({ file, text }) =>
      (["chapter", "azure"] as const).flatMap((profile) =>
        spacingFaults(render(text, "dual"), profile).map((fault) => `${file} (${profile}): ${fault}`),
      ),
    );
    expect(faults).toEqual([]);
  });

  it.each(["One.⟦Two", "One ⟦⟧ two", "end ⟦. Next"].map((text) => text))("is found at fault: %s", (text) => {
    const html = text
      .replace("⟦⟧", '<span class="v-azure">x</span>')
      .replace(/⟦(.*)$/, '<span class="v-chapter">$1</span>');
    expect(spacingFaults(html, "chapter")).toHaveLength(1);
  });
});
