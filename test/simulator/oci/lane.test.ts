import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Lane, type Slot } from "../../../src/simulator/oci/lane.ts";

interface Known {
  since: number;
  open: number;
  ends: number[];
  refused?: { at: number; now: number };
}

/** The same rules over a plain list of clients that forgets nobody. */
class PlainLane {
  private readonly clients = new Map<string, Known>();

  arrivalOf(name: string, now: number): number {
    const client = this.clients.get(name);
    if (!client) return now;
    const waited = client.refused ? client.refused.at + now - client.refused.now : now;
    if (client.open === 0) return Math.max(now, waited, ...client.ends);
    return Math.max(now, client.ends.length > 0 ? Math.min(...client.ends) : client.since);
  }

  running(name: string, at: number): { count: number; soonest: number } {
    const others = [...this.clients].filter(([key]) => key !== name).flatMap(([, { ends }]) => ends);
    const later = others.filter((end) => end > at);
    const open = [...this.clients.values()].reduce((sum, client) => sum + client.open, 0);
    return { count: open + later.length, soonest: later.length > 0 ? Math.min(...later) : at };
  }

  open(name: string, at: number): void {
    const client = this.clients.get(name);
    if (!client || client.open === 0) {
      this.clients.set(name, { since: at, open: 1, ends: [] });
      return;
    }
    client.open++;
    client.ends = client.ends.toSorted((left, right) => left - right).slice(1);
  }

  refuse(name: string, at: number, now: number): void {
    const client = this.clients.get(name) ?? { since: at, open: 0, ends: [] };
    this.clients.set(name, { ...client, refused: { at, now } });
  }

  close(name: string, end: number): void {
    const client = this.clients.get(name);
    if (!client) return;
    client.open--;
    client.ends.push(end);
  }
}

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("ask" as const), name: fc.constantFrom("a", "b", "c", "d") }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("answer" as const), pick: fc.nat(9), cost: fc.nat(40) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.nat(50) }) },
);

describe("a lane", () => {
  it("counts the same clients as a walk over all of them", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), fc.integer({ min: 1, max: 6 }), (steps, limit) => {
        const lane = new Lane();
        const plain = new PlainLane();
        const underWay: { slot: Slot; name: string; at: number }[] = [];
        let now = 1000;
        for (const step of steps) {
          if (step.kind === "wait") now += step.ms;
          if (step.kind === "answer") {
            const [request] = underWay.splice(step.pick % Math.max(1, underWay.length), 1);
            if (!request) continue;
            lane.close(request.slot, request.at + step.cost);
            plain.close(request.name, request.at + step.cost);
          }
          if (step.kind !== "ask") continue;
          const at = lane.arrivalOf(step.name, now);
          expect(at).toBe(plain.arrivalOf(step.name, now));
          const { count, soonest } = plain.running(step.name, at);
          expect(lane.runningAt(step.name, at)).toBe(count);
          expect(lane.soonestEnd(step.name, at)).toBe(soonest);
          if (count >= limit) {
            lane.refuse(step.name, at, now);
            plain.refuse(step.name, at, now);
          } else {
            underWay.push({ slot: lane.open(step.name, at), name: step.name, at });
            plain.open(step.name, at);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
