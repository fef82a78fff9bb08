import { beforeEach, describe, expect, it } from "vitest";
import type { Simulator } from "../../../../../src/simulator/simulator.ts";
import { az } from "../../../../support/az.ts";
import { aRegistry, aSimulator } from "../../../../support/simulator.ts";

let simulator: Simulator;
beforeEach(() => {
  simulator = aSimulator();
  aRegistry(simulator);
});

const scopeMap = (line: string) => az(simulator, `acr scope-map ${line} -r contoso`);
const token = (line: string, answers?: string[]) =>
  az(simulator, `acr token ${line} -r contoso`, answers ? { answers } : {});

describe("az acr scope-map", () => {
  it("keeps actions by repository, in lower case", async () => {
    const made = await scopeMap(
      "create -n readers --repository Web content/read metadata/read --repository api content/write",
    );
    expect(made.exitCode).toBe(0);
    expect(Object.keys(made.object)).toEqual([
      "actions",
      "creationDate",
      "description",
      "id",
      "name",
      "provisioningState",
      "resourceGroup",
      "systemData",
      "type",
      "typePropertiesType",
    ]);
    expect(made.object).toMatchObject({
      actions: ["repositories/web/content/read", "repositories/web/metadata/read", "repositories/api/content/write"],
      typePropertiesType: "UserDefined",
      resourceGroup: "shop",
    });
    expect((await scopeMap("show -n readers")).object["actions"]).toEqual(made.object["actions"]);
    const [titles] = (await scopeMap("list -o table")).out.split("\n");
    expect(titles?.trim().split(/\s{2,}/)).toEqual(["NAME", "TYPE", "CREATION DATE", "DESCRIPTION"]);
  });

  it("adds and removes actions", async () => {
    await scopeMap("create -n readers --repository web content/read");
    const changed = await scopeMap(
      "update -n readers --add web content/write --remove web content/read --description x",
    );
    expect(changed.object).toMatchObject({ actions: ["repositories/web/content/write"], description: "x" });
  });

  it("rejects an update that changes nothing, or adds and removes the same action, as az 2.45.0 does", async () => {
    // Without anything to change az doesn't even look for the registry.
    for (const line of ["update -n nothing", "update -n nothing --description ''"]) {
      const empty = await scopeMap(line);
      expect([empty.exitCode, empty.err.split("\n").at(-2)]).toEqual([1, "ERROR: No scope map properties to update."]);
    }
    await scopeMap("create -n readers --repository a content/read");
    const both = "a content/read metadata/read";
    const unclear = await scopeMap(`update -n readers --add-repository ${both} --remove-repository ${both}`);
    expect([unclear.exitCode, unclear.err.split("\n").slice(-3)]).toEqual([
      1,
      [
        "ERROR: Update ambiguity. Duplicate actions were provided with --add and --remove arguments.",
        "['a/content/read', 'a/metadata/read']",
        "",
      ],
    ]);
  });

  it("rejects a repository without actions and an unknown action", async () => {
    const none = await scopeMap("create -n readers --repository App");
    expect([none.exitCode, none.err.split("\n").at(-2)]).toEqual([
      1,
      'ERROR: At least one action must be specified with "app".',
    ]);
    expect((await scopeMap("create -n readers --repository app read")).err).toContain(
      'Invalid action "read" provided.',
    );
  });

  it("exits with 3 for a scope map that doesn't exist, and silently when its deletion is declined", async () => {
    expect((await scopeMap("show -n readers")).exitCode).toBe(3);
    await scopeMap("create -n readers --repository web content/read");
    const declined = await az(simulator, "acr scope-map delete -n readers -r contoso", { answers: ["n"] });
    expect([declined.exitCode, declined.out]).toEqual([0, ""]);
    expect((await scopeMap("delete -n readers --yes")).exitCode).toBe(0);
    expect((await scopeMap("show -n readers")).exitCode).toBe(3);
  });
});

describe("az acr token create", () => {
  it("makes a scope map, the token and both passwords, which only this answer shows", async () => {
    const made = await token("create -n builder --repository web content/read");
    expect(made.exitCode).toBe(0);
    expect(Object.keys(made.object)).toEqual([
      "creationDate",
      "credentials",
      "id",
      "name",
      "provisioningState",
      "resourceGroup",
      "scopeMapId",
      "status",
      "systemData",
      "type",
    ]);
    expect(made.object["scopeMapId"]).toMatch(/\/scopeMaps\/builder-scope-map$/);
    expect(made.err).toContain('Creating a scope map "builder-scope-map" for provided permissions.');
    const { passwords } = made.object["credentials"] as { passwords: Record<string, string | null>[] };
    expect(passwords.map(({ name }) => name)).toEqual(["password1", "password2"]);
    expect(Object.keys(passwords[0] ?? {})).toEqual(["creationTime", "expiry", "name", "value"]);
    expect(made.err).toContain(`"docker login contoso.azurecr.io -u builder -p ${String(passwords[0]?.["value"])}".`);
    const storedValues = await token("show -n builder --query credentials.passwords[].value");
    expect(storedValues.json).toEqual([]);
  });

  it("uses an existing scope map, and creates no passwords with --no-passwords", async () => {
    await scopeMap("create -n readers --repository web content/read");
    const made = await token("create -n builder --scope-map readers --no-passwords --status disabled");
    expect(made.object).toMatchObject({ status: "disabled", credentials: { passwords: [] } });
    expect((await token("list --query [].name")).json).toEqual(["builder"]);
  });

  it("requires exactly one source of permissions", async () => {
    const usage = "ERROR: usage error: can't use --scope-map and --repository | --gateway\n";
    expect((await token("create -n builder")).err).toContain(usage);
    const both = await token("create -n builder --scope-map readers --repository web content/read");
    expect([both.exitCode, both.err.endsWith(usage)]).toEqual([1, true]);
  });

  it("prints the service's message about a scope map that doesn't exist", async () => {
    const printed = await token("create -n builder --scope-map readers");
    expect(printed.exitCode).toBe(3);
  });

  it("does not change a scope map of the same name", async () => {
    await token("create -n builder --repository web content/read --no-passwords");
    const other = await token("create -n builder --repository web content/write --no-passwords");
    expect(other.err).toContain("The default scope map was already configured with different repository permissions.");
  });
});

describe("az acr token update and delete", () => {
  it("send only what is given", async () => {
    await token("create -n builder --repository web content/read --no-passwords");
    expect((await token("update -n builder --status disabled")).object["status"]).toBe("disabled");
    await scopeMap("create -n others --repository api content/read");
    const changed = await token("update -n builder --scope-map others");
    expect(changed.object).toMatchObject({ status: "disabled" });
    expect(changed.object["scopeMapId"]).toMatch(/\/scopeMaps\/others$/);
    expect((await token("delete -n builder", ["n"])).exitCode).toBe(0);
    expect((await token("delete -n builder", ["y"])).exitCode).toBe(0);
    expect((await token("show -n builder")).exitCode).toBe(3);
  });
});

describe("az acr token credential", () => {
  it("generates one password or both, with an end or without", async () => {
    await token("create -n builder --repository web content/read --no-passwords");
    const generated = await token("credential generate -n builder --password1 --expiration-in-days 30");
    expect(generated.object).toMatchObject({ username: "builder", passwords: [{ name: "password1" }] });
    const [titles, , row] = (await token("credential generate -n builder -o table")).out.split("\n");
    expect(titles?.trim().split(/\s{2,}/)).toEqual([
      "USERNAME",
      "PASSWORD1",
      "PASSWORD1 EXPIRY",
      "PASSWORD2",
      "PASSWORD2 EXPIRY",
    ]);
    expect(row).toMatch(/Never/);
    expect((await token("credential generate -n builder --expiration tomorrow")).err).toContain(
      "Input 'tomorrow' is not valid datetime. Valid example: 2025-12-31T12:59:59Z",
    );
  });

  it("deletes the passwords that are named", async () => {
    await token("create -n builder --repository web content/read");
    expect((await token("credential delete -n builder")).err).toContain("No credentials to delete.");
    await token("credential delete -n builder --password1");
    expect((await token("show -n builder --query credentials.passwords[].name")).json).toEqual(["password2"]);
    expect((await token("credential delete -n builder --password1")).err).toContain(
      "Unable to perform operation. Password1 credential doesn't exist.",
    );
  });
});
