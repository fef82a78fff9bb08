import type { Moment } from "../world/row-schemas.ts";

/** A request under way. */
export interface Slot {
  client: string;
  open: boolean;
}

interface Client {
  /** When the requests that are under way together began. */
  since: Moment;
  /** Requests that have no answer yet. */
  open: number;
  /** When, in virtual time, the answered requests of the same batch are over; earliest first. */
  ends: Moment[];
  /** The last request that was refused: when it arrived, and what the clock of the world showed. */
  refused?: { at: Moment; now: Moment };
}

/** How many of these moments, earliest first, are not after `at`. */
function notAfter(moments: readonly Moment[], at: Moment): number {
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((moments[middle] ?? at) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

const insert = (moments: Moment[], moment: Moment): void => {
  moments.splice(notAfter(moments, moment), 0, moment);
};

const removeOne = (moments: Moment[], moment: Moment): void => {
  const index = notAfter(moments, moment) - 1;
  if (moments[index] === moment) moments.splice(index, 1);
};

interface Bucket {
  level: number;
  at: Moment;
}

/**
 * Requests at one replica. A client that waits for an answer before it asks again has let the time of that request
 * pass, even while the clock of the world stands; requests that it sends together, and those of other clients at the same
 * moment, overlap. What a request looks up does not grow with the number of clients.
 */
export class Lane {
  private readonly clients = new Map<string, Client>();
  private readonly buckets = new Map<string, Bucket>();
  /** Requests of all clients that have no answer yet. */
  private openInAll = 0;
  /** The ends of all clients, earliest first. */
  private readonly ends: Moment[] = [];
  /** Clients in the order in which they last got an answer; those at the front are forgotten first. */
  private readonly answered = new Set<string>();

  /** When a client's next request arrives. */
  arrivalOf(name: string, now: Moment): Moment {
    this.forget(now);
    const client = this.clients.get(name);
    if (!client) return now;
    // A client that had to wait, and let the clock run, has waited that long.
    const waited = client.refused ? client.refused.at + now - client.refused.now : now;
    if (client.open === 0) return Math.max(now, waited, client.ends.at(-1) ?? now);
    // One of the clients that ran together is done and continues with this request.
    return Math.max(now, client.ends[0] ?? client.since);
  }

  /** How many operations run when a request of `name` arrives: its own answered ones are over. */
  runningAt(name: string, at: Moment): number {
    const own = this.clients.get(name)?.ends ?? [];
    const later = this.ends.length - notAfter(this.ends, at);
    return this.openInAll + later - (own.length - notAfter(own, at));
  }

  /** When the first operation of another client that runs at `at` is over; `at` when none has an end yet. */
  soonestEnd(name: string, at: Moment): Moment {
    const own = this.clients.get(name)?.ends ?? [];
    let mine = notAfter(own, at);
    let index = notAfter(this.ends, at);
    while (index < this.ends.length && this.ends[index] === own[mine]) {
      index++;
      mine++;
    }
    return this.ends[index] ?? at;
  }

  open(name: string, at: Moment): Slot {
    const client = this.clients.get(name);
    this.openInAll++;
    if (!client || client.open === 0) {
      for (const end of client?.ends ?? []) removeOne(this.ends, end);
      this.clients.set(name, { since: at, open: 1, ends: [] });
    } else {
      client.open++;
      const earliest = client.ends.shift();
      if (earliest !== undefined) removeOne(this.ends, earliest);
    }
    return { client: name, open: true };
  }

  refuse(name: string, at: Moment, now: Moment): void {
    const client = this.clients.get(name);
    if (client) client.refused = { at, now };
  }

  close(slot: Slot, end: Moment): void {
    const client = this.clients.get(slot.client);
    if (!slot.open || !client) return;
    slot.open = false;
    this.openInAll--;
    client.open--;
    insert(client.ends, end);
    insert(this.ends, end);
    this.answered.delete(slot.client);
    this.answered.add(slot.client);
  }

  /** Forgets a few clients that nothing is left of: without their rows their next request arrives at the same moment. */
  private forget(now: Moment): void {
    let looks = 2;
    for (const name of this.answered) {
      if (looks-- === 0) return;
      const client = this.clients.get(name);
      this.answered.delete(name);
      if (!client) continue;
      const ahead = client.refused !== undefined && client.refused.at > client.refused.now;
      if (client.open > 0 || ahead || (client.ends.at(-1) ?? now) > now) {
        this.answered.add(name);
        continue;
      }
      for (const end of client.ends) removeOne(this.ends, end);
      this.clients.delete(name);
    }
  }

  /** Milliseconds until a bucket of so many tokens a minute holds one; 0 when it does. */
  waitForToken(key: string, perMinute: number, at: Moment): number {
    const perMs = perMinute / 60_000;
    const bucket = this.buckets.get(key) ?? { level: perMinute, at };
    const level = Math.min(perMinute, bucket.level + Math.max(0, at - bucket.at) * perMs);
    this.buckets.set(key, { level, at: Math.max(at, bucket.at) });
    return level >= 1 ? 0 : (1 - level) / perMs;
  }

  takeToken(key: string): void {
    const bucket = this.buckets.get(key);
    if (bucket) this.buckets.set(key, { ...bucket, level: bucket.level - 1 });
  }
}
