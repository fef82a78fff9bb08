import { describe, expect, it } from "vitest";
import { storeImage } from "../../support/push-image.ts";
import { aRegistry, aSimulator } from "../../support/simulator.ts";
import { armOf } from "../arm/arm-client.ts";
import { crane } from "./harbour.ts";

const image = "contoso.azurecr.io/crane:1";

function aHarbour() {
  const simulator = aSimulator();
  const registry = aRegistry(simulator, {}, { adminUserEnabled: true });
  storeImage(simulator, "crane:1", crane);
  const arm = armOf(simulator);
  const id = `${arm.group("shop")}/providers/Microsoft.ContainerInstance/containerGroups/tug`;
  const containers = [{ name: "main", properties: { image } }];
  const deploy = async (more: Record<string, unknown> = {}, identity?: unknown) => {
    await arm.put(id, { ...(identity !== undefined && { identity }), properties: { containers, ...more } });
    return (await arm.send("GET", id)).body.properties;
  };
  return { simulator, registry, arm, id, deploy };
}

describe("a container group", () => {
  it("fails with InaccessibleImage when it has no credentials", async () => {
    const { deploy } = aHarbour();
    const group = await deploy();
    expect(group).toMatchObject({ provisioningState: "Failed", error: { code: "InaccessibleImage" } });
    expect(group.instanceView.events.at(-1).message).toContain("401 Unauthorized");
  });

  it("pulls with the admin account, never shows the password, and gives the log", async () => {
    const { registry, deploy, arm, id } = aHarbour();
    const password = registry.adminPasswords[0]?.value ?? "";
    const credential = { server: "contoso.azurecr.io", username: "contoso", password };
    const group = await deploy({ imageRegistryCredentials: [credential] });
    expect(group).toMatchObject({ provisioningState: "Succeeded", instanceView: { state: "Running" } });
    expect(JSON.stringify(group)).not.toContain(password);
    expect((await arm.send("GET", `${id}/containers/main/logs`)).body.content).toBe("ahoy\n");
    const wrong = await deploy({ imageRegistryCredentials: [{ ...credential, password: "wrong" }] });
    expect(wrong.provisioningState).toBe("Failed");
  });

  it("pulls with a user-assigned identity once that has AcrPull", async () => {
    const { arm, deploy } = aHarbour();
    const identityId = `${arm.group("shop")}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/pilot`;
    const { principalId } = (await arm.put(identityId, { location: "westeurope" })).body.properties;
    const identity = { type: "UserAssigned", userAssignedIdentities: { [identityId]: {} } };
    const credentials = { imageRegistryCredentials: [{ server: "contoso.azurecr.io", identity: identityId }] };
    expect((await deploy(credentials, identity)).provisioningState).toBe("Failed");
    const roleDefinitionId = "/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d";
    const path = `${arm.registry("contoso")}/providers/Microsoft.Authorization/roleAssignments/22222222-2222-4222-8222-222222222222`;
    expect((await arm.put(path, { properties: { roleDefinitionId, principalId } })).status).toBe(201);
    expect((await deploy(credentials, identity)).provisioningState).toBe("Succeeded");
  });
});
