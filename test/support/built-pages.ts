import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The built site. */
export const dist = join(import.meta.dirname, "../../dist");

const pagesBelow = (folder: string): string[] =>
  readdirSync(join(dist, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? pagesBelow(`${folder}${entry.name}/`) : entry.name === "index.html" ? [folder] : [],
  );

/** The player of packages and the page of cmi5 courses are opened by LMSs, and have tests of their own. */
const isOfSite = (path: string): boolean => path !== "player/" && path !== "au/";

/** Returns the path of every page of the built site, below its root: `""`, `learn/tiers/` … */
export const builtPages = (): string[] => (existsSync(dist) ? pagesBelow("").filter(isOfSite) : []);
