import { beforeEach, expect, it } from "vitest";
import type { Simulator } from "../../../../../src/simulator/simulator.ts";
import { az } from "../../../../support/az.ts";
import { aRegistry, aSimulator } from "../../../../support/simulator.ts";

let simulator: Simulator;
beforeEach(() => {
  simulator = aSimulator();
  aRegistry(simulator);
});

it.each([
  "group show -n nothing",
  "aks show -g shop -n nothing",
  "aks list -g nothing",
  "aks get-credentials -g shop -n nothing",
  "aks create -g nothing -n shop-aks -l westeurope",
  "identity show -g shop -n nothing",
  "identity create -g nothing -n puller -l westeurope",
  "identity federated-credential show -g shop --identity-name nothing -n ci",
  "container show -g shop -n nothing",
  "container logs -g shop -n nothing",
  "container restart -g shop -n nothing",
  "network vnet show -g shop -n nothing",
  "network vnet subnet show -g shop --vnet-name nothing -n apps",
  "network private-endpoint show -g shop -n nothing",
  "network private-endpoint dns-zone-group show -g shop --endpoint-name nothing -n zones",
  "network private-dns zone show -g shop -n nothing.internal",
  "network private-dns link vnet show -g shop -z nothing.internal -n link",
  "network private-dns record-set a show -g shop -z nothing.internal -n web",
])("az %s ends with 3 and the service's words", async (line) => {
  const printed = await az(simulator, line);
  expect([printed.exitCode, printed.out]).toEqual([3, ""]);
  expect(printed.err).toMatch(/ERROR: \(\w*NotFound\) /);
});

it.each([
  "ad user show --id nobody@contoso.com",
  "ad sp show --id nobody",
  "ad app show --id nobody",
  "ad group show -g nobody",
])("az %s says that the directory has no such object", async (line) => {
  const printed = await az(simulator, line);
  expect(printed.exitCode).not.toBe(0);
  expect([printed.out, printed.err]).toEqual(["", expect.stringMatching(/^ERROR: .*(nobody|does not exist)/)]);
});
