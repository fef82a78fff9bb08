import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "./render.tsx";

/** The parts of Vite's manifest that a page's head needs. */
export type Manifest = Record<string, { file: string; css?: string[]; imports?: string[] }>;

const escapeAttribute = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/** Style sheets of a chunk and of the chunks it imports. */
function stylesOf(module: string, manifest: Manifest, seen = new Set<string>()): string[] {
  const chunk = manifest[module];
  if (!chunk || seen.has(module)) return [];
  seen.add(module);
  return [...(chunk.css ?? []), ...(chunk.imports ?? []).flatMap((name) => stylesOf(name, manifest, seen))];
}

/** Files of a chunk and of all chunks that it imports. */
function scriptsOf(module: string, manifest: Manifest, seen = new Set<string>()): string[] {
  const chunk = manifest[module];
  if (!chunk || seen.has(module)) return [];
  seen.add(module);
  return [chunk.file, ...(chunk.imports ?? []).flatMap((name) => scriptsOf(name, manifest, seen))];
}

/** The part of a build that a page names. */
export interface BuiltParts {
  manifest: Manifest;
  /** File of the simulator's worker, below the root. */
  worker: string;
}

/** The app's script and all others of a screen: one that is only found when another has arrived costs a round trip. */
function allScripts({ module, path, content }: Page, { manifest }: BuiltParts): string[] {
  const modules = ["index.html", ...(module === undefined ? [] : [module]), ...content];
  const missing = modules.find((name) => !manifest[name]);
  if (missing !== undefined) throw new Error(`the build has no module ${missing}, which ${path} needs`);
  return [...new Set(modules.flatMap((name) => scriptsOf(name, manifest)))];
}

/** Gives 404.html, which may be served for any address, a script that finds the root; it comes before what needs the root. */
function withRootFinder(html: string): string {
  const script = readFileSync(join(import.meta.dirname, "find-root.js"), "utf8");
  return html.replace("</head>", () => `<script>${script}</script></head>`);
}

/** Hands the app's script to boot.js, which asks for it, and for what else the page needs, once the page is painted. */
function startLate(template: string, more: Record<string, string>): string {
  const app = /<script type="module"[^>]* src="([^"]+)"><\/script>\s*/.exec(template);
  if (!app) throw new Error("index.html names no module script");
  const attributes = Object.entries(more)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join("");
  const boot = /<script\s+src="\.\/boot\.js">/.exec(template);
  if (!boot) throw new Error("index.html names no boot script");
  return template.replace(app[0], "").replace(boot[0], `<script src="./boot.js"${attributes} data-app="${app[1]}">`);
}

/** Fills the built index.html for one page; `up` leads from the page to the root. */
export function pageHtml(template: string, page: Page, up: string, parts: BuiltParts): string {
  const { manifest } = parts;
  const site = process.env["SITE_URL"]?.replace(/\/$/, "");
  const present = new Set([...template.matchAll(/assets\/[^"]+\.css/g)].map((match) => match[0]));
  const styles = [...new Set(page.module ? stylesOf(page.module, manifest) : [])]
    .filter((file) => !present.has(file))
    .map((file) => `<link rel="stylesheet" crossorigin href="./${file}">`);
  const besides = allScripts(page, parts).filter((file) => file !== manifest["index.html"]?.file);
  const head = [
    ...styles,
    `<meta property="og:title" content="${escapeAttribute(page.title)}">`,
    `<meta property="og:description" content="${escapeAttribute(page.description)}">`,
    ...(site && page.found ? [`<link rel="canonical" href="${site}${page.path}">`] : []),
    ...(page.found ? [] : ['<meta name="robots" content="noindex">']),
  ].join("\n    ");
  const html = startLate(template, {
    ...(page.simulator && { "data-simulator": `./${parts.worker}` }),
    ...(page.opens !== undefined && { "data-opens": escapeAttribute(page.opens) }),
    "data-scripts": besides.map((file) => `./${file}`).join(" "),
  })
    .replace(/<title>.*?<\/title>/, () => `<title>${escapeAttribute(page.title)}</title>`)
    .replace(
      /(<meta name="description" content=")[^"]*/,
      (_all, start: string) => start + escapeAttribute(page.description),
    )
    .replace("</head>", () => `  ${head}\n  </head>`)
    .replaceAll(/(="| )\.\/(?=assets\/)/g, `$1${up}`)
    .replaceAll('="./', `="${up}`)
    .replace('<div id="root"></div>', () => `<div id="root"${page.found ? "" : ' data-found="no"'}>${page.html}</div>`);
  return page.found ? html : withRootFinder(html);
}
