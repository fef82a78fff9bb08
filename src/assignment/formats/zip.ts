import { zipSync, type Zippable } from "fflate";

/** Earliest date that a zip can hold, so that the same files always give the same bytes. */
const fixedDate = new Date(1980, 0, 1);

/**
 * Returns a zip of files by path. The same files give the same bytes, whatever their order, date and time zone. Names that
 * aren't ASCII are in UTF-8 with the flag that says so.
 */
export function makeZip(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const encoder = new TextEncoder();
  const entries: Zippable = {};
  for (const [path, content] of Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    entries[path] = typeof content === "string" ? encoder.encode(content) : content;
  }
  // The format's attribute of an ordinary file on Unix: readable by all, 0644.
  return zipSync(entries, { mtime: fixedDate, level: 9, os: 3, attrs: 0o644 << 16 });
}
