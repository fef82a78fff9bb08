import { now, enqueue } from "../world/clock.ts";
import type { Attributes } from "../world/content-tables.ts";
import { fail, ok, type Result } from "../world/result.ts";
import type { Draft } from "../world/world.ts";
import type { ContentSite } from "../world/registry-events.ts";
import { requireWritableRegion } from "./content-change.ts";
import type { Rules } from "./rules.ts";

const names = ["deleteEnabled", "writeEnabled", "listEnabled", "readEnabled"] as const;

/** Reads the locks that a request sets: any of the four, each true or false; others are left alone. */
export function readAttributes(body: unknown): Result<Partial<Attributes>> {
  const wrong = (message: string) => fail({ code: "INVALID_REQUEST", status: 400, message });
  if (typeof body !== "object" || body === null || Array.isArray(body)) return wrong("the body has to be an object");
  const changes: Partial<Attributes> = {};
  for (const [name, value] of Object.entries(body)) {
    const known = names.find((attribute) => attribute === name);
    if (!known) continue;
    if (typeof value !== "boolean") return wrong(`${name} has to be true or false`);
    changes[known] = value;
  }
  return ok(changes);
}

/** What a lock is set on: a repository, or a tag or manifest in it. */
export type AttributeTarget =
  { repository: string } | { repository: string; tag: string } | { repository: string; digest: string };

/** Sets locks. A lock is never in the way of changing locks. Nothing happens where the target does not exist. */
export function setAttributes(
  draft: Draft,
  rules: Rules,
  site: ContentSite,
  target: AttributeTarget,
  changes: Partial<Attributes>,
): Result<true> {
  const writable = requireWritableRegion(draft, rules, site);
  if (!writable.ok) return writable;
  const { registry, region } = site;
  const { repository } = target;
  const changed = <Row extends { attributes: Attributes; updatedAt: number }>(row: Row): Row => ({
    ...row,
    updatedAt: now(draft),
    attributes: { ...row.attributes, ...changes },
  });
  const tell = (table: "tag" | "manifest", key: string) => {
    const before = draft.get(table, registry, repository, key) ?? null;
    enqueue(draft, "content.changed", { registry, region, table, key: [repository, key], before, bytes: 0 });
  };
  if ("tag" in target) {
    tell("tag", target.tag);
    draft.update("tag", [registry, repository, target.tag], changed);
  } else if ("digest" in target) {
    tell("manifest", target.digest);
    draft.update("manifest", [registry, repository, target.digest], changed);
  } else {
    draft.update("repository", [registry, repository], changed);
  }
  return ok(true);
}
