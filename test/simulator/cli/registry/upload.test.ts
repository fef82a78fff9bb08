import { describe, expect, it } from "vitest";
import { fetchBlob } from "../../../../src/simulator/cli/registry/download.ts";
import { RegistryClient } from "../../../../src/simulator/cli/registry/registry-client.ts";
import { uploadBlob } from "../../../../src/simulator/cli/registry/upload.ts";
import { digestOf } from "../../../../src/simulator/world/hash.ts";
import { aMachine } from "../../../support/program.ts";
import { aRegistry, aSimulator } from "../../../support/simulator.ts";

describe("a blob that the registry does not mount", () => {
  it("is fetched and sent, and only then", async () => {
    const simulator = aSimulator();
    const { adminPasswords } = aRegistry(simulator, {}, { adminUserEnabled: true });
    const machine = aMachine(simulator);
    const credentials = { username: "contoso", password: adminPasswords[0]?.value ?? "" };
    const client = new RegistryClient(machine, "contoso.azurecr.io", { credentials, userAgent: "test" });
    const bytes = new TextEncoder().encode("content");
    const digest = digestOf(machine.hash, bytes);
    let asked = 0;
    const content = () => {
      asked++;
      return Promise.resolve(bytes);
    };
    expect(await uploadBlob(machine, client, "app", digest, content, { mountFrom: "nowhere" })).toBe("uploaded");
    expect(await fetchBlob(machine, client, "app", digest)).toEqual(bytes);
    expect(await uploadBlob(machine, client, "web", digest, content, { mountFrom: "app" })).toBe("mounted");
    expect(await uploadBlob(machine, client, "app", digest, content, { mountFrom: "web" })).toBe("exists");
    expect(asked).toBe(1);
  });
});
