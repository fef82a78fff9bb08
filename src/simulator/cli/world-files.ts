import { ok } from "../world/result.ts";
import { digestOf } from "../world/hash.ts";
import type { ClientFile } from "../world/client-tables.ts";
import { FileError, type FileStat, type FileSystem } from "./file-system.ts";
import type { Host } from "./host.ts";

/** Text up to this many characters is stored in its row; longer or binary content goes to the blob store. */
const inlineLimit = 16_384;

/** A file may hold this many bytes; it is a training machine, not a disk. */
const sizeLimit = 512 * 2 ** 20;

const encoder = new TextEncoder();

const textOf = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const above = (path: string): string => path.slice(0, path.lastIndexOf("/"));

/** The files of the learner's machine, kept as rows of the world. */
export class WorldFiles implements FileSystem {
  constructor(private readonly host: Host) {}

  private row(path: string): ClientFile | undefined {
    return this.host.world.get("file", path);
  }

  private put(path: string, row: ClientFile): void {
    this.host.transact((draft) => {
      draft.put("file", [path], row);
      return ok(null);
    });
  }

  stat(path: string): FileStat | undefined {
    const row = path === "/" ? { kind: "folder" as const, modified: 0 } : this.row(path);
    if (!row) return undefined;
    const { modified } = row;
    if (row.kind === "folder") return { kind: "folder", size: 0, modified };
    return { kind: "file", size: row.kind === "text" ? encoder.encode(row.text).length : row.size, modified };
  }

  list(folder: string): string[] {
    const base = folder === "/" ? "/" : `${folder}/`;
    const names = new Set<string>();
    for (let after = base; ;) {
      const next = [...this.host.world.scan("file", [], { after, limit: 1 })][0]?.rest[0];
      if (next === undefined || !next.startsWith(base)) return [...names].sort();
      const [name = "", ...below] = next.slice(base.length).split("/");
      names.add(name);
      // What is deeper in a folder is skipped in one step, whatever its size.
      after = below.length > 0 ? `${base}${name}/\uffff` : next;
    }
  }

  bytes(path: string): Uint8Array {
    const row = this.fileRow(path);
    return row.kind === "text" ? encoder.encode(row.text) : this.host.blobs.bytes(row.digest);
  }

  text(path: string): string {
    const row = this.fileRow(path);
    return row.kind === "text" ? row.text : new TextDecoder().decode(this.host.blobs.bytes(row.digest));
  }

  private fileRow(path: string): Exclude<ClientFile, { kind: "folder" }> {
    const row = this.row(path);
    if (path === "/" || row?.kind === "folder") throw new FileError(path, "Is a directory");
    if (!row) throw new FileError(path, "No such file or directory");
    return row;
  }

  write(path: string, content: string | Uint8Array): void {
    if (path === "/" || this.row(path)?.kind === "folder") throw new FileError(path, "Is a directory");
    if (content.length > sizeLimit) throw new FileError(path, "File too large");
    this.makeFolder(above(path));
    const modified = this.host.now;
    const text = typeof content === "string" ? content : content.length <= inlineLimit ? textOf(content) : undefined;
    if (text !== undefined && text.length <= inlineLimit) {
      this.put(path, { kind: "text", text, modified });
      return;
    }
    const bytes = typeof content === "string" ? encoder.encode(content) : content;
    const digest = digestOf(this.host.hash, bytes);
    this.host.blobs.put(digest, bytes);
    this.put(path, { kind: "bytes", digest, size: bytes.length, modified });
  }

  makeFolder(path: string): void {
    const names = path.split("/").filter((name) => name !== "");
    for (let count = 1; count <= names.length; count++) {
      const folder = `/${names.slice(0, count).join("/")}`;
      const row = this.row(folder);
      if (row && row.kind !== "folder") throw new FileError(folder, "Not a directory");
      if (!row) this.put(folder, { kind: "folder", modified: this.host.now });
    }
  }

  remove(path: string): boolean {
    const row = this.row(path);
    if (!row) return false;
    const names = row.kind === "folder" ? this.list(path) : [];
    for (const name of names) this.remove(`${path}/${name}`);
    this.host.transact((draft) => ok(draft.remove("file", path)));
    return true;
  }
}
