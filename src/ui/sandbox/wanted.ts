import type { Wanted } from "../../store/sandbox-store.ts";

/** Lines that an address may ask to run; more is not a run button of ours. */
const lineLimit = 20;

/**
 * What an address asks the sandbox to open: `#world=ID`, `#template=ID&run=LINE&run=LINE`, `#share=PAYLOAD`, `#worlds`. It
 * stands after the hash, so that no server sees it.
 */
export function wantedOf(hash: string): Wanted {
  const text = hash.replace(/^#/, "");
  if (text === "worlds") return { kind: "choose" };
  const fields = new URLSearchParams(text);
  const payload = fields.get("share");
  if (payload !== null) return { kind: "shared", payload };
  const template = fields.get("template");
  if (template !== null) return { kind: "template", id: template, lines: fields.getAll("run").slice(0, lineLimit) };
  const id = fields.get("world");
  return id === null ? { kind: "latest" } : { kind: "world", id };
}
