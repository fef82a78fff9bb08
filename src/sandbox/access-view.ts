import { accessMatrix, contentOperations } from "../simulator/identity/access-matrix.ts";
import type { Caller } from "../simulator/identity/access.ts";
import { mayReach, operationWords } from "../simulator/identity/evaluate.ts";
import type { Rules } from "../simulator/registry/rules.ts";
import type { Origin } from "../simulator/world/cloud.ts";
import type { World } from "../simulator/world/world.ts";

export interface AccessCell {
  allowed: boolean;
  /** What the evaluator says, in one sentence. */
  because: string;
  fact?: string;
}

export interface AccessLine {
  name: string;
  kind: string;
  /** One for each operation. */
  cells: AccessCell[];
}

/** Who may do what in a repository of a registry, and whether requests from here come through at all. */
export interface Access {
  registries: string[];
  registry: string;
  repositories: string[];
  repository: string;
  operations: string[];
  network: AccessCell;
  lines: AccessLine[];
}

/** Names that are offered to choose from, and callers that are shown. */
const shownNames = 200;
const shownCallers = 60;

const kindWords = {
  user: "person",
  group: "group",
  servicePrincipal: "service principal",
  managedIdentity: "managed identity",
} as const;

function kindOf(world: World, caller: Caller): string {
  if (caller.kind === "principal") {
    const kind = world.get("principal", caller.id)?.kind;
    return kind === undefined ? "" : kindWords[kind];
  }
  return caller.kind === "token" ? "token" : caller.kind === "admin" ? "admin account" : "not signed in";
}

const upTo = <T>(rows: Iterable<T>, count: number): T[] => {
  const found: T[] = [];
  for (const row of rows) {
    if (found.length === count) break;
    found.push(row);
  }
  return found;
};

/** The access matrix by the evaluator that the planes ask. Undefined while there is no registry. */
export function accessOf(
  world: World,
  rules: Rules,
  origin: Origin,
  { registry, repository }: { registry?: string; repository?: string },
): Access | undefined {
  const registries = Array.from(world.scan("registry"), ({ row }) => row.name.toLowerCase());
  const chosen = registries.find((name) => name === registry?.toLowerCase()) ?? registries[0];
  if (chosen === undefined) return undefined;
  const repositories = upTo(world.scan("repository", [chosen]), shownNames).map(({ rest }) => rest[0] ?? "");
  const inside = repository !== undefined && repository !== "" ? repository : (repositories[0] ?? "app");
  const operations = contentOperations.filter(
    (operation) => !operation.startsWith("quarantine") && operation !== "deletedRestore",
  );
  const cellOf = ({ allowed, because, fact }: AccessCell): AccessCell => ({
    allowed,
    because,
    ...(fact !== undefined && { fact }),
  });
  const rows = accessMatrix(world, rules, { registry: chosen, repository: inside });
  return {
    registries,
    registry: chosen,
    repositories,
    repository: inside,
    operations: operations.map((operation) => operationWords[operation]),
    network: cellOf(mayReach(world, rules, { registry: chosen, origin })),
    lines: rows.slice(0, shownCallers).map(({ caller, name, verdicts }) => ({
      name,
      kind: kindOf(world, caller),
      cells: operations.map((operation) => cellOf(verdicts[operation])),
    })),
  };
}
