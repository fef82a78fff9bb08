import { base64urlnopad } from "@scure/base";
import { deflateSync, inflateSync } from "fflate";
import * as v from "valibot";
import { digestOf, type Hash } from "../simulator/world/hash.ts";
import { checkRow } from "../simulator/world/check-row.ts";
import type { World } from "../simulator/world/world.ts";
import { failWith, ok, type Failure, type Result } from "../simulator/world/result.ts";
import type { WayStep } from "./way.ts";

/** Version of the links that are made; earlier ones still open. */
const version = 2;
/** Characters of a link's payload; email programs and chats cut longer ones. */
const payloadLimit = 6000;
/** Bytes that a payload may unpack to. */
const unpackedLimit = 200_000;

const line = v.pipe(v.string(), v.maxLength(20_000));
const stepLimit = 500;
/** Milliseconds of virtual time that one step may wait: ten years. */
const longestWait = 10 * 366 * 86_400_000;

const common = {
  name: v.pipe(v.string(), v.maxLength(60)),
  template: v.pipe(v.string(), v.maxLength(40)),
  profile: v.picklist(["chapter", "azure"]),
  seed: v.pipe(v.number(), v.integer(), v.minValue(0)),
  digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
};

/** Version 1 held command lines alone: no time, no place, nothing done without a command. */
const firstSchema = v.strictObject({
  version: v.literal(1),
  ...common,
  lines: v.pipe(v.array(line), v.maxLength(stepLimit)),
});

const keyedRow = v.pipe(
  v.tuple([v.array(v.string()), v.unknown()]),
  v.check(([key, row]) => row === null || checkRow(key, row).ok),
);

const schema = v.strictObject({
  version: v.literal(version),
  ...common,
  place: v.optional(v.pipe(v.string(), v.maxLength(300))),
  steps: v.pipe(
    v.array(
      v.union([
        line,
        v.strictObject({
          run: line,
          place: v.optional(v.pipe(v.string(), v.maxLength(300))),
          replies: v.optional(v.pipe(v.array(v.nullable(v.string())), v.maxLength(100))),
        }),
        v.strictObject({ wait: v.pipe(v.number(), v.gtValue(0), v.maxValue(longestWait)) }),
        v.strictObject({ change: line, rows: v.array(keyedRow) }),
        v.strictObject({ change: line, back: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
      ]),
    ),
    v.maxLength(stepLimit),
  ),
});

/** An environment as a link describes it. */
export interface Shared extends Omit<v.InferOutput<typeof schema>, "version" | "steps"> {
  /** Version of the link that it was read from. */
  version: 1 | 2;
  steps: WayStep[];
}

/** Names what a world holds, time included, so that a repeated one can be compared. */
export function worldDigest(hash: Hash, world: World, { time = true }: { time?: boolean } = {}): string {
  const kept = [...world.entries()].filter(([key]) => time || key !== "now");
  return digestOf(hash, new TextEncoder().encode(JSON.stringify(kept))).slice(7, 23);
}

const shortened = (step: WayStep) => ("run" in step && !step.place && !step.replies ? step.run : step);

/** Returns the payload of a link, or the reason why the environment doesn't fit in one. */
export function writeShare(shared: Omit<Shared, "version">): { payload: string } | { refused: string } {
  if (shared.steps.length > stepLimit) {
    return {
      refused: `A link holds at most ${stepLimit} steps, and this environment took ${shared.steps.length}. Export it as a file instead.`,
    };
  }
  const content = { version, ...shared, steps: shared.steps.map(shortened) };
  const text = new TextEncoder().encode(JSON.stringify(content));
  const payload = base64urlnopad.encode(deflateSync(text, { level: 9 }));
  if (payload.length <= payloadLimit && text.length <= unpackedLimit) return { payload };
  return {
    refused: `The steps of this environment are too long for a link (${payload.length} of at most ${payloadLimit} characters). Export it as a file instead.`,
  };
}

/** Reads a payload of any version; anything wrong with it is described in one sentence. */
export function readShare(payload: string): Result<Shared, Failure> {
  const bad = (message: string) => failWith("BadLink", message);
  if (payload.length > payloadLimit) return bad("The link is longer than any link that Drydock makes.");
  let text: string;
  try {
    const packed = base64urlnopad.decode(payload);
    text = new TextDecoder("utf-8", { fatal: true }).decode(
      inflateSync(packed, { out: new Uint8Array(unpackedLimit) }),
    );
  } catch {
    return bad("The link is damaged: part of it is missing or was changed.");
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return bad("The link is damaged: its content isn't a list of steps.");
  }
  const read = v.safeParse(v.variant("version", [firstSchema, schema]), value);
  if (read.success) return ok(sharedOf(read.output));
  const found = typeof value === "object" && value !== null ? (value as { version?: unknown }).version : undefined;
  return typeof found === "number" && found > version
    ? bad("The link was made by a newer version of Drydock. Reload the page to get it.")
    : bad("The link wasn't made by Drydock.");
}

function sharedOf(read: v.InferOutput<typeof firstSchema> | v.InferOutput<typeof schema>): Shared {
  if (read.version === 1) {
    const { lines, ...rest } = read;
    return { ...rest, steps: lines.map((run) => ({ run })) };
  }
  const { place, ...rest } = read;
  return {
    ...rest,
    ...(place !== undefined && { place }),
    steps: read.steps.map((step): WayStep => {
      if (typeof step === "string") return { run: step };
      if (!("run" in step)) return step as WayStep;
      const { run, place: at, replies } = step;
      return { run, ...(at !== undefined && { place: at }), ...(replies && { replies }) };
    }),
  };
}
