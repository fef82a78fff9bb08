import type { Registry } from "../world/registry-tables.ts";
import type { Reader } from "../world/world.ts";

const registryType = "Microsoft.ContainerRegistry/registries";

/** ARM id of a registry. */
export function registryScope(reader: Reader, registry: Registry): string {
  const subscription = reader.get("settings")?.subscription.id ?? "";
  return [
    `/subscriptions/${subscription}/resourceGroups/${registry.resourceGroup}`,
    "providers",
    registryType,
    registry.name,
  ].join("/");
}

const normal = (scope: string): string => scope.toLowerCase().replace(/\/+$/, "");

/** Whether an assignment at `outer` holds at `inner`: scopes inherit downward, and ARM ids ignore case. */
export function scopeCovers(outer: string, inner: string): boolean {
  const [above, below] = [normal(outer), normal(inner)];
  return below === above || below.startsWith(`${above}/`);
}

/** Whether an action matches a pattern, in any case; a star in the pattern stands for any text. */
export function actionMatches(pattern: string, action: string): boolean {
  const literals = pattern.toLowerCase().split("*");
  const text = action.toLowerCase();
  const first = literals.shift() ?? "";
  if (literals.length === 0) return text === first;
  const last = literals.pop() ?? "";
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of literals) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - last.length;
}

export const anyMatches = (patterns: readonly string[], action: string): boolean =>
  patterns.some((pattern) => actionMatches(pattern, action));
