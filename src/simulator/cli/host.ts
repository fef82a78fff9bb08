import type { Rules } from "../registry/rules.ts";
import type { BlobStore } from "../world/blob-store.ts";
import type { Moment } from "../world/row-schemas.ts";
import type { Origin, Plane, Trace } from "../world/cloud.ts";
import type { Hash } from "../world/hash.ts";
import type { Result } from "../world/result.ts";
import type { Draft, World } from "../world/world.ts";
import type { NameAnswer } from "./machine.ts";

/** A request and its response, as a listener sees them. */
export interface HostExchange {
  request: Request;
  response: Response;
  origin: Origin;
  at: Moment;
  trace: Trace;
}

/**
 * The services a machine and its shell need. They change the world only in the machine's own rows (files, layers), ids and
 * time.
 */
export interface Host {
  readonly world: World;
  readonly now: Moment;
  readonly hash: Hash;
  readonly blobs: BlobStore;
  send: Plane;
  transact<T>(change: (draft: Draft) => Result<T>): Result<T>;
  /** Puts an earlier world back, when a command failed by a fault of ours. */
  moveTo(world: World): void;
  /** Calls the listener after every exchange; returns how to stop. */
  onExchange(listener: (exchange: HostExchange) => void): () => void;
  /** Lets virtual time pass, in milliseconds. */
  advance(milliseconds: number): Promise<void>;
  rules(): Rules;
  lookUp(host: string, origin: Origin): NameAnswer;
  /** Virtual milliseconds that a request takes, as the simulator's table of costs says. */
  cost(request: Request, response: Response, origin: Origin): number;
}
