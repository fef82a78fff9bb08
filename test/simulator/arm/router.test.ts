import { describe, expect, it } from "vitest";
import { aSimulator, laptop } from "../../support/simulator.ts";
import { armOf } from "./arm-client.ts";

describe("the management plane's router", () => {
  it("requires a known api-version", async () => {
    const arm = armOf(aSimulator());
    const missing = await arm.send("GET", "/subscriptions", { version: "" });
    expect(missing).toMatchObject({ status: 400, code: "MissingApiVersionParameter" });
    const old = await arm.send("GET", `${arm.subscription}/providers/Microsoft.ContainerRegistry/registries`, {
      version: "2016-06-27-preview",
    });
    expect(old).toMatchObject({ status: 400, code: "InvalidApiVersionParameter" });
  });

  it("accepts one subscription, or any where that is configured", async () => {
    const other = "/subscriptions/00000000-0000-0000-0000-000000000001";
    expect(await armOf(aSimulator()).send("GET", other)).toMatchObject({ status: 404, code: "SubscriptionNotFound" });
  });

  it("rejects an invalid path and says what is wrong", async () => {
    const arm = armOf(aSimulator());
    const shop = `${arm.subscription}/resourceGroups/shop/providers`;
    expect(await arm.send("GET", `${shop}/Microsoft.Nowhere/things/a`)).toMatchObject({
      status: 404,
      code: "InvalidResourceNamespace",
    });
    expect(await arm.send("GET", `${shop}/Microsoft.ContainerRegistry/ports/a`)).toMatchObject({
      status: 404,
      code: "InvalidResourceType",
    });
    expect(await arm.send("GET", "/%zz")).toMatchObject({ status: 400 });
  });

  it("rejects a caller who is signed out", async () => {
    const simulator = aSimulator();
    simulator.transact((draft) => {
      draft.update("settings", [], (row) => ({ ...row, signedIn: null }));
      return { ok: true, value: null };
    });
    const answer = await armOf(simulator).send("GET", "/subscriptions");
    expect(answer).toMatchObject({ status: 401, code: "AuthenticationFailed" });
  });

  it("rejects broken JSON by name and leaves the world unchanged", async () => {
    const simulator = aSimulator();
    const before = simulator.world;
    const request = new Request(
      `https://management.azure.com${armOf(simulator).group("shop")}?api-version=2023-07-01`,
      {
        method: "PUT",
        body: "{ not json",
      },
    );
    const response = await simulator.send(request, laptop);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: "InvalidRequestContent" } });
    expect([...simulator.world.entries()]).toEqual([...before.entries()]);
  });
});
