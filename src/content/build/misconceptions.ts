import type * as v from "valibot";
import { ideasOf } from "../../assessment/chosen-misconceptions.ts";
import type { BankItem, Misconception } from "../content.ts";
import { renderer, type Context } from "./context.ts";
import type { misconceptionsFile } from "./content-schema.ts";
import type { YamlFile } from "./read-yaml.ts";

/** Most places named as where a wrong idea is explained. */
const mostRefs = 2;

/**
 * Compiles the wrong ideas with what is right, under both profiles. The objectives that one belongs to, and the places of the chapter that explain it,
 * are those of the questions that offer it, the most frequent first.
 */
export function compileMisconceptions(
  file: YamlFile<v.InferOutput<typeof misconceptionsFile>>,
  items: readonly BankItem[],
  context: Context,
): Misconception[] {
  const chapter = renderer(context, file.file, "chapter", false);
  const azure = renderer(context, file.file, "azure", false);
  const dual = (text: string, line: number) => ({
    chapter: chapter.inline(text, line),
    azure: azure.inline(text, line),
  });
  const offers = items.map((item) => ({ item, ideas: ideasOf(item) }));
  return file.value.map(({ id, wrong, right }, at) => {
    const own = offers.filter(({ ideas }) => ideas.includes(id)).map(({ item }) => item);
    const refs = own.flatMap((item) => (item.chapter ?? item.azure)?.refs ?? []);
    const hrefs = byFrequency(refs.map(({ href }) => href)).slice(0, mostRefs);
    return {
      id,
      wrong: dual(wrong, file.lineOf([at, "wrong"])),
      right: dual(right, file.lineOf([at, "right"])),
      objectives: byFrequency(own.map(({ objective }) => objective)),
      refs: hrefs.map((href) => ({ href, title: refs.find((ref) => ref.href === href)?.title ?? "" })),
    };
  });
}

/** The distinct texts of a list, the most frequent first, equals in their first order. */
function byFrequency(texts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([text]) => text);
}
