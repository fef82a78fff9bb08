import { describe, expect, it } from "vitest";
import { az } from "../../support/az.ts";
import { anIndex, types } from "../../support/images.ts";
import { pushImage } from "../../support/push-image.ts";
import { aClient, type RegistryClient } from "./registry-client.ts";

const subject = anIndex();

/** A manifest with so many others that name it as their subject, of two kinds in turn; their digests in order. */
async function withReferrers(count: number, client = aClient()) {
  await pushImage(client.send, "app:v1", subject);
  const digests: string[] = [];
  for (let number = 0; number < count; number++) {
    const artifactType = `application/vnd.test.${number % 2 === 0 ? "even" : "odd"}`;
    const referrer = anIndex([], { artifactType, subject, annotations: { number: String(number) } });
    digests.push(await pushImage(client.send, "app", referrer));
  }
  return { client, digests: digests.sort() };
}

/** The digests of each page, from a first address on. */
async function pages(client: RegistryClient, first: string): Promise<string[][]> {
  const found: string[][] = [];
  for (let path: string | undefined = first; path !== undefined;) {
    const response: Response = await client.send("GET", path);
    expect(response.headers.get("content-type")).toBe(types.index);
    const { manifests } = (await response.json()) as { manifests: { digest: string }[] };
    found.push(manifests.map((descriptor) => descriptor.digest));
    path = /^<([^>]+)>; rel="next"$/.exec(response.headers.get("link") ?? "")?.[1];
  }
  return found;
}

describe("the list of referrers", () => {
  it.each([
    [99, "", [99]],
    [100, "", [100]],
    [101, "", [100, 1]],
    [7, "?n=3", [3, 3, 1]],
    [7, "?n=2&artifactType=application/vnd.test.even", [2, 2]],
  ])("of %i, asked for with %j, comes in pages of %j", async (count, query, sizes) => {
    const { client, digests } = await withReferrers(count);
    const found = await pages(client, `/v2/app/referrers/${subject.digest}${query}`);
    expect(found.map((page) => page.length)).toEqual(sizes);
    if (!query.includes("artifactType")) expect(found.flat()).toEqual(digests);
    expect(new Set(found.flat()).size).toBe(found.flat().length);
  });

  it("has the header OCI-Filters-Applied on every filtered page", async () => {
    const { client } = await withReferrers(5);
    const first = await client.send(
      "GET",
      `/v2/app/referrers/${subject.digest}?n=2&artifactType=application/vnd.test.even`,
    );
    const next = /<([^>]+)>/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
    const second = await client.send("GET", next);
    expect([first, second].map(({ headers }) => headers.get("oci-filters-applied"))).toEqual([
      "artifactType",
      "artifactType",
    ]);
  });

  it.each(["?n=-1", "?n=many"])("rejects %s", async (query) => {
    const client = aClient();
    const answer = await client.send("GET", `/v2/app/referrers/${subject.digest}${query}`);
    expect([answer.status, ((await answer.json()) as { errors: { code: string }[] }).errors[0]?.code]).toEqual([
      400,
      "PAGINATION_NUMBER_INVALID",
    ]);
  });

  it("is read to its last page by az", async () => {
    const { client } = await withReferrers(101);
    const printed = await az(client.simulator, `acr manifest list-referrers -r contoso -n app:v1`);
    expect(printed.object).toMatchObject({ manifests: { length: 101 } });
  });
});
