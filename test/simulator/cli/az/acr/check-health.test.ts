import { describe, expect, it } from "vitest";
import { aShell } from "../../../../support/shell.ts";

const withRegistry = async () => {
  const shell = aShell();
  await shell.runAll("az group create -n shop -l westeurope", "az acr create -n contoso -g shop --sku Premium");
  return shell;
};

describe("az acr check-health", () => {
  it("checks everything from docker to the access token and writes to standard error", async () => {
    const { run } = await withRegistry();
    const { exitCode, out, err } = await run("az acr check-health -n contoso --yes");
    expect([exitCode, out]).toEqual([0, ""]);
    const lines = err.split("\n");
    expect(lines[0]).toBe("Docker daemon status: available");
    for (const part of [
      /^Docker version: 'Docker version \d/,
      /^Docker pull of 'mcr\.microsoft\.com\/mcr\/hello-world:latest' : OK$/,
      /^Azure CLI version: \d/,
      /^DNS lookup to contoso\.azurecr\.io at IP [\d.]+ : OK$/,
      /^Challenge endpoint https:\/\/contoso\.azurecr\.io\/v2\/ : OK$/,
      /^Fetch refresh token for registry 'contoso\.azurecr\.io' : OK$/,
      /^Fetch access token for registry 'contoso\.azurecr\.io' : OK$/,
      /^Helm version: \d/,
    ]) {
      expect(
        lines.some((line) => part.test(line)),
        String(part),
      ).toBe(true);
    }
  });

  it("asks before it pulls, and checks no registry that was not named", async () => {
    const { run } = await withRegistry();
    const { err, exitCode } = await run("az acr check-health", { answers: ["n"] });
    expect(exitCode).toBe(0);
    expect(err).toContain("Skipping pull check.");
    expect(err).toContain("Registry name must be provided to check connectivity.");
  });

  it("stops at the first failed check, or continues with --ignore-errors", async () => {
    const { run } = await withRegistry();
    const unknown = await run("az acr check-health -n nowhere --yes");
    expect([unknown.exitCode, unknown.explanation?.code]).toEqual([1, "CONNECTIVITY_DNS_ERROR"]);
    expect(unknown.err).not.toContain("Helm version");
    const passed = await run("az acr check-health -n nowhere --yes --ignore-errors");
    expect(passed.exitCode).toBe(0);
    expect(passed.err).toContain("An error occurred: CONNECTIVITY_DNS_ERROR");
    expect(passed.err).toContain("Helm version");
  });

  it("distinguishes a closed network from a wrong name", async () => {
    const { run, runAll } = await withRegistry();
    await runAll("az acr update -n contoso --public-network-enabled false");
    const { exitCode, err } = await run("az acr check-health -n contoso --yes");
    expect(exitCode).toBe(1);
    expect(err).toContain("CONNECTIVITY_FORBIDDEN_ERROR");
    expect(err).toContain("DNS lookup to contoso.azurecr.io");
  });
});
