import { NetworkError } from "../world/network-error.ts";
import { nextSerial } from "../world/clock.ts";
import type { Origin } from "../world/cloud.ts";
import { ok } from "../world/result.ts";
import type { Host } from "./host.ts";
import { Interrupted, type LayerStore, type Machine } from "./machine.ts";
import { WorldFiles } from "./world-files.ts";

/** Home folder of the person at the keyboard. */
export const home = "/home/learner";

/** File in which the shell keeps the lines that were typed. */
export const historyFile = `${home}/.bash_history`;

class WorldLayers implements LayerStore {
  constructor(private readonly host: Host) {}

  size(digest: string): number | undefined {
    return this.host.world.get("localBlob", digest)?.size;
  }

  bytes(digest: string): Uint8Array {
    return this.host.blobs.bytes(digest);
  }

  put(digest: string, bytes: Uint8Array): void {
    this.host.blobs.put(digest, bytes);
    this.note(digest, bytes.length);
  }

  hold(digest: string): boolean {
    const size = this.host.blobs.size(digest);
    if (size === undefined) return false;
    this.note(digest, size);
    return true;
  }

  remove(digest: string): void {
    this.host.transact((draft) => ok(draft.remove("localBlob", digest)));
  }

  private note(digest: string, size: number): void {
    this.host.transact((draft) => {
      draft.put("localBlob", [digest], { size });
      return ok(null);
    });
  }
}

/** The learner's machine over a simulator; `origin` is where it stands, `signal` what stops its waiting. */
export function createMachine(host: Host, origin: Origin, signal: AbortSignal): Machine {
  const stopped = () => {
    if (signal.aborted) throw new Interrupted();
  };
  return {
    files: new WorldFiles(host),
    layers: new WorldLayers(host),
    hash: host.hash,
    origin,
    home,
    now: () => host.now,
    rules: () => host.rules(),
    lookUp: (name) => host.lookUp(name, origin),
    async send(request) {
      stopped();
      const { hostname } = new URL(request.url);
      if (host.lookUp(hostname, origin).address === undefined) throw new NetworkError("ENOTFOUND", hostname);
      const response = await host.send(request, origin);
      await host.advance(host.cost(request, response, origin));
      return response;
    },
    async wait(milliseconds) {
      stopped();
      await host.advance(milliseconds);
      stopped();
    },
    random(purpose, length) {
      const bytes = new Uint8Array(length);
      for (let at = 0; at < length; at += 32) {
        const serial = host.transact((draft) => ok(nextSerial(draft)));
        const seed = host.world.get("settings")?.seed ?? 0;
        const text = `${seed}/${purpose}/${serial.ok ? serial.value : 0}`;
        bytes.set(host.hash.sha256(new TextEncoder().encode(text)).subarray(0, Math.min(32, length - at)), at);
      }
      return bytes;
    },
  };
}
