import { describe, expect, it } from "vitest";
import { enqueue } from "../../../src/simulator/world/clock.ts";
import { newWorld } from "../../../src/simulator/world/new-world.ts";
import type { Digest, RegistryKey, RepositoryName, TagName } from "../../../src/simulator/world/table.ts";
import { tables } from "../../../src/simulator/world/tables.ts";

const registry: RegistryKey = "harbour";
const repository: RepositoryName = "web";
const digest: Digest = "sha256:00";
const tag: TagName = "v1";

/** Each line that is expected to fail would compile if the types of keys and payloads were lost. */
describe("keys of tables", () => {
  const draft = newWorld({ profile: "azure" }).draft();

  it("have as many segments as the table says, in the order that it says", () => {
    draft.put("tagOf", [registry, repository, digest, tag], true);
    expect(draft.has("tagOf", registry, repository, digest, tag)).toBe(true);
    expect(tables.tagOf.key).toEqual(["registry", "repository", "digest", "tag"]);

    // @ts-expect-error a segment is missing
    expect(draft.has("tagOf", registry, repository, digest)).toBe(false);
    // @ts-expect-error one segment too many
    expect(draft.get("registry", registry, repository)).toBeUndefined();
    // @ts-expect-error a tag in the place of a digest
    expect(draft.has("tagOf", registry, repository, tag, digest)).toBe(false);
    // @ts-expect-error a repository in the place of a registry
    expect(draft.get("manifest", repository, registry, digest)).toBeUndefined();
    // @ts-expect-error a tag in the place of a digest
    draft.update("manifest", [registry, repository, tag], (row) => row);
    // @ts-expect-error a segment is missing
    expect(draft.remove("tag", registry, repository)).toBe(false);
  });

  it("can be typed as plain text where nothing is known about it", () => {
    const [name, label]: string[] = ["harbour", "v1"];
    expect(draft.has("tagOf", name ?? "", "web", "sha256:00", label ?? "")).toBe(true);
  });

  it("begin with the segments of a prefix", () => {
    expect(draft.any("tagOf", registry, repository)).toBe(true);
    const rests = Array.from(draft.scan("tagOf", [registry, repository]), ({ rest }) => rest);
    const [[foundDigest, foundTag] = [digest, tag]] = rests;
    const found: { digest: Digest; tag: TagName } = { digest: foundDigest, tag: foundTag };
    expect(found).toEqual({ digest, tag });

    // @ts-expect-error what follows the prefix is a digest first
    const swapped: TagName = foundDigest;
    expect(swapped).toBe(digest);
    // @ts-expect-error a whole key has no rows below it
    expect([...draft.scan("tag", [registry, repository, tag])]).toEqual([]);
    // @ts-expect-error a digest in the place of a repository
    expect(draft.any("tagOf", registry, digest)).toBe(false);
    // @ts-expect-error a repository in the place of a registry
    expect(draft.removeBelow("tagOf", repository)).toBe(0);
  });

  it("belong to rows of the table's type", () => {
    // @ts-expect-error this row has no size
    draft.put("blob", [registry, digest], { repositories: 1 });
    // @ts-expect-error a row has no field of this name
    expect(draft.get("blob", registry, digest)?.bytes).toBeUndefined();
  });
});

describe("events", () => {
  const draft = newWorld({ profile: "azure" }).draft();

  it("have a kind of the list, with the payload of that kind", () => {
    enqueue(draft, "scan.due", { registry, repository, digest });

    // @ts-expect-error there is no event called scan.done
    enqueue(draft, "scan.done", { registry, repository, digest });
    // @ts-expect-error the payload has no digest
    enqueue(draft, "scan.due", { registry, repository });
    // @ts-expect-error the payload is that of another kind
    enqueue(draft, "scan.due", { registry, region: "eastus" });
    // @ts-expect-error a tag in the place of a digest
    enqueue(draft, "scan.due", { registry, repository, digest: tag });
    expect([...draft.scan("queue")]).toHaveLength(5);
  });
});
