import { join } from "node:path";
import type { Rolldown } from "vite";

type NameChunk = Extract<Rolldown.CodeSplittingGroup["name"], (...words: never[]) => unknown>;
type Context = Parameters<NameChunk>[1];

/** All that modules import, and what that imports, without what is loaded later. */
function reached(from: string, context: Context): Set<string> {
  const seen = new Set<string>();
  const visit = (id: string) => {
    if (seen.has(id)) return;
    seen.add(id);
    [...(context.getModuleInfo(id)?.importedIds ?? [])].forEach(visit);
  };
  visit(from);
  return seen;
}

/**
 * Puts into one file what the registry shares with the programs that use it and the worker doesn't start with. The first `az` waits
 * for all of it: as many small files, each level of which is found in the one before, it came seconds later on a slow line.
 */
export function registryChunk(root: string): Rolldown.CodeSplittingGroup {
  const module = (name: string) => join(root, "src", name);
  /** One entry per bundle; each worker is its own bundle. */
  const chosen = new WeakMap<Context, Set<string>>();
  const chosenOf = (context: Context): Set<string> => {
    const known = chosen.get(context);
    if (known) return known;
    const below = (name: string) => reached(module(name), context);
    const [started, az, docker] = [
      below("sandbox/sandbox-worker.ts"),
      below("simulator/cli/az/az.ts"),
      below("simulator/cli/docker/docker.ts"),
    ];
    const shared = [...az].filter((id) => docker.has(id));
    const needed = new Set([...below("simulator/cloud-parts.ts"), ...shared].filter((id) => !started.has(id)));
    chosen.set(context, needed);
    return needed;
  };
  return {
    debugName: "registry",
    includeDependenciesRecursively: false,
    name: (id, context) => (chosenOf(context).has(id) ? "registry" : null),
  };
}
