import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileContent } from "../../src/content/build/compile.ts";
import { nodeHash } from "../../src/node/node-hash.ts";
import { applyTemplate } from "../../src/sandbox/apply-template.ts";
import { aShell } from "../support/shell.ts";

const { compiled, problems } = compileContent(join(import.meta.dirname, "../.."));
if (!compiled) throw new Error(problems.toString());
const { walkthroughs, templates } = compiled;

/** What the text tells a learner to notice, step by step, as it has to be in what the command prints. */
const noticed: Record<string, Record<string, RegExp[]>> = {
  create: {
    group: [/"provisioningState": "Succeeded"/],
    "check-name": [/"nameAvailable": true/],
    create: [/"loginServer": "contoso\.azurecr\.io"/, /"adminUserEnabled": false/, /"sku": \{\s+"name": "Premium"/],
    show: [/^contoso\.azurecr\.io\n$/],
    "change-tier": [/"loginServer": "contoso\.azurecr\.io"/, /"name": "Premium"/],
  },
  authenticate: {
    login: [/^Login Succeeded\n$/],
    "admin-on": [/"adminUserEnabled": true/],
    "admin-show": [/"name": "password"/, /"name": "password2"/, /"username": "contoso"/],
    renew: [/"name": "password2"/],
    token: [/"name": "password1"/, /partner1-scope-map/],
    role: [/"principalType": "ServicePrincipal"/, /"scope": "[^"]+registries\/contoso"/, /"roleDefinitionId"/],
  },
  push: {
    tag: [/^$/],
    push: [/v1: digest: sha256:[0-9a-f]{64} size: \d+\n$/],
    repositories: [/^app$/m],
    tags: [/^v1$/m],
    artifact: [/Digest: sha256:[0-9a-f]{64}\n/],
    untag: [/^$/],
    delete: [/"manifestsDeleted": \[\s+"sha256:/],
  },
  "pull-from-aks": {
    "create-cluster": [/"provisioningState": "Succeeded"/],
    "attach-later": [/"provisioningState": "Succeeded"/],
    "role-by-hand": [/"principalType": "ServicePrincipal"/, /registries\/contoso"/],
    deploy: [/deployment\.apps\/app created\n$/],
    pods: [/^NAME +READY +STATUS/],
    describe: [/Events:/, /Pulling|Pulled|Scheduled/],
  },
  "geo-replicate": {
    replicate: [/"location": "westeurope"/, /"provisioningState": "Succeeded"/],
    list: [/eastus/, /westeurope/, /Ready/],
    webhook: [/"actions": \[\s+"push"\s+\]/, /"scope": "app:\*"/],
    webhooks: [/deployhook/, /app:\*/, /enabled/i],
    import: [/^$/],
  },
};

describe.each(["chapter", "azure"] as const)("the walkthroughs under the profile %s", (profile) => {
  it.each(walkthroughs)("$id: prints what the text tells to notice", async ({ id, start, steps }) => {
    const state = templates.find((template) => template.id === start);
    if (!state) throw new Error(`no state ${start}`);
    const { simulator, session, run } = aShell({ profile, startFiles: true });
    await applyTemplate(state, simulator, session, nodeHash);
    expect(Object.keys(noticed[id] ?? {})).toEqual(steps.map((step) => step.id));
    for (const step of steps) {
      let out = "";
      for (const line of step.command.split("\n").filter((commandLine) => commandLine.trim() !== "")) {
        const ran = await run(line, { answers: ["y"] });
        expect(ran.exitCode, `${line}\n${ran.err}`).toBe(0);
        out = ran.out;
      }
      for (const expected of noticed[id]?.[step.id] ?? []) expect(out, `${id} ${step.id}`).toMatch(expected);
    }
  });

  it("the same digest is in both registries after the import", async () => {
    const state = templates.find((template) => template.id === "shop-backup");
    if (!state) throw new Error("no state");
    const { simulator, session, run } = aShell({ profile, startFiles: true });
    await applyTemplate(state, simulator, session, nodeHash);
    await run("az acr import --name contosobackup --source contoso.azurecr.io/app:v1 --image app:v1");
    const digest = async (registry: string) =>
      (await run(`az acr manifest list-metadata --registry ${registry} --name app --query [].digest --output tsv`)).out;
    expect(await digest("contosobackup")).toBe(await digest("contoso"));
    expect(await digest("contoso")).toMatch(/^sha256:/);
  });
});
