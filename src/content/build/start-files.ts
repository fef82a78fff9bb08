import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createTar } from "nanotar";

const folder = "content/machine";

/** When the files of an archive were changed: never, so that the same files pack to the same bytes. */
const still = Date.UTC(2026, 0, 1);

/** Files of the learner's home, by path: text, or bytes as a `data:;base64,` address. */
export type StartFiles = Record<string, string>;

const pathsBelow = (root: string, path = ""): string[] =>
  readdirSync(join(root, path), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const below = path === "" ? entry.name : `${path}/${entry.name}`;
      return entry.isDirectory() ? pathsBelow(root, below) : [below];
    });

/** A chart's folder as `helm package` packs it. */
function packed(files: StartFiles, chart: string): string {
  const entries = Object.entries(files).filter(([path]) => path.startsWith(`${chart}/`));
  const tar = createTar(
    entries.map(([name, data]) => ({
      name,
      data: new TextEncoder().encode(data),
      attrs: { mode: "644", mtime: still },
    })),
  );
  return `data:;base64,${gzipSync(tar).toString("base64")}`;
}

/**
 * Reads content/machine, the files that every machine starts with; a folder with a Chart.yaml is there packed as well, under
 * its name alone and under name and version, as the chapter's commands have it.
 */
export function readStartFiles(root: string): StartFiles {
  const place = join(root, folder);
  if (!existsSync(place)) return {};
  const files: StartFiles = Object.fromEntries(
    pathsBelow(place).map((path) => [path, readFileSync(join(place, path), "utf8")]),
  );
  for (const [path, text] of Object.entries(files)) {
    const chart = /^([^/]+)\/Chart\.yaml$/.exec(path)?.[1];
    const version = /^version: *"?([^"\s]+)/m.exec(text)?.[1];
    if (chart === undefined || version === undefined) continue;
    const archive = packed(files, chart);
    files[`${chart}.tgz`] = archive;
    files[`${chart}-${version}.tgz`] = archive;
  }
  return files;
}
