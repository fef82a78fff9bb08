import { describe, expect, it } from "vitest";
import { aShell } from "../../../../support/shell.ts";

const signedIn = async (sku = "Premium") => {
  const shell = aShell({ startFiles: true });
  await shell.runAll("az group create -n shop -l westeurope", `az acr create -n contoso -g shop --sku ${sku}`);
  const json = async (line: string) => {
    const ran = await shell.run(line);
    return JSON.parse(ran.out) as Record<string, unknown>;
  };
  return { ...shell, json };
};

const withImages = async () => {
  const shell = await signedIn();
  await shell.runAll(
    "az acr login -n contoso",
    "docker build -t contoso.azurecr.io/web:v1 .",
    "docker push contoso.azurecr.io/web:v1",
    "docker tag contoso.azurecr.io/web:v1 contoso.azurecr.io/web:stable",
    "docker push contoso.azurecr.io/web:stable",
  );
  return shell;
};

const registryKeys =
  "adminUserEnabled anonymousPullEnabled creationDate dataEndpointEnabled dataEndpointHostNames encryption id identity location loginServer name networkRuleBypassOptions networkRuleSet policies privateEndpointConnections provisioningState publicNetworkAccess resourceGroup sku status systemData tags type zoneRedundancy";

describe("az acr create, show, list, update, delete", () => {
  it.each(["Basic", "Standard", "Premium"])(
    "prints a %s registry with every key of the client's model",
    async (sku) => {
      const { json, run } = await signedIn(sku);
      const registry = await json("az acr show -n contoso");
      expect(Object.keys(registry)).toEqual(expect.arrayContaining(registryKeys.split(" ")));
      expect(registry).toMatchObject({
        adminUserEnabled: false,
        encryption: { keyVaultProperties: null, status: "disabled" },
        identity: null,
        loginServer: "contoso.azurecr.io",
        provisioningState: "Succeeded",
        resourceGroup: "shop",
        sku: { name: sku, tier: sku },
        status: null,
        tags: {},
      });
      expect(registry["networkRuleSet"] === null).toBe(sku !== "Premium");
      expect((await run("az acr list -o table")).out).toContain(`contoso  shop              westeurope  ${sku}`);
    },
  );

  it("rejects what the client checks itself, before any request", async () => {
    const { run } = await signedIn();
    const upper = await run("az acr create -n Contoso2 -g shop --sku Basic");
    expect(upper.err).toContain("must use only lowercase");
    expect((await run("az acr create -n other -g shop --sku Classic")).err).toContain(
      "Classic SKU is no longer supported",
    );
    // As az 2.45.0 prints it.
    const parameter = "ERROR: Parameter 'RegistryNameCheckRequest.name' must";
    for (const [name, words] of [
      ["abc", "have length greater than 5."],
      ["a_b", "have length greater than 5."],
      ["a".repeat(51), "have length less than 50."],
      ["my-reg", "conform to the following pattern: '^[a-zA-Z0-9]*$'."],
    ]) {
      const checked = await run(`az acr check-name -n ${name}`);
      expect([checked.exitCode, checked.exchanges.length, checked.err]).toEqual([1, 0, `${parameter} ${words}\n`]);
    }
    const nowhere = await run("az acr show -n nowhere");
    expect([nowhere.exitCode, nowhere.err]).toEqual([1, expect.stringContaining("The resource with name 'nowhere'")]);
  });

  it("updates only the given properties, and deletes after a confirmation", async () => {
    const { run, json } = await signedIn("Basic");
    expect(await json("az acr update -n contoso --admin-enabled true")).toMatchObject({
      adminUserEnabled: true,
      sku: { name: "Basic" },
    });
    expect(await json("az acr credential show -n contoso")).toMatchObject({ username: "contoso" });
    expect((await run("az acr delete -n contoso")).err).toContain(
      "Unable to prompt for confirmation as no tty available. Use --yes.",
    );
    expect((await run("az acr delete -n contoso", { answers: ["y"] })).exitCode).toBe(0);
    expect((await run("az acr list")).out).toBe("[]\n");
  });
});

describe("az acr replication and webhook", () => {
  it("creates replicas on Premium, and on other tiers fails without sending the request", async () => {
    const premium = await signedIn();
    expect(await premium.json("az acr replication create -r contoso -l eastus")).toMatchObject({
      name: "eastus",
      provisioningState: "Succeeded",
      regionEndpointEnabled: true,
      zoneRedundancy: "Disabled",
    });
    expect((await premium.run("az acr replication create -r contoso -l westeurope")).err).toContain(
      "in the same location as the registry",
    );
    const basic = await signedIn("Basic");
    const refused = await basic.run("az acr replication create -r contoso -l eastus");
    expect(refused.err).toBe("ERROR: Replications are only supported for managed registries in Premium SKU.\n");
    expect(refused.explanation).toMatchObject({ code: "TierTooLow", fact: "geoReplication" });
    expect(refused.exchanges.every(({ request }) => request.method === "GET" || request.url.includes("oauth2"))).toBe(
      true,
    );
  });

  it("creates webhooks whose address only get-config shows", async () => {
    const { json, run } = await signedIn();
    const made = await json(
      "az acr webhook create -n hook1 -r contoso --uri https://hooks.example/x --actions push delete --scope web:*",
    );
    expect(made).toMatchObject({
      actions: ["push", "delete"],
      scope: "web:*",
      status: "enabled",
      location: "westeurope",
    });
    expect(made["serviceUri"]).toBeUndefined();
    expect(await json("az acr webhook get-config -n hook1 -r contoso")).toMatchObject({
      serviceUri: "https://hooks.example/x",
    });
    expect((await run("az acr webhook delete -n hook1 -r contoso")).out).toBe("");
    expect((await run("az acr webhook show -n hook1 -r contoso")).exitCode).toBe(3);
  });
});

describe("az acr login and repository", () => {
  it("signs docker in, and lists what was pushed", async () => {
    const { run } = await withImages();
    expect((await run("az acr repository list -n contoso -o tsv")).out).toBe("web\n");
    expect((await run("az acr repository show-tags -n contoso --repository web -o tsv")).out).toBe("stable\nv1\n");
    expect((await run("az acr repository show -n contoso --image web:v1 --query name -o tsv")).out).toBe("v1\n");
    expect((await run("az acr repository show -n contoso --image web:v9")).exitCode).toBe(3);
  });

  it("removes one tag with untag, and every tag of the digest with delete --image after a warning", async () => {
    const { run } = await withImages();
    const cancelled = await run("az acr repository delete -n contoso --image web:v1", { answers: ["n"] });
    expect(cancelled.err).toContain("all the following images: 'web:stable', 'web:v1'.");
    expect([cancelled.exitCode, cancelled.err.includes("Operation cancelled.")]).toEqual([1, true]);
    expect((await run("az acr repository untag -n contoso --image web:stable")).exitCode).toBe(0);
    expect((await run("az acr repository show-tags -n contoso --repository web -o tsv")).out).toBe("v1\n");
    expect((await run("az acr repository delete -n contoso --image web:v1 --yes")).exitCode).toBe(0);
    expect((await run("az acr repository show -n contoso --image web:v1")).exitCode).toBe(3);
  });

  it("rejects the chapter's form with --tag as the real parser does, and says which form works", async () => {
    const { run } = await withImages();
    const refused = await run("az acr repository delete --name contoso --repository web --tag v1");
    expect([refused.exitCode, refused.err]).toEqual([2, expect.stringContaining("unrecognized arguments: --tag v1")]);
    expect(JSON.stringify(refused.explanation)).toContain("--image");
    expect((await run("az acr repository delete -n contoso -y")).err).toContain(
      "Usage error: --image IMAGE | --repository REPOSITORY",
    );
  });

  it("says that no registry is at the address", async () => {
    const { run } = await signedIn();
    const nowhere = await run("az acr login -n nowhere");
    expect(nowhere.exitCode).toBe(1);
    expect(nowhere.err).toContain("Could not connect to the registry login server 'nowhere.azurecr.io'.");
  });
});

describe("az acr import, network-rule and config", () => {
  it("imports a public image without docker", async () => {
    const { run } = await signedIn("Basic");
    expect(
      (await run("az acr import -n contoso --source docker.io/library/alpine:3.18 --image base/alpine:3.18")).exitCode,
    ).toBe(0);
    expect((await run("az acr repository list -n contoso -o tsv")).out).toBe("base/alpine\n");
    expect((await run("az acr import -n contoso --source alpine:3.18")).err).toContain("Source cannot be found.");
  });

  it("needs a role that reads the source as a resource: with AcrPull there alone, the import is denied", async () => {
    const { run, runAll } = await signedIn();
    await runAll(
      "az group create -n vaults -l westeurope",
      "az acr create -n fabrikam -g vaults --sku Basic",
      "az acr import -n contoso --source docker.io/library/alpine:3.18 --image web:v1",
      "SOURCE=$(az acr show -n contoso --query id -o tsv)",
      "SP=$(az ad sp create-for-rbac -n copier); APP=$(echo $SP | jq -r .appId); SECRET=$(echo $SP | jq -r .password)",
      "az role assignment create --assignee $APP --role Contributor --scope $(az acr show -n fabrikam --query id -o tsv)",
      "az role assignment create --assignee $APP --role AcrPull --scope $SOURCE",
      "TENANT=$(az account show --query tenantId -o tsv)",
    );
    const signIn = "az login --service-principal -u $APP -p $SECRET --tenant $TENANT";
    const order = "az acr import -n fabrikam -g vaults --registry $SOURCE --source web:v1";
    const denied = await run(`${signIn} -o none; ${order}`);
    expect(denied.err).toContain("does not have permission to perform action 'read' on the linked scope(s)");
  });

  it("sets firewall rules and retention on Premium, and fails on Basic", async () => {
    const { json, run } = await signedIn();
    const added = await json("az acr network-rule add -n contoso --ip-address 203.0.113.0/24");
    expect(added["networkRuleSet"]).toMatchObject({
      ipRules: [{ action: "Allow", ipAddressOrRange: "203.0.113.0/24" }],
    });
    expect(
      await json("az acr config retention update -r contoso --type UntaggedManifests --status enabled --days 30"),
    ).toMatchObject({
      days: 30,
      status: "enabled",
    });
    const basic = await signedIn("Basic");
    expect((await basic.run("az acr network-rule list -n contoso")).err).toContain("Network rules are only supported");
    expect((await basic.run("az acr config retention show -r contoso")).err).toContain("Policies are only supported");
    expect((await run("az acr network-rule add -n contoso")).err).toContain("--ip-address");
  });
});
