import type { Profile } from "../assessment/item.ts";
import type { Actor, Cloud, Service } from "./registry/cloud.ts";
import type { SimulatorFacts } from "./registry/facts.ts";
import { isRegistryHost, regionFor, resolveHost } from "./registry/endpoints.ts";
import { requestCostMs, requestCostTable } from "./registry/request-cost.ts";
import { Rules } from "./registry/rules.ts";
import type { BlobStore } from "./world/blob-store.ts";
import { firstEvent, now, setTime } from "./world/clock.ts";
import type { Moment } from "./world/row-schemas.ts";
import type { Origin, Plane, Trace } from "./world/cloud.ts";
import { LoadError } from "./world/load-error.ts";
import type { Hash } from "./world/hash.ts";
import type { Result } from "./world/result.ts";
import type { Draft, World } from "./world/world.ts";
import type { EventKind, QueuedEvent } from "./world/events.ts";

/** A request and its answer as the wire inspector shows them. */
export interface Exchange {
  request: Request;
  response: Response;
  /** Bodies that are text, as they were before anybody read them; undefined when there is none or it is binary. */
  requestText: Promise<string> | undefined;
  responseText: Promise<string> | undefined;
  origin: Origin;
  at: Moment;
  trace: Trace;
}

interface Planes {
  arm: Plane;
  oci: Plane;
  internet: Plane;
}

/** What answers requests and reacts to events. */
export interface CloudParts {
  /** Builds the planes over the cloud they serve; with `send` they reach each other. */
  planes(cloud: Cloud, send: Plane): Planes;
  services: Service[];
}

export interface SimulatorParts {
  /** The facts, or what loads them together with the planes. */
  facts: SimulatorFacts | (() => Promise<SimulatorFacts>);
  world: World;
  hash: Hash;
  blobs: BlobStore;
  /** The planes and services, or what loads them when the first request is sent or the first event is due. */
  parts: CloudParts | (() => Promise<CloudParts>);
}

const isText = (headers: Headers): boolean => /json|text|urlencoded|xml|yaml/.test(headers.get("content-type") ?? "");

/** The body of a message read from a copy, when it is text. */
const textOf = (message: Request | Response): Promise<string> | undefined =>
  message.body !== null && isText(message.headers) ? message.clone().text() : undefined;

/** At most this many events follow one another without time passing; more is a loop in our code. */
const eventLimit = 100_000;

const bodyBytes = (headers: Headers): number => Number(headers.get("content-length") ?? 0);

/**
 * The simulated cloud: its planes over one world, a virtual clock and its queue. It uses no real clock, storage, network or
 * randomness; the same seed and the same requests give the same world and the same responses.
 */
export class Simulator {
  readonly hash: Hash;
  /** The bytes of blobs, which the world names by digest. */
  readonly blobs: BlobStore;
  private current: World;
  /** Planes and services, once they are loaded. */
  private running: { planes: Planes; services: Service[] } | undefined;
  private facts: SimulatorFacts | undefined;
  private loading: Promise<void> | undefined;
  private readonly rulesOf = new Map<Profile, Rules>();
  private readonly traces = new WeakMap<Response, Trace>();
  private readonly listeners = new Set<(exchange: Exchange) => void>();
  private readonly cloud: Cloud;

  constructor(private readonly components: SimulatorParts) {
    this.current = components.world;
    this.hash = components.hash;
    this.blobs = components.blobs;
    this.cloud = {
      world: () => this.current,
      transact: (change) => this.transact(change),
      rules: () => this.rules(),
      blobs: components.blobs,
      hash: components.hash,
      trace: (response, trace) => {
        this.traces.set(response, { ...this.traces.get(response), ...trace });
        return response;
      },
    };
    const { parts, facts } = components;
    if (typeof facts === "object") this.facts = facts;
    if (typeof parts === "object") this.run(parts);
  }

  private run({ planes, services }: CloudParts): void {
    this.running = { planes: planes(this.cloud, this.send), services };
  }

  /** Loads the planes, services and facts unless they are there; throws a LoadError when their code can't be fetched. */
  async load(): Promise<void> {
    if (this.running && this.facts) return;
    const { parts, facts } = this.components;
    this.loading ??= Promise.all([
      typeof parts === "object" ? parts : parts(),
      typeof facts === "object" ? facts : facts(),
    ])
      .then(([loadedParts, loadedFacts]) => {
        this.facts = loadedFacts;
        this.run(loadedParts);
      })
      .catch((error: unknown) => {
        this.loading = undefined;
        throw new LoadError("the simulated cloud", { cause: error });
      });
    await this.loading;
  }

  private plane(name: keyof Planes): Plane {
    return async (request, origin) => {
      await this.load();
      if (!this.running) throw new LoadError("the simulated cloud");
      return this.running.planes[name](request, origin);
    };
  }

  /** The management plane. */
  get arm(): Plane {
    return this.running?.planes.arm ?? this.plane("arm");
  }

  /** The data plane of registries. */
  get oci(): Plane {
    return this.running?.planes.oci ?? this.plane("oci");
  }

  private get internet(): Plane {
    return this.running?.planes.internet ?? this.plane("internet");
  }

  get world(): World {
    return this.current;
  }

  /** The facts under the profile of the world; throws a LoadError before `load` has loaded them. */
  rules(): Rules {
    if (!this.facts) throw new LoadError("the rules");
    const profile = this.current.get("settings")?.profile ?? "chapter";
    const known = this.rulesOf.get(profile) ?? new Rules(this.facts, profile);
    this.rulesOf.set(profile, known);
    return known;
  }

  /** Sends a request to the plane that its host belongs to, and tells the listeners. */
  readonly send: Plane = async (request, origin) => {
    const at = now(this.current);
    const host = new URL(request.url).hostname;
    const plane = host === "management.azure.com" ? this.arm : isRegistryHost(host) ? this.oci : this.internet;
    if (this.listeners.size === 0) return plane(request, origin);
    const requestText = textOf(request);
    const response = await plane(request, origin);
    const trace = this.traceOf(response);
    const exchange = { request, response, requestText, responseText: textOf(response), origin, at, trace };
    for (const listener of this.listeners) listener(exchange);
    return response;
  };

  /** What an answer is about, as far as a plane said. */
  traceOf(response: Response): Trace {
    return this.traces.get(response) ?? {};
  }

  /** Calls `listener` after every exchange; returns how to stop. */
  onExchange(listener: (exchange: Exchange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Makes one change from outside the planes, e.g. a template or a fault. */
  transact<T>(change: (draft: Draft) => Result<T>): Result<T> {
    const draft = this.current.draft();
    const result = change(draft);
    if (!result.ok) return result;
    this.react(draft);
    this.current = draft.commit();
    return result;
  }

  get now(): Moment {
    return now(this.current);
  }

  /** When the next event of the queue is due, if there is one. */
  get nextEventAt(): Moment | undefined {
    return firstEvent(this.current)?.event.due;
  }

  /** Lets virtual time pass; every event due on the way happens at its own moment. */
  async advance(milliseconds: number): Promise<void> {
    await this.advanceTo(this.now + milliseconds);
  }

  async advanceTo(target: Moment): Promise<void> {
    for (let count = 0; count < eventLimit; count++) {
      const next = firstEvent(this.current);
      if (!next || next.event.due > target) break;
      await this.load();
      const actors = this.actorsOf(next.event.kind);
      const draft = this.current.draft();
      setTime(draft, next.event.due);
      if (actors.length > 0) draft.remove("queue", ...next.key);
      this.react(draft);
      this.current = draft.commit();
      for (const actor of actors) await actor(next.event, { cloud: this.cloud, send: this.send });
    }
    const draft = this.current.draft();
    setTime(draft, target);
    this.current = draft.commit();
  }

  /** Lets time pass until the queue is empty or `limit` milliseconds went by. */
  async runUntilIdle(limit = 24 * 60 * 60_000): Promise<void> {
    const end = this.now + limit;
    for (let next = this.nextEventAt; next !== undefined && next <= end; next = this.nextEventAt) {
      await this.advanceTo(Math.max(next, this.now));
    }
  }

  /** Puts another world in place of the present one, such as a snapshot or the world before an undone command. */
  moveTo(world: World): void {
    this.current = world;
  }

  /** Returns the virtual milliseconds that a request takes from its origin and back, by the table of request costs. */
  requestTime(request: Request, response: Response, origin: Origin): number {
    const rules = this.rules();
    const found = resolveHost(this.current, rules, new URL(request.url).hostname);
    const registry = found && this.current.get("registry", found.registry);
    if (!found || !registry) return requestCostTable.serviceMs + requestCostTable.unknownDistanceMs;
    const region = found.region ?? regionFor(this.current, rules, found.registry, origin);
    const isDownload = request.method === "GET" || request.method === "HEAD";
    const size = this.traceOf(response).bytes ?? bodyBytes((isDownload ? response : request).headers);
    return requestCostMs(rules, registry, {
      region: region ?? registry.location,
      from: origin.region,
      direction: isDownload ? "download" : "upload",
      bytes: request.method === "HEAD" ? 0 : size,
    });
  }

  private actorsOf<Kind extends EventKind>(kind: Kind): Actor<Kind>[] {
    return this.running?.services.flatMap(({ actors }) => actors?.[kind] ?? []) ?? [];
  }

  private reactTo<Kind extends EventKind>(draft: Draft, event: QueuedEvent<Kind>): void {
    for (const { reactions } of this.running?.services ?? []) reactions?.[event.kind]?.(draft, event, this.cloud);
  }

  /**
   * Runs the reactions to every event that is due, in order; events with an actor wait for `advance`, and all of them for the
   * services.
   */
  private react(draft: Draft): void {
    if (!this.running) return;
    const time = now(draft);
    for (let count = 0; count < eventLimit; count++) {
      const first = this.firstReaction(draft, time);
      if (!first) return;
      draft.remove("queue", ...first.rest);
      this.reactTo(draft, first.row);
    }
    throw new Error("events follow one another without end");
  }

  private firstReaction(draft: Draft, time: Moment) {
    for (const { rest, row } of draft.scan("queue")) {
      if (row.due > time) return undefined;
      if (this.actorsOf(row.kind).length === 0) return { rest, row };
    }
    return undefined;
  }
}
