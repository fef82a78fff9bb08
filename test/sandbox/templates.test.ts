import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Problems } from "../../src/content/build/problems.ts";
import { templateList } from "../../src/content/build/template-list.ts";
import { readTemplates } from "../../src/content/build/templates.ts";
import { aBrowser } from "../support/sandbox.ts";

const problems = new Problems();
const templates = readTemplates(join(import.meta.dirname, "../.."), problems);

const opened = async (template: string, profile: "chapter" | "azure" = "chapter") => {
  const { sandbox } = await aBrowser({ templates }).openTab();
  const { status, blocks } = await sandbox.request("create", { template, profile });
  const run = async (line: string) => {
    const block = await sandbox.request("execute", { line });
    return { exitCode: block.exitCode, text: block.output.map(({ text }) => text).join("") };
  };
  return { sandbox, status, blocks, run };
};

describe("the starting environments of the sandbox", () => {
  it("are read without problems, and those with a summary are offered", () => {
    expect(problems.toString()).toBe("");
    const offered = templateList(templates).map(({ id }) => id);
    expect(offered).toEqual(["empty", "three-regions", "broken-cluster", "locked-network", "full-storage", "busy"]);
  });

  it("begin with an empty transcript and nothing to undo", async () => {
    const { blocks, status } = await opened("three-regions");
    expect(blocks).toEqual([]);
    expect(status.undo).toBeUndefined();
  });

  it("three regions: every region has the image", async () => {
    const { run } = await opened("three-regions");
    const { text } = await run("az acr replication list -r contoso --query [].location -o tsv");
    expect(text.trim().split("\n").sort()).toEqual(["eastus", "southeastasia", "westeurope"]);
    expect((await run("docker pull contoso.azurecr.io/web:v1")).exitCode).toBe(0);
  });

  it("broken cluster: both pods wait, each for its own reason, and can be fixed", async () => {
    const { run, sandbox } = await opened("broken-cluster");
    expect((await run("kubectl get pods")).text.match(/ImagePullBackOff|ErrImagePull/g)).toHaveLength(2);
    await run("az aks update -g shop-rg -n shop-aks --attach-acr contoso");
    await sandbox.request("advance", { milliseconds: 600_000 });
    expect((await run("kubectl get pods")).text.match(/Running/g)).toHaveLength(1);
    await run("kubectl set image deployment/api web=contoso.azurecr.io/web:v1");
    await sandbox.request("advance", { milliseconds: 600_000 });
    expect((await run("kubectl get pods")).text.match(/Running/g)?.length).toBe(2);
  });

  it("locked network: the registry rejects the laptop and allows a machine in the network", async () => {
    const { run, sandbox } = await opened("locked-network");
    expect((await run("az acr login -n contoso")).exitCode).toBe(1);
    const inside = (await sandbox.request("places", null)).find(({ label }) => label.includes("shop-vnet/apps"));
    await sandbox.request("place", { id: inside?.id ?? "" });
    const signedIn = await run("az acr login -n contoso");
    expect(signedIn.exitCode, signedIn.text).toBe(0);
    expect((await run("docker pull contoso.azurecr.io/nginx:1.25")).exitCode).toBe(0);
  });

  it.each(["chapter", "azure"] as const)(
    "full storage: a push that needs room is rejected until there is some, by the rules of %s",
    async (profile) => {
      const { run, sandbox } = await opened("full-storage", profile);
      const push = "docker push contoso.azurecr.io/nginx:1.25";
      expect((await run(push)).text).toContain("storage limit");
      await run("docker pull busybox:1.36");
      await run("docker tag busybox:1.36 contoso.azurecr.io/tool:v1");
      expect((await run("docker push contoso.azurecr.io/tool:v1")).exitCode).toBe(1);
      await run("az acr repository delete -n contoso --repository web --yes");
      // What nothing names any more is collected some time later.
      await sandbox.request("advance", { milliseconds: 86_400_000 });
      await run("az acr login -n contoso");
      expect((await run("docker push contoso.azurecr.io/tool:v1")).exitCode).toBe(0);
    },
  );

  it("full storage: a larger tier gives room where the tier decides how much there is", async () => {
    const { run } = await opened("full-storage", "chapter");
    await run("az acr update -n contoso --sku Standard");
    expect((await run("docker push contoso.azurecr.io/nginx:1.25")).exitCode).toBe(0);
  });

  it("can't be opened by an unknown name", async () => {
    const { sandbox } = await opened("empty");
    await expect(sandbox.request("create", { template: "nothing", profile: "chapter" })).rejects.toThrow(
      "There is no starting environment called nothing",
    );
  });

  it("replace an environment in which only their own lines were typed", async () => {
    const { sandbox, run } = await opened("shop-pushed");
    const lines = ["az acr repository list --name contoso"];
    const names = async () => (await sandbox.request("worlds", null)).map(({ name }) => name);
    const press = () => sandbox.request("create", { template: "shop-pushed", profile: "chapter", replaces: lines });
    await run(lines[0] ?? "");
    await press();
    expect(await names()).toHaveLength(1);
    await run("echo mine");
    await press();
    expect(await names()).toHaveLength(2);
  });
});
