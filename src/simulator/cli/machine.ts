import type { Rules } from "../registry/rules.ts";
import type { Origin } from "../world/cloud.ts";
import type { Moment } from "../world/row-schemas.ts";
import type { Hash } from "../world/hash.ts";
import type { FileSystem } from "./file-system.ts";

/** The computer that commands are typed at. Programs reach the cloud through `send` and in no other way. */
export interface Machine {
  readonly files: FileSystem;
  /** Layers and configs that the docker daemon holds. */
  readonly layers: LayerStore;
  readonly hash: Hash;
  /** Where its requests come from. */
  readonly origin: Origin;
  /** Home folder of the learner. */
  readonly home: string;
  /**
   * Sends a request as this machine; virtual time passes as the request costs. Rejects with a NetworkError when the name
   * does not resolve or nothing answers.
   */
  send(request: Request): Promise<Response>;
  /** What the machine's name server says. */
  lookUp(host: string): NameAnswer;
  now(): Moment;
  /** Lets virtual time pass. Rejects with an Interrupted when the learner stops the command. */
  wait(milliseconds: number): Promise<void>;
  /** Seeded bytes for keys and ids; the same world gives the same ones in the same order. */
  random(purpose: string, length: number): Uint8Array;
  /**
   * Facts under the active profile, for what a real client checks before it sends a request (`az` checks some tiers).
   * A client enforces nothing else.
   */
  rules(): Rules;
}

/** The docker daemon's content by digest. */
export interface LayerStore {
  /** Size in bytes of what the daemon holds, else undefined. */
  size(digest: string): number | undefined;
  bytes(digest: string): Uint8Array;
  put(digest: string, bytes: Uint8Array): void;
  /**
   * Holds a public base layer by its name alone, when its bytes can be made again at any time; false when they cannot, and
   * the caller has to read and put them.
   */
  hold(digest: string): boolean;
  remove(digest: string): void;
}

export interface NameAnswer {
  /** IPv4 address; undefined when there is no such name. */
  address?: string;
  /** The name it is an alias of, e.g. one in a private link zone. */
  canonicalName?: string;
  /** Why there is no such name, in one sentence. */
  because?: string;
}

/** The learner stopped the command with Ctrl-C. */
export class Interrupted extends Error {
  constructor() {
    super("interrupted");
  }
}
