import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { failWith, ok, type Failure, type Result } from "../simulator/world/result.ts";

/**
 * When a process started, in the system's own count (proc(5), field 22 of stat); undefined where there is no /proc. A process
 * id is used again, in a container even by the next start of the same program.
 */
function startOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[19];
  } catch {
    return undefined;
  }
}

/** Whether a process runs, also one that belongs to somebody else. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The process that a lock names, if it still runs; a lock without one was left by a process that was killed. */
function holderOf(path: string): number | undefined {
  const [id, started] = readFileSync(path, "utf8").split(" ");
  const pid = Number(id);
  if (!Number.isInteger(pid) || pid <= 0 || !runs(pid)) return undefined;
  return started === undefined || started === startOf(pid) ? pid : undefined;
}

/**
 * Keeps a second process (server or shell) off a world file, because each would overwrite what the other saved
 * and drop its blobs. A StateInUse failure names the process that has the file. Returns how to let it go, which has no
 * effect the second time, when somebody else may have it.
 */
export function lockState(world: string): Result<() => void, Failure> {
  const path = `${world}.lock`;
  mkdirSync(dirname(path), { recursive: true });
  for (let stale = false; ; stale = true) {
    try {
      const file = openSync(path, "wx");
      writeSync(file, [process.pid, startOf(process.pid) ?? []].flat().join(" "));
      closeSync(file);
      let locked = true;
      return ok(() => {
        if (locked) rmSync(path, { force: true });
        locked = false;
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || stale) throw error;
      const pid = holderOf(path);
      if (pid !== undefined) {
        const message = `${world} is in use by process ${pid}; end it or choose another --state. The lock is ${path}.`;
        return failWith("StateInUse", message);
      }
      rmSync(path, { force: true });
    }
  }
}
