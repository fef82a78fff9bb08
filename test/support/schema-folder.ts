import { readdirSync, readFileSync } from "node:fs";
import { join, posix, sep } from "node:path";
import { memoryPages, validateXML, type XMLFileInfo } from "xmllint-wasm";

/** An import, include or redefinition in a schema, up to the address that it names. */
const reference = /(<(?:\w+:)?(?:import|include|redefine)\b[^>]*?\bschemaLocation\s*=\s*)(["'])(.*?)\2/g;
const comment = /<!--[\s\S]*?-->/g;

/** Documents that xmllint gets at once; it keeps their names on its stack, which is small. */
const batch = 1500;

/** Name under which xmllint gets a file: its folder is flat. */
const flatName = (path: string): string => path.replaceAll(/[^\w.-]/g, "_");

/** XML schemas in a folder and its subfolders, used in place of those on the web. */
export class SchemaFolder {
  private readonly folder: string;
  private readonly paths: string[];

  /** Lists the schemas of a folder, those nearest to its top first. Throws if there's no such folder. */
  constructor(folder: string) {
    this.folder = folder;
    const depth = (path: string) => path.split("/").length;
    this.paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((path) => path.split(sep).join("/"))
      .filter((path) => path.endsWith(".xsd"))
      .toSorted((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
  }

  /** Returns the path of the last schema, in the order of names, whose file name matches; undefined if none does. */
  find(name: RegExp): string | undefined {
    return this.paths
      .filter((path) => name.test(posix.basename(path)))
      .toSorted((a, b) => (posix.basename(a) < posix.basename(b) ? -1 : 1))
      .at(-1);
  }

  /**
   * Returns the file that a schema means by an address: where the address points within the folder, beside the schema, or
   * anywhere by its file name. Throws if there's none.
   */
  private resolve(address: string, from: string): string {
    const name = posix.basename(address);
    const near = [address, name].map((path) => posix.join(posix.dirname(from), path));
    const found =
      near.find((path) => this.paths.includes(path)) ?? this.paths.find((path) => posix.basename(path) === name);
    if (found === undefined) {
      throw new Error(`${name} isn't in ${this.folder}, but ${from} imports it from ${address}. Save it there.`);
    }
    return found;
  }

  /** Returns a schema and all that it imports, directly or not, by the names that they call each other. */
  private closure(main: string): XMLFileInfo[] {
    const needed = new Set([main]);
    const files: XMLFileInfo[] = [];
    for (const path of needed) {
      const text = readFileSync(join(this.folder, path), "utf8").replaceAll(comment, "");
      const contents = text.replaceAll(reference, (_, start: string, quote: string, address: string) => {
        const target = this.resolve(address, path);
        needed.add(target);
        return `${start}${quote}${flatName(target)}${quote}`;
      });
      files.push({ fileName: flatName(path), contents });
    }
    return files;
  }

  /**
   * Returns what a schema objects to in documents, each error as `NAME:LINE: MESSAGE`, and where they aren't
   * well-formed. Documents with the same text are checked once. Throws if the schema can't be read.
   */
  async errors(main: string, documents: ReadonlyMap<string, string>): Promise<string[]> {
    const [schema = "", ...preload] = this.closure(main);
    const names = new Map([...documents].map(([name, text]) => [text, name]));
    const files = [...names.keys()].map((contents, at) => ({ fileName: String(at), contents }));
    const named = (output: string) =>
      output.replaceAll(/^(\d+):/gm, (_, at: string) => `${names.get(files[Number(at)]?.contents ?? "")}:`);
    const found: string[] = [];
    for (let at = 0; at < files.length; at += batch) {
      const xml = files.slice(at, at + batch);
      const result = await validateXML({ xml, schema, preload, maxMemoryPages: memoryPages.GiB });
      // xmllint also warns about schemas.
      const errors = result.errors.filter(({ loc }) => loc && /^\d+$/.test(loc.fileName));
      if (!result.valid && errors.length === 0) throw new Error(named(result.rawOutput));
      found.push(...errors.map(({ rawMessage }) => named(rawMessage)));
    }
    return found;
  }
}
