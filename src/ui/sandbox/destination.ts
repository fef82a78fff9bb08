import type { Destination } from "../../store/sandbox-state.ts";

/** Lines that an address may ask to run; no Run button of ours has more. */
const lineLimit = 20;

/**
 * Reads what an address asks the sandbox to open: `#world=ID`, `#template=ID&run=LINE&run=LINE` or `#share=PAYLOAD`; anything
 * else stands for the list of environments. The request is after the hash, so that no server sees it.
 */
export function destinationOf(hash: string): Destination {
  const text = hash.replace(/^#/, "");
  const fields = new URLSearchParams(text);
  const payload = fields.get("share");
  if (payload !== null) return { kind: "shared", payload };
  const template = fields.get("template");
  if (template !== null) return { kind: "template", id: template, lines: fields.getAll("run").slice(0, lineLimit) };
  const id = fields.get("world");
  return id === null ? { kind: "choose" } : { kind: "world", id };
}
