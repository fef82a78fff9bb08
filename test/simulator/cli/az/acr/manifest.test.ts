import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { aShell } from "../../../../support/shell.ts";

const withImages = async (profile: "chapter" | "azure" = "azure") => {
  const shell = aShell({ profile, startFiles: true });
  const run = async (...lines: string[]) => {
    for (const line of lines) {
      const ran = await shell.run(line);
      expect(ran.exitCode, `${line}\n${ran.err}`).toBe(0);
    }
  };
  await run(
    "az group create -n shop -l westeurope",
    "az acr create -n contoso -g shop --sku Premium",
    "az acr login -n contoso",
    "docker build -t contoso.azurecr.io/web:v1 .",
    "docker push contoso.azurecr.io/web:v1",
    "docker tag contoso.azurecr.io/web:v1 contoso.azurecr.io/web:stable",
    "docker push contoso.azurecr.io/web:stable",
  );
  const json = async <T>(line: string) => {
    const ran = await shell.run(line);
    expect(ran.exitCode, `${line}\n${ran.err}`).toBe(0);
    return JSON.parse(ran.out) as T;
  };
  const [first] = await json<{ digest: string }[]>("az acr manifest list-metadata -r contoso -n web");
  return { ...shell, run, json, digest: first?.digest ?? "", ask: shell.run };
};

describe("az acr manifest", () => {
  it("lists the manifests of a repository, named in either way", async () => {
    const { json, digest, ask } = await withImages();
    const rows = await json<unknown[]>("az acr manifest list-metadata --registry contoso --name web");
    expect(rows).toMatchObject([{ digest, tags: ["stable", "v1"], changeableAttributes: { deleteEnabled: true } }]);
    expect(await json("az acr manifest list-metadata contoso.azurecr.io/web")).toEqual(rows);
    expect(await json("az acr manifest metadata list -r contoso -n web")).toEqual(rows);
    const bodies = await json<unknown[]>("az acr manifest list -r contoso -n web");
    expect(bodies).toMatchObject([{ schemaVersion: 2 }]);
    const listed = await ask(
      "az acr manifest list-metadata -r contoso -n web --only-show-errors -o tsv --query [].digest",
    );
    expect([listed.out, listed.err]).toEqual([`${digest}\n`, ""]);
  });

  it("shows a manifest, and its exact bytes with --raw", async () => {
    const { json, digest, ask } = await withImages();
    expect(await json("az acr manifest show -r contoso -n web:v1")).toMatchObject({ schemaVersion: 2 });
    const { bytes } = await ask("az acr manifest show contoso.azurecr.io/web:stable --raw");
    expect(`sha256:${createHash("sha256").update(bytes).digest("hex")}`).toBe(digest);
    const missing = await ask("az acr manifest show -r contoso -n web:v9");
    expect([missing.exitCode, missing.err]).toEqual([3, expect.stringContaining("Error: ")]);
  });

  it("shows and changes its attributes, which the registry enforces", async () => {
    const { json, digest, ask } = await withImages();
    expect(await json("az acr manifest show-metadata -r contoso -n web:v1")).toMatchObject({ name: "v1", digest });
    expect(await json(`az acr manifest show-metadata -r contoso -n web@${digest}`)).toMatchObject({ digest });
    const changed = await json("az acr manifest update-metadata -r contoso -n web:v1 --write-enabled false");
    expect(changed).toMatchObject({ changeableAttributes: { writeEnabled: false, deleteEnabled: true } });
    expect((await ask("docker push contoso.azurecr.io/web:v1")).exitCode).toBe(1);
  });

  it("lists the artifacts that refer to a manifest, through several steps when asked", async () => {
    const { run, json, ask } = await withImages();
    await run("echo '{}' > sbom.json", "oras attach --artifact-type sbom/example contoso.azurecr.io/web:v1 sbom.json");
    const { manifests } = await json<{ manifests: { digest: string; artifactType: string }[] }>(
      "az acr manifest list-referrers -r contoso -n web:v1",
    );
    expect(manifests).toMatchObject([{ artifactType: "sbom/example" }]);
    const sbom = manifests[0]?.digest ?? "";
    await run(`oras attach --artifact-type note/example contoso.azurecr.io/web@${sbom} sbom.json`);
    const count = async (options: string) =>
      (await json<{ manifests: unknown[] }>(`az acr manifest list-referrers -r contoso -n web:v1 ${options}`)).manifests
        .length;
    expect(await count("")).toBe(1);
    expect(await count("--recursive")).toBe(2);
    expect(await count("--artifact-type other")).toBe(0);
    const table = await ask("az acr manifest list-referrers -r contoso -n web:v1 -o table");
    expect(table.out.split("\n")[0]).toMatch(/Digest +ArtifactType +MediaType +Size/);
  });

  it("deletes a manifest with its tags after a confirmation", async () => {
    const { ask, json, digest } = await withImages();
    const kept = await ask("az acr manifest delete -r contoso -n web:v1", { answers: ["n"] });
    expect(kept.err).toContain(
      `Are you sure you want to delete the artifact '${digest}' and all manifests that refer to it?`,
    );
    expect(await json("az acr manifest list-metadata -r contoso -n web")).toHaveLength(1);
    expect((await ask("az acr manifest delete -r contoso -n web:v1 --yes")).exitCode).toBe(0);
    expect((await ask("az acr manifest show -r contoso -n web:stable")).exitCode).toBe(3);
  });

  it("lists and restores soft-deleted manifests", async () => {
    const { run, json, ask, digest } = await withImages();
    await run("az acr config soft-delete update -r contoso --status enabled --days 7 --yes");
    await run("az acr manifest delete -r contoso -n web:v1 --yes");
    expect(await json("az acr repository list-deleted -n contoso")).toEqual(["web"]);
    const [row] = await json<{ digest: string; deletedAt: string; expiresAfter: string }[]>(
      "az acr manifest list-deleted -r contoso -n web",
    );
    expect(row?.digest).toBe(digest);
    expect(Date.parse(row?.expiresAfter ?? "") - Date.parse(row?.deletedAt ?? "")).toBe(7 * 86_400_000);
    expect(await json("az acr manifest list-deleted-tags -r contoso -n web:v1")).toMatchObject([{ tag: "v1", digest }]);
    expect((await ask("az acr manifest restore -r contoso -n web:v9 --yes")).err).toContain(
      "No deleted manifests found for tag: v9",
    );
    await run("az acr manifest restore -r contoso -n web:v1 --yes");
    expect(await json("az acr manifest show-metadata -r contoso -n web:v1")).toMatchObject({ digest });
  });

  it("rejects a target without a valid name, and says how to name one", async () => {
    const { ask } = await withImages();
    const none = await ask("az acr manifest show -r contoso");
    expect([none.exitCode, none.err]).toEqual([
      expect.any(Number),
      expect.stringContaining("You must provide either a fully qualified manifest specifier"),
    ]);
    expect((await ask("az acr manifest list-metadata contoso.azurecr.io/web:v1")).err).toContain(
      "'repo_id' should not include a tag or digest",
    );
    expect((await ask("az acr manifest show registry.example/web:v1")).err).toContain(
      "Provided registry suffix '.example' does not match",
    );
    expect((await ask("az acr manifest show web:v1")).err).toContain("manifest specifier");
    const bracket = await ask("az acr manifest show -r [ -n web:v1");
    expect([bracket.exitCode, bracket.err]).toEqual([1, expect.stringContaining("Could not connect to the registry")]);
  });
});
