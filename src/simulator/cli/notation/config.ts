import { ExitError, type Call, type Explanation } from "../program.ts";

/** Ends notation as its main function does: cobra's prefix, exit status 1. */
export const failed = (text: string, explanation?: Explanation): ExitError =>
  new ExitError(1, `Error: ${text}`, explanation);

/** A key that notation can sign with, as signingkeys.json names it (notation-go, config/keys.go). */
export interface KeySuite {
  name: string;
  keyPath?: string;
  certPath?: string;
}

/** The file signingkeys.json. */
export interface SigningKeys {
  default?: string;
  keys: KeySuite[];
}

/** Folder of notation's settings, keys, trust store and trust policy (notation-go, dir/path.go). */
export const configFolder = ({ environment, machine }: Call): string =>
  `${environment.get("XDG_CONFIG_HOME") ?? `${machine.home}/.config`}/notation`;

const keysPath = (call: Call): string => `${configFolder(call)}/signingkeys.json`;

/** The keys that notation knows. An unreadable file ends the program as it ends the real one. */
export function readSigningKeys(call: Call): SigningKeys {
  const path = keysPath(call);
  const { files } = call.machine;
  if (files.stat(path)?.kind !== "file") return { keys: [] };
  try {
    const read = JSON.parse(files.text(path)) as Partial<SigningKeys>;
    return { ...read, keys: read.keys ?? [] };
  } catch {
    throw failed(`malformed signingkeys.json: ${path}`, {
      code: "BadConfig",
      text: `${path} is no longer valid JSON.`,
    });
  }
}

export const writeSigningKeys = (call: Call, keys: SigningKeys): void =>
  call.machine.files.write(keysPath(call), `${JSON.stringify(keys, null, 4)}\n`);

/** Adds a key; its name has to be new. */
export function addKey(call: Call, key: KeySuite, asDefault: boolean): void {
  const known = readSigningKeys(call);
  if (known.keys.some(({ name }) => name === key.name)) {
    throw failed(`signing key with name "${key.name}" already exists`, {
      code: "KeyExists",
      text: "The name already belongs to a key.",
      next: `Remove the old one: \`notation key delete ${key.name}\``,
    });
  }
  writeSigningKeys(call, { ...known, keys: [...known.keys, key], ...(asDefault && { default: key.name }) });
}

/** Whether a name may be the name of a file, and so of a key or a trust store (notation-go, internal/file). */
export const isFileName = (name: string): boolean => /^[a-zA-Z0-9_.-]+$/.test(name);

/** Columns as Go's tab writer lays them out for notation: three blanks between, and after the last. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? "").length)));
  return rows.map((row) => `${row.map((cell, at) => cell.padEnd((widths[at] ?? 0) + 3)).join("")}\n`).join("");
}

/** Asks before something is overwritten or removed; without a yes nothing is done. */
export async function confirmed(call: Call, question: string): Promise<boolean> {
  const typed = new TextDecoder().decode(call.input ?? new Uint8Array()).split("\n")[0];
  if (call.input) call.out(`${question} [y/N] `);
  const answer = call.input ? typed : await call.terminal?.ask(`${question} [y/N] `);
  if (answer === undefined) return false;
  if (["y", "yes"].includes(answer.toLowerCase())) return true;
  call.out("Operation cancelled.\n");
  return false;
}
