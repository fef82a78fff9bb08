import { parse } from "yaml";
import { beforeEach, describe, expect, it } from "vitest";
import { home } from "../../../../../src/simulator/cli/create-machine.ts";
import type { Simulator } from "../../../../../src/simulator/simulator.ts";
import { az } from "../../../../support/az.ts";
import { aMachine } from "../../../../support/program.ts";
import { aRegistry, aSimulator } from "../../../../support/simulator.ts";

let simulator: Simulator;
beforeEach(() => {
  simulator = aSimulator();
  aRegistry(simulator);
});

const roles = async () => {
  const query = "[?roleDefinitionName=='AcrPull'].scope";
  return (await az(simulator, ["role", "assignment", "list", "--all", "-o", "tsv", "--query", query])).out;
};

describe("az aks create", () => {
  it("needs a group and a name", async () => {
    const printed = await az(simulator, "aks create --attach-acr contoso");
    expect(printed.exitCode).toBe(2);
    expect(printed.err).toContain("the following arguments are required: --resource-group/-g, --name/-n");
  });

  it("lets the kubelet's identity pull from the registry that is attached", async () => {
    const made = await az(simulator, "aks create -g shop -n shop-aks --attach-acr contoso --generate-ssh-keys");
    expect(made.err).toBe("");
    expect(made.exitCode).toBe(0);
    expect(made.object).toMatchObject({ name: "shop-aks", resourceGroup: "shop", provisioningState: "Succeeded" });
    const kubelet = (made.object["identityProfile"] as { kubeletidentity: { objectId: string; clientId: string } })
      .kubeletidentity;
    const assignments = await az(simulator, `role assignment list --assignee ${kubelet.clientId} --all`);
    expect(assignments.json).toMatchObject([
      { principalId: kubelet.objectId, principalType: "ServicePrincipal", roleDefinitionName: "AcrPull" },
    ]);
  });

  it("fails for an unknown registry after it created the cluster", async () => {
    const printed = await az(simulator, "aks create -g shop -n shop-aks --attach-acr fabrikam");
    expect(printed.exitCode).toBe(1);
    expect(printed.err).toContain("The resource with name 'fabrikam' and type");
    expect((await az(simulator, "aks show -g shop -n shop-aks")).exitCode).toBe(0);
  });

  it("does not attach without waiting, and names what is not simulated", async () => {
    expect((await az(simulator, "aks create -g shop -n a --attach-acr contoso --no-wait")).err).toContain(
      "--no-wait is not allowed",
    );
    expect((await az(simulator, "aks create -g shop -n a --assign-kubelet-identity /x")).err).toContain(
      "--assign-kubelet-identity of a cluster is not simulated.",
    );
  });
});

describe("az aks update", () => {
  it("attaches by name or id and detaches again", async () => {
    await az(simulator, "aks create -g shop -n shop-aks");
    expect(await roles()).toBe("");
    expect((await az(simulator, "aks update -g shop -n shop-aks --attach-acr contoso")).exitCode).toBe(0);
    const scope = (await roles()).trim();
    expect(scope).toMatch(/\/registries\/contoso$/);
    expect((await az(simulator, `aks update -g shop -n shop-aks --attach-acr ${scope}`)).exitCode).toBe(0);
    expect((await az(simulator, "aks update -g shop -n shop-aks --detach-acr contoso")).exitCode).toBe(0);
    expect(await roles()).toBe("");
  });

  it("exits with 3 for a cluster that doesn't exist", async () => {
    expect((await az(simulator, "aks update -g shop -n shop-aks --attach-acr contoso")).exitCode).toBe(3);
  });
});

describe("az aks get-credentials", () => {
  const config = () => parse(aMachine(simulator).files.text(`${home}/.kube/config`)) as Record<string, unknown>;

  it("merges the cluster in the kubeconfig and makes it the current one", async () => {
    await az(simulator, "aks create -g shop -n shop-aks");
    const printed = await az(simulator, "aks get-credentials -g shop -n shop-aks");
    expect([printed.exitCode, printed.out]).toEqual([0, ""]);
    expect(printed.err).toContain(`Merged "shop-aks" as current context in ${home}/.kube/config`);
    await az(simulator, "aks create -g shop -n other");
    await az(simulator, "aks get-credentials -g shop -n other");
    expect(config()).toMatchObject({
      "current-context": "other",
      contexts: [{ name: "shop-aks" }, { name: "other" }],
    });
  });

  it("keeps a different entry of the same name unless told to overwrite it", async () => {
    await az(simulator, "aks create -g shop -n shop-aks");
    await az(simulator, "aks create -g shop -n other");
    await az(simulator, "aks get-credentials -g shop -n shop-aks");
    const refused = await az(simulator, "aks get-credentials -g shop -n other --context shop-aks");
    expect(refused.exitCode).toBe(1);
    expect(refused.err).toContain(
      "A different object named shop-aks already exists in clusters in your kubeconfig file.",
    );
    expect(
      (await az(simulator, "aks get-credentials -g shop -n other --context shop-aks --overwrite-existing")).exitCode,
    ).toBe(0);
  });
});

describe("az aks list and delete", () => {
  it("list the clusters of a group or the subscription, and remove one after asking", async () => {
    await az(simulator, "aks create -g shop -n shop-aks");
    expect((await az(simulator, "aks list -g shop --query [].name")).json).toEqual(["shop-aks"]);
    expect((await az(simulator, "aks list -o table")).out.split(/\s+/)[0]).toBe("Name");
    expect((await az(simulator, "aks delete -g shop -n shop-aks")).exitCode).toBe(1);
    expect((await az(simulator, "aks delete -g shop -n shop-aks --yes")).exitCode).toBe(0);
    expect((await az(simulator, "aks list")).json).toEqual([]);
  });
});
