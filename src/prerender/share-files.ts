import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A script that is data alone, such as the questions of a family: it imports nothing, so that it works in any folder. */
const data = /^var \w+=JSON\.parse\(`[^`]*`\);export\s?\{\w+ as default\};?\s*$/;

/**
 * Deletes scripts of data of one folder that another folder has, byte for byte, and leads the imports of the rest there, so that a
 * site has them once.
 *
 * @param toShared path from the folder to the other one, as an import has it
 */
export function shareFiles(folder: string, shared: string, toShared: string): void {
  const scripts = (path: string) => readdirSync(path).filter((name) => name.endsWith(".js"));
  const known = new Map(scripts(shared).map((name) => [readFileSync(join(shared, name), "utf8"), name]));
  const texts = new Map(scripts(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  const places = [...texts].flatMap(([name, text]) => {
    const place = data.test(text) ? known.get(text) : undefined;
    return place === undefined ? [] : [[name, `${toShared}/${place}`] as const];
  });
  for (const [name] of places) {
    rmSync(join(folder, name));
    texts.delete(name);
  }
  for (const [name, text] of texts) {
    const led = places.reduce((before, [from, to]) => before.replaceAll(`./${from}`, to), text);
    if (led !== text) writeFileSync(join(folder, name), led);
  }
}
