import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { dist } from "./built-pages.ts";

/** Returns the files of the built player, by path, as the builder loads them for a package. */
export function builtPlayer(): Map<string, Uint8Array> {
  const folder = join(dist, "player");
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== "files.json")
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [relative(folder, path), new Uint8Array(readFileSync(path))] as const;
      }),
  );
}
