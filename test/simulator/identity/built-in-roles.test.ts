import { describe, expect, it } from "vitest";
import { armOf } from "../arm/arm-client.ts";
import { aRegistry, aSimulator } from "../../support/simulator.ts";
import { mayManage } from "../../../src/simulator/identity/evaluate.ts";
import { aPrincipal, giveRole, registryScope } from "./people.ts";

interface Definition {
  name: string;
  properties: { roleName: string; permissions: Record<"actions" | "notActions" | "dataActions", string[]>[] };
}

const below = (...actions: string[]): string[] =>
  actions.map((action) => `Microsoft.ContainerRegistry/registries/${action}`);

/**
 * Ids, counts of actions and data actions as the reference of built-in roles has them (MicrosoftDocs/azure-docs,
 * articles/role-based-access-control/built-in-roles: containers.md, general.md, privileged.md; read 2026-11-25).
 */
const reference: [string, string, number, number][] = [
  ["AcrPull", "7f951dda-4ed3-4680-a7ca-43fe172d538d", 1, 0],
  ["AcrPush", "8311e382-0749-4cb8-b61a-304f252e45ec", 2, 0],
  ["AcrDelete", "c2f4ef07-c644-48eb-af81-4b1b4947fb11", 1, 0],
  ["AcrImageSigner", "6cef56e8-d556-48e5-a04f-b8e64114680f", 1, 1],
  ["AcrQuarantineReader", "cdda3590-29a3-44f6-95f2-9f980659eb04", 1, 1],
  ["AcrQuarantineWriter", "c8d4ff99-41c3-41a8-9f60-21dfdad59608", 2, 2],
  ["Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7", 1, 0],
  ["Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c", 1, 0],
  ["Owner", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", 1, 0],
  ["Container Registry Repository Reader", "b93aa761-3e63-49ed-ac28-beffa264f7ac", 0, 2],
  ["Container Registry Repository Writer", "2a1e307c-b015-4ebd-883e-5b7698a07328", 0, 4],
  ["Container Registry Repository Contributor", "2efddaa5-3f1f-4df3-97df-af3f13818f4c", 0, 6],
  ["Container Registry Repository Catalog Lister", "bfdb9389-c9a5-478a-bb2f-ba9ca092c3c7", 0, 1],
  ["Container Registry Tasks Contributor", "fb382eab-e894-4461-af04-94435c366c3f", 24, 0],
  ["Container Registry Data Importer and Data Reader", "577a9874-89fd-4f24-9dbd-b5034d0ad23a", 3, 3],
  [
    "Container Registry Contributor and Data Access Configuration Administrator",
    "3bc748fc-213d-45c1-8d91-9da5725539b9",
    55,
    0,
  ],
  [
    "Container Registry Configuration Reader and Data Access Configuration Reader",
    "69b07be0-09bf-439a-b9a6-e73de851bd59",
    27,
    0,
  ],
  ["Container Registry Transfer Pipeline Contributor", "bf94e731-3a51-4a7c-8c54-a1ab9971dfc1", 10, 0],
];

async function definitions(): Promise<Definition[]> {
  const simulator = aSimulator();
  aRegistry(simulator);
  const path = `${registryScope(simulator)}/providers/Microsoft.Authorization/roleDefinitions`;
  return (await armOf(simulator).send("GET", path)).body["value"] as Definition[];
}

describe("built-in roles", () => {
  it("have the ids of the real ones and as many actions", async () => {
    const listed = (await definitions()).map(({ name, properties }) => {
      const [permission] = properties.permissions;
      return [properties.roleName, name, permission?.actions.length, permission?.dataActions.length];
    });
    const byName = (rows: unknown[][]) => [...rows].sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
    expect(byName(listed)).toEqual(byName(reference));
  });

  it("describe what they grant and what they exclude", async () => {
    const all = new Map(
      (await definitions()).map(({ properties }) => [properties.roleName, properties.permissions[0]]),
    );
    expect(all.get("AcrPush")?.actions).toEqual(below("pull/read", "push/write"));
    expect(all.get("AcrQuarantineWriter")?.actions).toEqual(below("quarantine/read", "quarantine/write"));
    expect(all.get("Contributor")).toMatchObject({ actions: ["*"] });
    expect(all.get("Contributor")?.notActions.slice(0, 3)).toEqual([
      "Microsoft.Authorization/*/Delete",
      "Microsoft.Authorization/*/Write",
      "Microsoft.Authorization/elevateAccess/Action",
    ]);
  });

  it.each([
    ["Container Registry Contributor and Data Access Configuration Administrator", "webhooks/write", true],
    ["Container Registry Contributor and Data Access Configuration Administrator", "importImage/action", false],
    ["Container Registry Contributor and Data Access Configuration Administrator", "cacheRules/write", false],
    ["Container Registry Configuration Reader and Data Access Configuration Reader", "listCredentials/action", true],
    ["Container Registry Configuration Reader and Data Access Configuration Reader", "tasks/read", false],
    ["Container Registry Tasks Contributor", "agentPools/write", true],
    ["Container Registry Tasks Contributor", "webhooks/read", false],
    ["Container Registry Transfer Pipeline Contributor", "read", false],
  ])("%s and %s: %s", (role, action, allowed) => {
    const simulator = aSimulator();
    aRegistry(simulator);
    aPrincipal(simulator, "ann");
    giveRole(simulator, "ann", role);
    const question = { principalId: "ann", action: below(action)[0] ?? "", scope: registryScope(simulator) };
    expect(mayManage(simulator.world, simulator.rules(), question).allowed).toBe(allowed);
  });
});
