import { runInNewContext } from "node:vm";
import { setFlagsFromString } from "node:v8";
import { describe, expect, it } from "vitest";
import { aBrowser } from "../support/sandbox.ts";
import { serializedStorage } from "../support/serialized-storage.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Bytes on the heap that are in use. */
async function heap(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    collectGarbage();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return process.memoryUsage().heapUsed;
}

const lines = [
  "az acr update -n contoso --tags run=one",
  "docker push contoso.azurecr.io/web:v1",
  "az acr repository show-tags -n contoso --repository web",
  "az acr update -n contoso --tags run=two",
  "docker images",
];

describe("a long session", () => {
  it("takes no more memory after 10,000 commands than after 1,000, within 20%", async () => {
    const { sandbox, events } = await aBrowser({ storage: serializedStorage() }).openTab();
    const run = async (line: string) => {
      const block = await sandbox.request("execute", { line });
      events.length = 0;
      return block;
    };
    await sandbox.request("create", { template: "empty", profile: "azure" });
    for (const line of [
      "az group create -n shop -l westeurope",
      "az acr create -n contoso -g shop --sku Standard",
      "az acr login -n contoso",
      "docker pull nginx:1.25",
      "docker tag nginx:1.25 contoso.azurecr.io/web:v1",
    ]) {
      expect([line, (await run(line)).exitCode]).toEqual([line, 0]);
    }
    let early = 0;
    for (let count = 1; count <= 10_000; count++) {
      await run(lines[count % lines.length] ?? "");
      if (count === 1000) early = await heap();
    }
    const late = await heap();
    console.log(
      `heap after 1,000 commands ${(early / 2 ** 20).toFixed(1)} MiB, after 10,000 ${(late / 2 ** 20).toFixed(1)} MiB`,
    );
    expect(late).toBeLessThan(1.2 * early);
  });
});
