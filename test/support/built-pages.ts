import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The built site. */
export const dist = join(import.meta.dirname, "../../dist");

const pagesBelow = (folder: string): string[] =>
  readdirSync(join(dist, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? pagesBelow(`${folder}${entry.name}/`) : entry.name === "index.html" ? [folder] : [],
  );

/** The player of packages is a page of LMSs, with tests of its own. */
const isOfSite = (path: string): boolean => path !== "player/";

/** Returns the path of every page of the built site, below its root: `""`, `learn/tiers/` … */
export const builtPages = (): string[] => (existsSync(dist) ? pagesBelow("").filter(isOfSite) : []);
