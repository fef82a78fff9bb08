/**
 * File types that LMSs serve with the right content type. Moodle serves .mjs, .wasm, .woff2, .webmanifest, .avif, .md and .map as
 * `application/octet-stream`, and browsers then refuse modules, styles and WebAssembly.
 */
export const servedTypes = ["html", "js", "css", "svg", "png", "jpg", "gif", "ico", "json", "txt", "xml"];

const longestPath = 200;

/** Names that Windows servers reserve for devices, whatever the extension. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Returns why a file can't be in a package under a path, or undefined when it can. */
export function pathProblem(path: string): string | undefined {
  if (path.length > longestPath) return `"${path.slice(0, 40)}…" is longer than ${longestPath} characters`;
  if (!/^[\w.-]+(?:\/[\w.-]+)*$/.test(path)) {
    return `"${path}" has characters other than letters without accents, digits, ".", "_" and "-"`;
  }
  const segments = path.split("/");
  if (segments.some((segment) => segment.startsWith(".") || segment.endsWith(".") || deviceName.test(segment))) {
    return `"${path}" is a hidden or reserved name`;
  }
  const extension = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  return servedTypes.includes(extension)
    ? undefined
    : `"${path}" isn't a type of file that every LMS serves (${servedTypes.map((type) => `.${type}`).join(", ")})`;
}

/** Returns the first paths that differ in upper and lower case only, which some servers can't keep apart. */
export function caseConflict(paths: readonly string[]): [string, string] | undefined {
  const seen = new Map<string, string>();
  for (const path of paths) {
    const other = seen.get(path.toLowerCase());
    if (other !== undefined) return [other, path];
    seen.set(path.toLowerCase(), path);
  }
  return undefined;
}
