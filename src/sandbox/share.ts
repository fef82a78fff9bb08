import { base64urlnopad } from "@scure/base";
import { deflateSync, inflateSync } from "fflate";
import * as v from "valibot";
import { digestOf, type Hash } from "../simulator/world/hash.ts";
import type { World } from "../simulator/world/world.ts";
import type { Block, WorldEntry } from "./protocol.ts";

/** Characters of a link's payload; longer ones are cut by mail programs and chats. */
const payloadLimit = 6000;
/** Bytes that a payload may unpack to. */
const unpackedLimit = 200_000;

const schema = v.strictObject({
  version: v.literal(1),
  name: v.pipe(v.string(), v.maxLength(60)),
  template: v.pipe(v.string(), v.maxLength(40)),
  profile: v.picklist(["chapter", "azure"]),
  seed: v.pipe(v.number(), v.integer(), v.minValue(0)),
  lines: v.pipe(v.array(v.pipe(v.string(), v.maxLength(20_000))), v.maxLength(500)),
  digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
});

export type Shared = v.InferOutput<typeof schema>;

/**
 * Names what a world holds, so that a replay can be compared. Time and the rows that only it moves are left out: a link holds
 * commands, not how long somebody waited between them.
 */
export function worldDigest(hash: Hash, world: World): string {
  const kept = [...world.entries()].filter(([key]) => key !== "now");
  return digestOf(hash, new TextEncoder().encode(JSON.stringify(kept))).slice(7, 23);
}

/** The payload of a link that replays a world, or why there is none. */
export function writeShare(
  hash: Hash,
  world: World,
  { name, template, profile }: WorldEntry,
  blocks: readonly Block[],
  seed: number,
): { payload: string } | { refused: string } {
  if (template === "imported") {
    return {
      refused: "This world came from a file, so a link of commands cannot make it. Export it as a file instead.",
    };
  }
  const lines = blocks.filter(({ undone }) => !undone).map(({ line }) => line);
  const shared: Shared = { version: 1, name, template, profile, seed, lines, digest: worldDigest(hash, world) };
  const payload = base64urlnopad.encode(deflateSync(new TextEncoder().encode(JSON.stringify(shared)), { level: 9 }));
  if (payload.length <= payloadLimit) return { payload };
  return {
    refused: `The way here is too long for a link (${payload.length} of at most ${payloadLimit} characters). Export the world as a file instead.`,
  };
}

/** Reads a payload; anything wrong with it is said in one sentence. */
export function readShare(payload: string): { ok: true; value: Shared } | { ok: false; why: string } {
  const bad = (why: string) => ({ ok: false as const, why });
  if (payload.length > payloadLimit) return bad("The link is longer than any that Drydock makes.");
  let text: string;
  try {
    const packed = base64urlnopad.decode(payload);
    text = new TextDecoder("utf-8", { fatal: true }).decode(
      inflateSync(packed, { out: new Uint8Array(unpackedLimit) }),
    );
  } catch {
    return bad("The link is damaged: part of it is missing or was changed on the way.");
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return bad("The link is damaged: what it holds is not a list of commands.");
  }
  const read = v.safeParse(schema, value);
  if (read.success) return { ok: true, value: read.output };
  const version = typeof value === "object" && value !== null ? (value as { version?: unknown }).version : undefined;
  return typeof version === "number" && version > 1
    ? bad("The link was made by a newer version of Drydock. Reload the page to get it.")
    : bad("The link is not one that Drydock made.");
}
