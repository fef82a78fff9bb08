import { beforeAll, describe, expect, it } from "vitest";
import { putFault } from "../../../src/simulator/registry/put-fault.ts";
import { ok } from "../../../src/simulator/world/result.ts";
import { aShell, type TestShell } from "../../support/shell.ts";

interface Mistake {
  /** What a learner does wrong, in the words of the exam. */
  mistake: string;
  before?: string[];
  /** Fills the registry up first. */
  full?: boolean;
  line: string;
  /** What the real tool prints. */
  prints: RegExp;
  /** What the explanation has to mention. */
  means: RegExp;
}

const mistakes: Mistake[] = [
  {
    mistake: "a login server that there is not",
    line: "docker push contosso.azurecr.io/app:v1",
    before: ["docker tag app:v1 contosso.azurecr.io/app:v1"],
    prints: /no such host/,
    means: /contosso\.azurecr\.io/,
  },
  {
    mistake: "a tag that is missing",
    line: "docker pull contoso.azurecr.io/app:v9",
    before: ["az acr login -n contoso"],
    prints: /manifest for contoso\.azurecr\.io\/app:v9 not found: manifest unknown/,
    means: /tag|v9/,
  },
  {
    mistake: "no credential",
    line: "docker pull contoso.azurecr.io/app:v1",
    before: ["docker logout contoso.azurecr.io"],
    prints: /unauthorized: authentication required/,
    means: /sign|log/i,
  },
  {
    mistake: "a token that has expired",
    line: "docker push contoso.azurecr.io/app:v2",
    before: ["az acr login -n contoso", "docker tag app:v1 contoso.azurecr.io/app:v2", "sleep 30h"],
    prints: /unauthorized: authentication required/,
    means: /expired/i,
  },
  {
    mistake: "a role that is missing",
    line: "docker push contoso.azurecr.io/app:v2",
    before: [
      "az ad sp create-for-rbac -n reader --role AcrPull --scopes $(az acr show -n contoso --query id -o tsv) > sp.json",
      "docker login contoso.azurecr.io -u $(jq -r .appId sp.json) -p $(jq -r .password sp.json)",
      "docker tag app:v1 contoso.azurecr.io/app:v2",
    ],
    prints: /denied|unauthorized/,
    means: /push|write|role/i,
  },
  {
    mistake: "a firewall in the way",
    line: "docker pull contoso.azurecr.io/app:v1",
    before: ["az acr login -n contoso", "az acr update -n contoso --default-action Deny -o none"],
    prints: /denied|403/,
    means: /address|network|firewall/i,
  },
  {
    mistake: "a tier that does not have it",
    line: "az acr replication create -r small -l westeurope",
    before: ["az acr create -n small -g shop --sku Basic -o none"],
    prints: /Premium|not supported|SKU/i,
    means: /Premium|Basic/,
  },
  {
    mistake: "a name that is taken",
    line: "az acr create -n contoso -g other --sku Basic",
    before: ["az group create -n other -l eastus -o none"],
    prints: /already in use/,
    means: /contoso|name/,
  },
  {
    mistake: "an image that nobody signed",
    line: "DOCKER_CONTENT_TRUST=1 docker pull contoso.azurecr.io/app:v1",
    before: ["az acr login -n contoso"],
    prints: /remote trust data does not exist/,
    means: /sign/i,
  },
  {
    mistake: "a repository that there is not",
    line: "az acr repository show-tags -n contoso --repository apps",
    prints: /not found|repository name not known/,
    means: /apps/,
  },
  {
    mistake: "a registry that is full",
    full: true,
    line: "docker push contoso.azurecr.io/web:v1",
    before: ["az acr login -n contoso", "docker pull nginx", "docker tag nginx contoso.azurecr.io/web:v1"],
    prints: /denied|quota|storage/i,
    means: /GiB|storage|room/i,
  },
];

describe.each(["chapter", "azure"] as const)("what goes wrong under the profile %s", (profile) => {
  let shell: TestShell;
  let start: TestShell["simulator"]["world"];
  beforeAll(async () => {
    shell = aShell({ profile, startFiles: true });
    await shell.runAll(
      "az group create -n shop -l eastus -o none",
      "az acr create -n contoso -g shop --sku Premium -o none",
      "az acr login -n contoso",
      "docker build -t app:v1 .",
      "docker tag app:v1 contoso.azurecr.io/app:v1",
      "docker push contoso.azurecr.io/app:v1",
    );
    start = shell.simulator.world;
  });

  const fill = () =>
    shell.simulator.transact((draft) => {
      putFault(draft, shell.simulator.rules(), { kind: "storageFull", target: "contoso" });
      return ok(null);
    });

  it.each(mistakes)(
    "$mistake: the tool's own text, and beside it what it means and what to do",
    async ({ before = [], full, line, prints, means }) => {
      const { simulator, run } = shell;
      simulator.moveTo(start);
      if (full) fill();
      for (const step of before) expect((await run(step)).exitCode, step).toBe(0);
      const { exitCode, err, explanation } = await run(line);
      expect(exitCode).not.toBe(0);
      expect(err).toMatch(prints);
      expect(explanation?.text ?? "").toMatch(means);
      expect(explanation?.next ?? "", "says what to do next").not.toBe("");
    },
  );

  it("gives each of them a meaning of its own", async () => {
    const { simulator, run } = shell;
    const texts = new Set<string>();
    for (const { before = [], full, line } of mistakes) {
      simulator.moveTo(start);
      if (full) fill();
      for (const step of before) await run(step);
      texts.add((await run(line)).explanation?.text ?? "");
    }
    expect(texts.size).toBe(mistakes.length);
  });
});
