import type { BlobStore } from "./blob-store.ts";
import type { EventKind, QueuedEvent } from "./events.ts";
import type { Hash } from "./hash.ts";
import type { Refusal, Result } from "./result.ts";
import type { Draft, World } from "./world.ts";

/** Where a request comes from: the machine that a command runs on, a cluster node, a task's agent. */
export interface Origin {
  /** Public IPv4 address seen by the service. */
  address: string;
  /** ARM id of the subnet, when it runs inside a virtual network. */
  subnetId?: string;
  /** Region of the machine; decides the nearest replica. */
  region?: string;
  /** Name of a trusted Azure service, which may pass the firewall. */
  trustedService?: string;
  /** Object id of the directory principal behind ARM calls; the signed-in user when left out. */
  principalId?: string;
  /**
   * Set by a loopback server whose clients bring directory tokens that this directory did not sign: any is taken, for the
   * principal its `oid` names or else the signed-in user.
   */
  anyDirectoryToken?: boolean;
}

/** What a plane knows about an answer and the wire does not say. */
export interface Trace {
  /** Who asked: a principal, the admin account, a token, nobody. */
  who?: string;
  /** Region that served it. */
  region?: string;
  /** One sentence: why this happened. */
  why?: string;
  /** Keys of the facts that decided, with the profile whose value held. */
  facts?: { fact: string; from: string }[];
  refusal?: Refusal;
  /** Body bytes that went over the wire, for the cost in time. */
  bytes?: number;
}

export type Plane = (request: Request, origin: Origin) => Promise<Response>;

/** What planes and services work with. `R` is the rules object; it is typed by the importer to keep this part free. */
export interface Cloud<R> {
  world(): World;
  /** Makes one change: commits the draft unless `change` fails or throws, then lets the due events follow. */
  transact<T>(change: (draft: Draft) => Result<T>): Result<T>;
  rules(): R;
  readonly blobs: BlobStore;
  readonly hash: Hash;
  /** Remembers what an answer is about, for the wire inspector. */
  trace(response: Response, trace: Trace): Response;
}

/** Reacts to an event inside the change that made it due. */
export type Reaction<R, Kind extends EventKind = EventKind> = (
  draft: Draft,
  event: QueuedEvent<Kind>,
  cloud: Cloud<R>,
) => void;

/** Acts on an event from outside the world, with requests of its own: a kubelet, a task's agent, a pipeline. */
export type Actor<R, Kind extends EventKind = EventKind> = (
  event: QueuedEvent<Kind>,
  tools: { cloud: Cloud<R>; send: Plane },
) => Promise<void>;

/** Reacts to events, or acts on them, by their kind. */
export interface Service<R> {
  reactions?: { [Kind in EventKind]?: Reaction<R, Kind> };
  actors?: { [Kind in EventKind]?: Actor<R, Kind> };
}
