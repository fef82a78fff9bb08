import { beforeAll, describe, expect, it } from "vitest";
import { ArmRequests } from "../../../../src/simulator/cli/az/arm-requests.ts";
import type { ArmResource } from "../../../../src/simulator/cli/az/arm-client.ts";
import { firstSubscriptions } from "../../../../src/simulator/cli/az/first-sign-in.ts";
import { flattenResource } from "../../../../src/simulator/cli/az/flatten-resource.ts";
import { formatResult } from "../../../../src/simulator/cli/az/format-result.ts";
import { Profile } from "../../../../src/simulator/cli/az/profile.ts";
import { search } from "../../../../src/simulator/cli/az/query.ts";
import { SignIn } from "../../../../src/simulator/cli/az/sign-in.ts";
import { aMachine } from "../../../support/program.ts";
import { aRegistry, aSimulator } from "../../../support/simulator.ts";
import type { JsonValue } from "../../../../src/simulator/world/json.ts";

const type = "Microsoft.ContainerRegistry/registries";

/** What the management plane gives for the commands that people query most, as the client prints it. */
const results: Record<string, JsonValue> = {};

beforeAll(async () => {
  const simulator = aSimulator({ profile: "azure" });
  aRegistry(simulator, {}, { adminUserEnabled: true, tags: { team: "web" }, ipRules: ["203.0.113.0/24"] });
  aRegistry(simulator, { name: "fabrikam", sku: "Basic", location: "eastus" });
  const machine = aMachine(simulator);
  const signIn = new SignIn(machine, new Profile(machine, `${machine.home}/.azure`));
  const [subscription] = await firstSubscriptions(signIn);
  if (!subscription) throw new Error("nobody is signed in");
  const arm = new ArmRequests(subscription, {
    send: (request) => signIn.send(request),
    token: (audience) => signIn.token(subscription, audience),
    wait: (milliseconds) => machine.wait(milliseconds),
    warn: () => undefined,
    progress: () => undefined,
  });
  const all = await arm.list<ArmResource>(`${arm.subscription}/providers/${type}`);
  const id = await arm.registryId("contoso", "shop");
  results["list"] = all.map((resource) => flattenResource(resource));
  results["show"] = flattenResource(await arm.registry("contoso", "shop"));
  results["credential show"] = (await arm.post<Record<string, JsonValue>>(`${id}/listCredentials`)) ?? null;
  results["show-usage"] = await arm.get<Record<string, JsonValue>>(`${id}/listUsages`);
});

function tsv(command: string, query: string): string {
  const value = search(query, results[command] ?? null);
  return value === null ? "" : formatResult(value, { format: "tsv", queried: true, table: undefined });
}

describe("the queries that people use most with az acr", () => {
  it.each([
    ["show", "loginServer", "contoso.azurecr.io\n"],
    ["show", "sku.name", "Premium\n"],
    ["show", "{server:loginServer, tier:sku.name, admin:adminUserEnabled}", "contoso.azurecr.io\tPremium\tTrue\n"],
    ["show", "adminUserEnabled", "true\n"],
    ["show", "resourceGroup", "shop\n"],
    ["show", "tags.team", "web\n"],
    ["show", "policies.retentionPolicy.status", "disabled\n"],
    ["show", "policies.*.status | [?@=='disabled'] | length(@) > `0`", "true\n"],
    ["show", "networkRuleSet.ipRules[].value", "203.0.113.0/24\n"],
    ["show", "identity.principalId", ""],
    ["list", "[].name", "contoso\nfabrikam\n"],
    [
      "list",
      "[].{Name:name, Tier:sku.name, Region:location}",
      "contoso\tPremium\twesteurope\nfabrikam\tBasic\teastus\n",
    ],
    ["list", "[?sku.name=='Premium'].loginServer", "contoso.azurecr.io\n"],
    ["list", "[?location=='eastus'].name | [0]", "fabrikam\n"],
    ["list", "[?adminUserEnabled].name", "contoso\n"],
    ["list", "[?!adminUserEnabled && starts_with(name, 'fab')].name", "fabrikam\n"],
    ["list", "[?tags.team=='web'].[name, location]", "contoso\twesteurope\n"],
    ["list", "[?contains(loginServer, 'contoso')] | [0].name", "contoso\n"],
    ["list", "length(@)", "2\n"],
    ["list", "sort_by(@, &creationDate)[-1:].name | length(@)", "1\n"],
    ["list", "reverse(sort_by(@, &name))[*].name | join(',', @)", "fabrikam,contoso\n"],
    ["list", "max_by(@, &length(name)).name", "fabrikam\n"],
    ["list", "[?creationDate > '2026-01-01'] | length(@)", "2\n"],
    ["credential show", "username", "contoso\n"],
    ["credential show", "passwords[].name", "password\npassword2\n"],
    ["credential show", "length(passwords[0].value) > `20`", "true\n"],
    ["show-usage", "value[?name=='Size'].unit | [0]", "Bytes\n"],
    ["show-usage", "value[?currentValue > `0`] | length(@) >= `0`", "true\n"],
  ])("%s --query %s", (command, query, text) => {
    expect(tsv(command, query)).toBe(text);
  });
});
