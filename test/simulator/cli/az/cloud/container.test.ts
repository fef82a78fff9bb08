import { beforeEach, describe, expect, it } from "vitest";
import type { Simulator } from "../../../../../src/simulator/simulator.ts";
import { az } from "../../../../support/az.ts";
import { aRegistry, aSimulator } from "../../../../support/simulator.ts";

let simulator: Simulator;
beforeEach(() => {
  simulator = aSimulator();
  aRegistry(simulator);
});

describe("az container", () => {
  it("creates a group from an image, shows, lists and deletes it", async () => {
    const made = await az(
      simulator,
      "container create -g shop -n web --image contoso.azurecr.io/web:v1 --registry-username u --registry-password p",
    );
    expect([made.exitCode, made.err]).toEqual([0, ""]);
    expect(made.object).toMatchObject({
      name: "web",
      osType: "Linux",
      restartPolicy: "Always",
      imageRegistryCredentials: [{ server: "contoso.azurecr.io", username: "u" }],
    });
    expect((await az(simulator, "container list --query [].name")).json).toEqual(["web"]);
    expect((await az(simulator, "container show -g shop -n web")).object["restartPolicy"]).toBe("Always");
    expect((await az(simulator, "container logs -g shop -n web")).exitCode).toBe(0);
    expect((await az(simulator, "container restart -g shop -n web")).exitCode).toBe(0);
    expect((await az(simulator, "container delete -g shop -n web --yes")).exitCode).toBe(0);
    expect((await az(simulator, "container show -g shop -n web")).exitCode).toBe(3);
  });

  it("pulls with an identity that is assigned to the group", async () => {
    const id = (await az(simulator, "identity create -g shop -n puller --query id -o tsv")).out.trim();
    const made = await az(
      simulator,
      `container create -g shop -n web --image contoso.azurecr.io/web:v1 --assign-identity ${id} --acr-identity ${id}`,
    );
    expect(made.object).toMatchObject({ imageRegistryCredentials: [{ server: "contoso.azurecr.io", identity: id }] });
    const other = await az(
      simulator,
      `container create -g shop -n api --image contoso.azurecr.io/web:v1 --acr-identity ${id}`,
    );
    expect(other.err).toContain("(InvalidRegistryIdentity)");
  });

  it("requires an image and complete credentials, and names what is not simulated", async () => {
    expect((await az(simulator, "container create -g shop -n web")).err).toContain("the --image argument is required");
    const half = await az(
      simulator,
      "container create -g shop -n web --image contoso.azurecr.io/web:v1 --registry-username u",
    );
    expect(half.err).toContain("Please specify --registry-username and --registry-password in non-interactive mode.");
    for (const options of [
      "--vnet v",
      "--gitrepo-url https://github.com/contoso/web --gitrepo-mount-path /src",
      "--azure-file-volume-share-name s --azure-file-volume-account-name a --azure-file-volume-account-key k",
      "--log-analytics-workspace w",
    ]) {
      const rejected = await az(simulator, `container create -g shop -n web --image x ${options}`);
      expect(rejected.err).toContain("is not simulated.");
    }
  });

  it("checks the options of volumes as az 2.45.0 does", async () => {
    for (const [options, words] of [
      ["--azure-file-volume-mount-path a:b", "The volume mount path cannot contain ':'"],
      ["--gitrepo-dir ../x", "The git repo directory cannot contain '..'"],
      [
        "--azure-file-volume-share-name s",
        "Please specify --azure-file-volume-account-name in order to use Azure File volume.",
      ],
      [
        "--gitrepo-mount-path /src",
        "Please specify --gitrepo-url (--gitrepo-dir --gitrepo-revision) to enable Git Repo volume mount.",
      ],
    ] as const) {
      const checked = await az(simulator, `container create -g shop -n web --image x ${options}`);
      expect([checked.exitCode, checked.err]).toEqual([1, `ERROR: ${words}\n`]);
    }
  });
});

describe("az security pricing", () => {
  it("turns a plan of Defender for Cloud on", async () => {
    expect((await az(simulator, "security pricing show -n Containers")).object["pricingTier"]).toBe("Free");
    expect((await az(simulator, "security pricing create -n Containers --tier Standard")).object["pricingTier"]).toBe(
      "Standard",
    );
    expect((await az(simulator, "security pricing list")).object["value"]).toBeInstanceOf(Array);
    expect((await az(simulator, "security pricing show -n Boats")).exitCode).toBe(3);
  });
});

it("az provider shows and registers the registry's provider", async () => {
  const provider = await az(simulator, "provider show -n Microsoft.ContainerRegistry");
  expect(provider.object["namespace"]).toBe("Microsoft.ContainerRegistry");
  expect((await az(simulator, "provider register -n Microsoft.ContainerRegistry")).exitCode).toBe(0);
});
