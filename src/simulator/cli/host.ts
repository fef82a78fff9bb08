import type { Rules } from "../registry/rules.ts";
import type { BlobStore } from "../world/blob-store.ts";
import type { Moment } from "../world/cloud-tables.ts";
import type { Origin, Plane } from "../world/cloud.ts";
import type { Hash } from "../world/hash.ts";
import type { Result } from "../world/result.ts";
import type { Draft, World } from "../world/world.ts";
import type { NameAnswer } from "./machine.ts";

/** The services a machine needs from its host. It changes the world only in the machine's own rows (files, layers), ids and time. */
export interface Host {
  readonly world: World;
  readonly now: Moment;
  readonly hash: Hash;
  readonly blobs: BlobStore;
  send: Plane;
  transact<T>(change: (draft: Draft) => Result<T>): Result<T>;
  /** Lets virtual time pass, in milliseconds. */
  advance(milliseconds: number): Promise<void>;
  rules(): Rules;
  lookUp(host: string, origin: Origin): NameAnswer;
  /** Virtual milliseconds that a request takes, as the simulator's table of costs says. */
  cost(request: Request, response: Response, origin: Origin): number;
}
