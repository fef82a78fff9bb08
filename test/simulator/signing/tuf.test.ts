import { describe, expect, it } from "vitest";
import { nodeHash } from "../../../src/node/node-hash.ts";
import { toBase64 } from "../../../src/simulator/signing/base64.ts";
import { keyId, signingKey, type SigningKey } from "../../../src/simulator/signing/keys.ts";
import {
  canonicalJson,
  serverMetadata,
  signMetadata,
  signedByRole,
  signedTags,
  takeMetadata,
  tufKey,
  type RootSigned,
  type TargetsSigned,
} from "../../../src/simulator/signing/tuf.ts";
import type { TufMetadata } from "../../../src/simulator/world/service-tables.ts";

const key = (name: string) => signingKey(nodeHash, 7, name);
const id = (signingKey: SigningKey) => keyId(nodeHash, signingKey.publicKey);
const role = (...keys: SigningKey[]) => ({ keyids: keys.map(id), threshold: 1 });
const keysOf = (...keys: SigningKey[]) =>
  Object.fromEntries(keys.map((signingKey) => [id(signingKey), tufKey(signingKey)]));
const expires = "2027-09-01T09:00:00.000Z";
const [rootKey, targetsKey, serverKey, amy] = [key("root"), key("targets"), key("server"), key("amy")];
const digest = nodeHash.sha256(new Uint8Array([1]));
const hex = Buffer.from(digest).toString("hex");
const target = { hashes: { sha256: toBase64(digest) }, length: 528 };

const root = (version = 1, owner = rootKey): RootSigned => ({
  _type: "Root",
  version,
  expires,
  consistent_snapshot: false,
  keys: keysOf(owner, targetsKey, serverKey),
  roles: { root: role(owner), targets: role(targetsKey), snapshot: role(serverKey), timestamp: role(serverKey) },
});
const targets = (version = 1, changes: Partial<TargetsSigned> = {}): TargetsSigned => ({
  _type: "Targets",
  version,
  expires,
  targets: { "1.0": target },
  delegations: { keys: {}, roles: [] },
  ...changes,
});
const first = {
  root: signMetadata(nodeHash, root(), [rootKey]),
  targets: signMetadata(nodeHash, targets(), [targetsKey]),
};
const taken = (known: Record<string, TufMetadata>, update: Record<string, TufMetadata>) => {
  const result = takeMetadata(nodeHash, known, update);
  return result.ok ? result.value : result.refusal.message;
};

describe("content trust metadata", () => {
  it("is accepted when the keys that the root names signed root and targets", () => {
    const stored = taken({}, first);
    expect(stored).toEqual(first);
    expect(signedTags(first)).toEqual({ "1.0": `sha256:${hex}` });
  });

  it("is rejected when a tag's digest differs from the signed one", () => {
    const signed = structuredClone(first.targets);
    (signed.signed as unknown as TargetsSigned).targets["1.0"] = {
      ...target,
      hashes: { sha256: toBase64(nodeHash.sha256(new Uint8Array([2]))) },
    };
    expect(taken({}, { ...first, targets: signed })).toBe("targets metadata is not signed by the repository key");
  });

  it("accepts a new root key only when the old one signed it", () => {
    const thief = key("thief");
    expect(taken(first, { root: signMetadata(nodeHash, root(2, thief), [thief]) })).toBe(
      "root metadata is not signed by the previous root keys",
    );
    expect(taken(first, { root: signMetadata(nodeHash, root(2, thief), [thief, rootKey]) })).toHaveProperty("root");
  });

  it("accepts a signer only after the owner added a delegation, and then prefers the signer's targets", () => {
    const other = { hashes: { sha256: toBase64(nodeHash.sha256(new Uint8Array([9]))) }, length: 1 };
    const amys = signMetadata(nodeHash, targets(1, { targets: { "1.0": other } }), [amy]);
    expect(taken(first, { "targets/amy": amys })).toBe("targets/amy is not a delegation of this repository");
    const delegating = signMetadata(
      nodeHash,
      targets(2, {
        delegations: { keys: keysOf(amy), roles: [{ ...role(amy), name: "targets/amy", paths: [""] }] },
      }),
      [targetsKey],
    );
    const stored = taken(first, { targets: delegating, "targets/amy": amys });
    if (typeof stored === "string") throw new Error(stored);
    expect(signedTags(stored)["1.0"]).not.toBe(signedTags(first)["1.0"]);
    const forged = signMetadata(nodeHash, targets(1), [key("eve")]);
    expect(taken(first, { targets: delegating, "targets/amy": forged })).toBe(
      "targets/amy metadata is not signed by its delegation key",
    );
  });

  it("rejects an older version", () => {
    expect(taken(first, { targets: signMetadata(nodeHash, targets(1), [targetsKey]) })).toBe(
      "targets metadata is not newer than what is stored",
    );
  });

  it("has a snapshot and a timestamp from the server, with each other's hashes", () => {
    const { snapshot, timestamp } = serverMetadata(nodeHash, first, serverKey, Date.UTC(2026, 8, 1));
    for (const sealed of [snapshot, timestamp])
      expect(signedByRole(nodeHash, sealed, keysOf(serverKey), role(serverKey))).toBe(true);
    const meta = timestamp.signed["meta"] as Record<string, { hashes: { sha256: string } }>;
    const bytes = new TextEncoder().encode(canonicalJson(snapshot));
    expect(meta["snapshot"]?.hashes.sha256).toBe(toBase64(nodeHash.sha256(bytes)));
  });

  it("drops the targets of a removed signer and rejects new ones", () => {
    const amyRole = { name: "targets/amy", paths: [""], ...role(amy) };
    const withAmy = targets(2, { delegations: { keys: keysOf(amy), roles: [amyRole] } });
    const byAmy = signMetadata(nodeHash, targets(1, { targets: { "2.0": target } }), [amy]);
    const known = {
      ...first,
      targets: signMetadata(nodeHash, withAmy, [targetsKey]),
      "targets/amy": byAmy,
    };
    const without = signMetadata(nodeHash, targets(3), [targetsKey]);
    expect(taken(known, { targets: without })).toEqual({ root: first.root, targets: without });
    const newer = signMetadata(nodeHash, targets(2, { targets: { "3.0": target } }), [amy]);
    expect(taken(known, { targets: without, "targets/amy": newer })).toBe(
      "targets/amy is not a delegation of this repository",
    );
  });
});
