import { describe, expect, it } from "vitest";
import { complete } from "../../../../src/simulator/cli/completion.ts";
import { ok } from "../../../../src/simulator/world/result.ts";
import { aShell } from "../../../support/shell.ts";
import { aRegistry } from "../../../support/simulator.ts";

const shell = aShell({ sku: "Premium" });
aRegistry(shell.simulator, { name: "contosodev", location: "northeurope" });
aRegistry(shell.simulator, { name: "fabrikam" });
shell.simulator.transact((draft) => {
  const at = shell.simulator.now;
  for (let index = 0; index < 400; index++) {
    const name = `team/app-${String(index).padStart(3, "0")}`;
    draft.put("repository", ["contoso", name], {
      createdAt: at,
      updatedAt: at,
      manifestCount: 0,
      tagCount: 1,
      attributes: { deleteEnabled: true, listEnabled: true, readEnabled: true, writeEnabled: true },
    } as never);
    draft.put("tag", ["contoso", name, "v1"], { digest: "sha256:0" } as never);
  }
  draft.put("repository", ["fabrikam", "shop"], {} as never);
  return ok(null);
});

const at = (line: string) => complete(line, line.length, shell.session);
const texts = async (line: string) => (await at(line)).candidates.map(({ text }) => text);

describe("completion", () => {
  it("offers programs and builtins at the start of every command", async () => {
    expect(await texts("gi")).toEqual(["git"]);
    expect(await texts("ls | gre")).toEqual(["grep"]);
    expect(await texts("true && (kube")).toEqual(["kubectl"]);
    expect(await texts("X=$(hist")).toEqual(["history"]);
    expect(await texts("NAME=v ech")).toEqual(["echo"]);
    expect((await at("gi")).candidates[0]).toMatchObject({ kind: "program", detail: expect.any(String) as string });
  });

  it("offers groups and commands of az, level by level", async () => {
    expect(await texts("az ac")).toEqual(["account", "acr"]);
    expect(await texts("az acr rep")).toEqual(expect.arrayContaining(["replication", "repository"]));
    expect(await texts("az acr replication c")).toEqual(["create"]);
    expect(await texts("git pu")).toEqual(["pull", "push"]);
  });

  it("offers options with their help, and none that is given already", async () => {
    expect(await texts("az acr create --sk")).toEqual(["--sku"]);
    expect((await at("az acr create --sk")).candidates[0]?.detail).not.toBe("");
    expect(await texts("az acr create --sku Basic --sk")).toEqual([]);
    expect(await texts("grep --inv")).toEqual(["--invert-match"]);
  });

  it("offers choices as values, also behind an equals sign", async () => {
    expect(await texts("az acr create --sku P")).toEqual(["Premium"]);
    expect(await at("az acr create --sku=Pre")).toMatchObject({
      from: 20,
      to: 23,
      candidates: [{ text: "Premium", kind: "choice" }],
    });
  });

  it("offers registries, repositories of the named registry, regions and groups of the world", async () => {
    expect(await texts("az acr show --name con")).toEqual(["contoso", "contosodev"]);
    expect((await at("az acr show -n contosod")).candidates).toEqual([
      { text: "contosodev", kind: "registry", detail: "Premium, northeurope" },
    ]);
    expect(await texts("az acr repository show-tags -n fabrikam --repository ")).toEqual(["shop"]);
    expect(await texts("az acr repository show-tags -n contoso --repository team/app-39")).toHaveLength(10);
    expect(await texts("az acr repository show -n contoso --image team/app-007:")).toEqual(["team/app-007:v1"]);
    expect(await texts("az group create --location westeu")).toEqual(["westeurope"]);
    expect(await texts("az acr show -g sh")).toEqual(["shop"]);
  });

  it("offers files and folders, in quotes and with blanks", async () => {
    await shell.run("mkdir -p src/deep; touch src/one.ts 'src/two words.ts'");
    expect(await texts("cat sr")).toEqual(["src/"]);
    expect(await texts("cat src/")).toEqual(["src/deep/", "src/one.ts", "src/two\\ words.ts"]);
    expect(await texts('cat "src/tw')).toEqual(["src/two words.ts"]);
    expect(await at("cat src/two\\ w")).toMatchObject({ from: 4, candidates: [{ text: "src/two\\ words.ts" }] });
    expect(await texts("cd sr")).toEqual(["src/"]);
    expect(await texts("cd src/o")).toEqual([]);
    expect(await texts("echo x > src/o")).toEqual(["src/one.ts"]);
  });

  it("offers variables behind a dollar sign", async () => {
    await shell.run("ACR_NAME=contoso");
    expect(await at("echo $ACR")).toMatchObject({
      from: 6,
      candidates: [{ text: "ACR_NAME", kind: "variable", detail: "contoso" }],
    });
    expect(await texts('echo "${HO')).toEqual(["HOME", "HOSTNAME"]);
    expect(await texts("echo '$HO")).toEqual([]);
  });

  it("stays short with hundreds of repositories", async () => {
    expect(await texts("az acr repository delete -n contoso --repository team")).toHaveLength(50);
  });

  it("offers nothing where nothing matches", async () => {
    expect(await texts("# a comment ")).toEqual([]);
    expect(await texts("az acr nosuch --fro")).toEqual([]);
    expect(await texts("frobnicate zzz")).toEqual([]);
  });
});
