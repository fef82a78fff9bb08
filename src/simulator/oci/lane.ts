import type { Moment } from "../world/cloud-tables.ts";

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
  /** When, in virtual time, the answered requests of the same batch are over. */
  ends: Moment[];
  /** The last request that was refused: when it arrived, and what the clock of the world showed. */
  refused?: { at: Moment; now: Moment };
}

interface Bucket {
  level: number;
  at: Moment;
}

/**
 * What goes on at one replica. A client that waits for an answer before it asks again has let the time of that request
 * pass, even while the clock of the world stands; requests that it sends together, and those of other clients at the same
 * moment, overlap.
 */
export class Lane {
  private readonly clients = new Map<string, Client>();
  private readonly buckets = new Map<string, Bucket>();

  /** When a client's next request arrives. */
  arrivalOf(name: string, now: Moment): Moment {
    const client = this.clients.get(name);
    if (!client) return now;
    // Who was told to wait, and let the clock run, has waited that long.
    const waited = client.refused ? client.refused.at + now - client.refused.now : now;
    if (client.open === 0) return Math.max(now, waited, ...client.ends);
    // One of those that ran together is done and goes on with this request.
    return Math.max(now, client.ends.length > 0 ? Math.min(...client.ends) : client.since);
  }

  /** How many operations run when a request of `name` arrives, and when the first of them is over. */
  runningAt(name: string, at: Moment): { count: number; soonest: Moment } {
    let count = 0;
    let soonest = Number.POSITIVE_INFINITY;
    for (const [key, { open, ends }] of this.clients) {
      const later = key === name ? [] : ends.filter((end) => end > at);
      count += open + later.length;
      for (const end of later) soonest = Math.min(soonest, end);
      if (key !== name && open === 0 && later.length === 0) this.clients.delete(key);
    }
    return { count, soonest: Number.isFinite(soonest) ? soonest : at };
  }

  open(name: string, at: Moment): Slot {
    const client = this.clients.get(name);
    if (!client || client.open === 0) {
      this.clients.set(name, { since: at, open: 1, ends: [] });
    } else {
      client.open++;
      const earliest = client.ends.indexOf(Math.min(...client.ends));
      if (earliest >= 0) client.ends.splice(earliest, 1);
    }
    return { client: name, open: true };
  }

  refuse(name: string, at: Moment, now: Moment): void {
    const client = this.clients.get(name) ?? { since: at, open: 0, ends: [] };
    this.clients.set(name, { ...client, refused: { at, now } });
  }

  close(slot: Slot, end: Moment): void {
    const client = this.clients.get(slot.client);
    if (!slot.open || !client) return;
    slot.open = false;
    client.open--;
    client.ends.push(end);
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
