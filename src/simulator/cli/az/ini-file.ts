import type { FileSystem } from "../file-system.ts";

/** Sections and their values, in the order of the file. */
export type Ini = Map<string, Map<string, string>>;

/** Reads a file of Python's configparser: `[section]`, `name = value`, lines that start with # or ; are comments. */
export function readIni(text: string): Ini {
  const ini: Ini = new Map();
  let section: Map<string, string> | undefined;
  for (const line of text.split(/\r?\n/)) {
    const head = /^\[([^\]]+)\]/.exec(line)?.[1];
    if (head !== undefined) {
      section = ini.get(head) ?? new Map<string, string>();
      ini.set(head, section);
      continue;
    }
    const [, name, value] = /^([^#;=:\s][^=:]*?)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    if (section && name !== undefined) section.set(name.toLowerCase(), (value ?? "").trim());
  }
  return ini;
}

const writeIni = (ini: Ini): string =>
  [...ini]
    .map(
      ([section, values]) => `[${section}]\n${[...values].map(([name, value]) => `${name} = ${value}\n`).join("")}\n`,
    )
    .join("");

/** Reads the file at a path; empty where there is none. */
export const iniAt = (files: FileSystem, path: string): Ini =>
  files.stat(path)?.kind === "file" ? readIni(files.text(path)) : new Map<string, Map<string, string>>();

/** Sets a value, or takes it away with undefined. An empty section goes too. */
export function setInFile(files: FileSystem, path: string, section: string, name: string, value: string | undefined) {
  const ini = iniAt(files, path);
  const values = ini.get(section) ?? new Map<string, string>();
  if (value === undefined) values.delete(name.toLowerCase());
  else values.set(name.toLowerCase(), value);
  if (values.size > 0) ini.set(section, values);
  else ini.delete(section);
  files.write(path, writeIni(ini));
}
