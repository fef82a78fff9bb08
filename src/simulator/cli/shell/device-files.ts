import type { FileStat, FileSystem } from "../file-system.ts";
import type { Input, Sink } from "./streams.ts";

const readable = new Set(["/dev/null", "/dev/stdin"]);
const known = new Set(["/dev/null", "/dev/stdin", "/dev/stdout", "/dev/stderr", "/dev/tty"]);

/** The machine's files with the devices that a command may be given as paths: `kubectl apply -f /dev/stdin`. */
export class DeviceFiles implements FileSystem {
  constructor(
    private readonly files: FileSystem,
    private readonly input: Input | undefined,
    private readonly out: Sink,
    private readonly err: Sink,
  ) {}

  stat(path: string): FileStat | undefined {
    return known.has(path) ? { kind: "file", size: 0, modified: 0 } : this.files.stat(path);
  }

  list(folder: string): string[] {
    return this.files.list(folder);
  }

  bytes(path: string): Uint8Array {
    if (!readable.has(path)) return this.files.bytes(path);
    return path === "/dev/stdin" ? (this.input?.rest() ?? new Uint8Array()) : new Uint8Array();
  }

  text(path: string): string {
    return readable.has(path) ? new TextDecoder().decode(this.bytes(path)) : this.files.text(path);
  }

  write(path: string, content: string | Uint8Array): void {
    if (path === "/dev/stdout" || path === "/dev/tty") this.out(content);
    else if (path === "/dev/stderr") this.err(content);
    else if (path !== "/dev/null") this.files.write(path, content);
  }

  makeFolder(path: string): void {
    this.files.makeFolder(path);
  }

  remove(path: string): boolean {
    return !known.has(path) && this.files.remove(path);
  }
}
