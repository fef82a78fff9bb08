import { describe, expect, it } from "vitest";
import { aShell } from "../../../../support/shell.ts";

const skus = ["Basic", "Standard", "Premium"] as const;
const profiles = ["chapter", "azure"] as const;

type JsonValue = Record<string, unknown>;

/** Shapes of the answers of az 2.45. Keys and the type, or the value, of each. */
const common = { id: expect.any(String), name: expect.any(String), resourceGroup: "shop", type: expect.any(String) };
const systemData = {
  createdAt: expect.any(String),
  createdBy: expect.any(String),
  createdByType: "User",
  lastModifiedAt: expect.any(String),
  lastModifiedBy: expect.any(String),
  lastModifiedByType: "User",
};

const registry = (sku: (typeof skus)[number]) => ({
  ...common,
  adminUserEnabled: false,
  anonymousPullEnabled: false,
  creationDate: expect.any(String),
  dataEndpointEnabled: false,
  dataEndpointHostNames: [],
  encryption: { keyVaultProperties: null, status: "disabled" },
  identity: null,
  location: "westeurope",
  loginServer: "contoso.azurecr.io",
  networkRuleBypassOptions: "AzureServices",
  networkRuleSet: sku === "Premium" ? expect.objectContaining({ defaultAction: "Allow", ipRules: [] }) : null,
  policies: expect.objectContaining({
    exportPolicy: { status: "enabled" },
    quarantinePolicy: { status: "disabled" },
    trustPolicy: { status: "disabled", type: "Notary" },
  }),
  privateEndpointConnections: [],
  provisioningState: "Succeeded",
  publicNetworkAccess: "Enabled",
  sku: { name: sku, tier: sku },
  status: null,
  systemData,
  tags: {},
  zoneRedundancy: "Disabled",
});

const webhook = {
  ...common,
  actions: ["push"],
  location: "westeurope",
  provisioningState: "Succeeded",
  scope: "",
  status: "enabled",
  systemData,
  tags: {},
};

const replication = {
  ...common,
  location: "eastus",
  provisioningState: "Succeeded",
  regionEndpointEnabled: true,
  status: { displayStatus: expect.any(String), message: expect.any(String), timestamp: expect.any(String) },
  systemData,
  tags: {},
  zoneRedundancy: "Disabled",
};

const scopeMap = {
  ...common,
  actions: ["repositories/web/content/read"],
  creationDate: expect.any(String),
  description: expect.any(String),
  provisioningState: "Succeeded",
  systemData,
};

const token = {
  ...common,
  creationDate: expect.any(String),
  credentials: { certificates: [], passwords: [], username: "reader" },
  provisioningState: "Succeeded",
  scopeMapId: expect.stringContaining("/scopeMaps/readers"),
  status: "enabled",
  systemData,
};

async function withRegistry(profile: (typeof profiles)[number], sku: (typeof skus)[number]) {
  const shell = aShell({ profile, startFiles: true });
  const json = async <T = JsonValue>(line: string): Promise<T> => {
    const ran = await shell.run(line);
    expect(ran.exitCode, `${line}\n${ran.err}`).toBe(0);
    return JSON.parse(ran.out) as T;
  };
  await shell.run("az group create -n shop -l westeurope");
  const created = await json(`az acr create -n contoso -g shop --sku ${sku}`);
  return { ...shell, json, created };
}

/** An answer of create, show and the one row of list is the same object with these members, keys in order. */
async function expectSame(
  json: (line: string) => Promise<unknown>,
  create: unknown,
  show: string,
  list: string,
  shape: object,
) {
  const detail = (await json(show)) as JsonValue;
  const [first, ...more] = (await json(list)) as JsonValue[];
  const row = [first, ...more].find((entry) => entry?.["name"] === detail["name"]);
  for (const answer of [create, detail, row]) expect(answer).toMatchObject(shape);
  for (const answer of [create as JsonValue, detail, row ?? {}]) {
    expect(Object.keys(answer)).toEqual(Object.keys(answer).sort());
    for (const key of Object.keys(shape)) expect(Object.keys(answer)).toContain(key);
  }
}

describe.each(profiles)("JSON answers under the profile %s", (profile) => {
  describe.each(skus)("of a %s registry", (sku) => {
    it("have the keys and defaults of a registry", async () => {
      const { json, created } = await withRegistry(profile, sku);
      await expectSame(json, created, "az acr show -n contoso", "az acr list", registry(sku));
    });

    it("have the keys and defaults of a webhook", async () => {
      const { json } = await withRegistry(profile, sku);
      const made = await json("az acr webhook create -r contoso -n hook1 --uri https://hooks.example/x --actions push");
      await expectSame(
        json,
        made,
        "az acr webhook show -r contoso -n hook1",
        "az acr webhook list -r contoso",
        webhook,
      );
      expect(Object.keys(made)).not.toContain("serviceUri");
    });

    it("have the keys and defaults of a task and a run", async () => {
      const { json } = await withRegistry(profile, sku);
      const made = await json(
        "az acr task create -r contoso -n build -t web:{{.Run.ID}} -c https://github.com/fabrikam/app.git -f Dockerfile --commit-trigger-enabled false",
      );
      const task = {
        ...common,
        agentConfiguration: { cpu: 2 },
        platform: expect.objectContaining({ architecture: "amd64", os: "linux" }),
        provisioningState: "Succeeded",
        status: "Enabled",
        timeout: 3600,
      };
      await expectSame(json, made, "az acr task show -r contoso -n build", "az acr task list -r contoso", task);
      const run = await json("az acr build -r contoso -t web:v1 . --no-logs");
      const shape = {
        ...common,
        runId: "cb1",
        runType: "QuickBuild",
        status: "Succeeded",
        outputImages: [expect.objectContaining({ repository: "web", tag: "v1" })],
      };
      expect(await json("az acr task show-run -r contoso --run-id cb1")).toMatchObject(shape);
      expect(await json("az acr task list-runs -r contoso")).toMatchObject([shape]);
      expect(run).toMatchObject({ runId: "cb1" });
    });
  });

  it("have the keys and defaults of a replica, a scope map and a token", async () => {
    const { json } = await withRegistry(profile, "Premium");
    const replica = await json("az acr replication create -r contoso -l eastus");
    await expectSame(
      json,
      replica,
      "az acr replication show -r contoso -n eastus",
      "az acr replication list -r contoso",
      replication,
    );
    const map = await json("az acr scope-map create -r contoso -n readers --repository web content/read");
    await expectSame(
      json,
      map,
      "az acr scope-map show -r contoso -n readers",
      "az acr scope-map list -r contoso",
      scopeMap,
    );
    const made = await json("az acr token create -r contoso -n reader --scope-map readers --no-passwords");
    await expectSame(json, made, "az acr token show -r contoso -n reader", "az acr token list -r contoso", token);
  });
});
