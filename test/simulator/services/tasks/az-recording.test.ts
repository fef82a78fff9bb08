import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aRegistry, aSimulator } from "../../../support/simulator.ts";
import { anOwner } from "../../identity/people.ts";

interface Recorded {
  command: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
  base64?: string;
  status: number;
}

const file = join(import.meta.dirname, "../../../recordings/az/tasks.json");
const { requests } = JSON.parse(readFileSync(file, "utf8")) as { requests: Recorded[] };

/** Sends every recorded request, with what earlier answers gave in place of its placeholders. */
async function replay() {
  const simulator = aSimulator({ profile: "azure" });
  const subscription = simulator.world.get("settings")?.subscription.id ?? "";
  aRegistry(simulator, { name: "myregistry", resourceGroup: "myrg", location: "eastus", sku: "Standard" });
  const origin = anOwner(simulator);
  const files = { Dockerfile: "FROM mcr.microsoft.com/hello-world\nLABEL a=b\n" };
  const commit = JSON.stringify({ branch: "main", files });
  await simulator.send(new Request("https://github.com/contoso/web/commits", { method: "POST", body: commit }), origin);
  const placeholders = new Map([["{subscription}", subscription]]);
  const fill = (text: string) =>
    [...placeholders].reduce((filled, [name, value]) => filled.replaceAll(name, value), text);
  const answers: { recorded: Recorded; response: Response; text: string }[] = [];
  for (const recorded of requests) {
    const body = recorded.base64 ? Buffer.from(recorded.base64, "base64") : recorded.body && fill(recorded.body);
    const response = await simulator.send(
      new Request(fill(recorded.url), { method: recorded.method, headers: recorded.headers, ...(body && { body }) }),
      origin,
    );
    const text = await response.clone().text();
    answers.push({ recorded, response, text });
    if (text.startsWith("{")) {
      const { uploadUrl, relativePath, logLink, properties } = JSON.parse(text);
      for (const [name, value] of Object.entries({ uploadUrl, relativePath, logLink, runId: properties?.runId })) {
        if (typeof value === "string") placeholders.set(`{${name}}`, value);
      }
    }
    await simulator.advance(60_000);
  }
  return { simulator, answers };
}

describe("the requests of az 2.45.0 for build, task create, task run and import", () => {
  it("get the statuses that az accepts, and make the images", async () => {
    const { simulator, answers } = await replay();
    expect(answers.map(({ recorded, response }) => `${recorded.method} ${recorded.url} ${response.status}`)).toEqual(
      requests.map(({ method, url, status }) => `${method} ${url} ${status}`),
    );
    expect([...simulator.world.scan("run", ["myregistry"])].map(({ row }) => row.status)).toEqual([
      "Succeeded",
      "Succeeded",
    ]);
    const tags = [...simulator.world.scan("tag", ["myregistry"])].map(({ rest }) => rest.join(":"));
    expect(tags).toEqual(["hello:2", "web:1", "web:cb2"]);
  });

  it("get the headers of the Blob service, without which az can't parse the answer to its upload", async () => {
    const { answers } = await replay();
    const upload = answers.find(({ recorded }) => recorded.url === "{uploadUrl}");
    expect(Object.fromEntries(upload?.response.headers ?? [])).toEqual({
      "content-length": "0",
      etag: expect.stringMatching(/^"0x[0-9A-F]+"$/) as string,
      "last-modified": expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/) as string,
      "x-ms-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      "x-ms-request-server-encrypted": "true",
      "x-ms-version": "2018-11-09",
    });
    const task = answers.find(({ recorded }) => recorded.command === "acr task create");
    expect(JSON.parse(task?.text ?? "{}")).toMatchObject({ name: "webtask", properties: { status: "Enabled" } });
  });
});
