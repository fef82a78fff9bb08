import { fromBase64, toBase64 } from "../../../signing/base64.ts";
import { canonicalJson, signedByRole, type RootSigned, type TargetsSigned } from "../../../signing/tuf.ts";
import type { TufMetadata } from "../../../world/service-tables.ts";
import type { Hash } from "../../../world/hash.ts";
import { toHex } from "../../../world/ids.ts";

/** The verified trust data of a repository, by role: root, targets, targets/NAME. */
export type TrustData = Record<string, TufMetadata>;

/** Why trust data is not to be believed; the words are notary's (tuf/signed/errors.go, trustpinning). */
export type TrustFault =
  | { kind: "mismatch"; text: string }
  | { kind: "threshold"; text: string }
  | { kind: "expired"; text: string }
  | { kind: "low"; text: string };

export const rootOf = (data: TrustData): RootSigned => data["root"]?.signed as unknown as RootSigned;

const noTargets: Pick<TargetsSigned, "targets" | "delegations"> = { targets: {}, delegations: { keys: {}, roles: [] } };

/** What a role says of tags; nothing before it signed the first one. */
export const targetsOf = (data: TrustData, role: string): Pick<TargetsSigned, "targets" | "delegations"> =>
  (data[role]?.signed as unknown as TargetsSigned | undefined) ?? noTargets;

export const versionOf = (metadata: TufMetadata | undefined): number => Number(metadata?.signed["version"] ?? 0);

export const delegationsOf = (data: TrustData): TargetsSigned["delegations"]["roles"] =>
  targetsOf(data, "targets").delegations.roles;

export const releases = "targets/releases";

/** Roles whose word counts when a tag is pulled: releases before targets (docker/cli, cli/trust). */
const releasing = [releases, "targets"];

/** Hex of the digest that a released tag stands for, and its manifest's size. */
export function releasedTarget(data: TrustData, tag: string): { hex: string; length: number } | undefined {
  for (const role of releasing) {
    const target = targetsOf(data, role).targets[tag];
    if (target) return { hex: toHex(fromBase64(target.hashes.sha256)), length: target.length };
  }
  return undefined;
}

/** Every released tag. */
export const releasedTags = (data: TrustData): string[] =>
  [...new Set(releasing.flatMap((role) => Object.keys(targetsOf(data, role).targets)))].sort((a, b) =>
    a.localeCompare(b, "en", { numeric: true }),
  );

/** Who signed a released tag with the digest that is released; nobody but the owner when the list is empty. */
export function signersOf(data: TrustData, tag: string): string[] {
  const released = releasedTarget(data, tag);
  return delegationsOf(data)
    .map(({ name }) => name)
    .filter((name) => name !== releases)
    .filter((name) => {
      const target = targetsOf(data, name).targets[tag];
      return target && released && toHex(fromBase64(target.hashes.sha256)) === released.hex;
    })
    .map((name) => name.replace(/^targets\//, ""))
    .sort();
}

interface Meta {
  meta: Record<string, { hashes: { sha256: string }; length: number }>;
}

/**
 * Verifies what a trust server gave, from the timestamp down (TUF 1.0, "Client workflow"): each role by the keys that the role
 * above names, each file by the hash in the snapshot. `pinned` is the root that this machine saw first.
 */
export function checkTrustData(hash: Hash, data: TrustData, now: number, pinned: TrustData): TrustFault | undefined {
  const root = rootOf(data);
  const { root: rootFile, targets, snapshot, timestamp } = data;
  if (!rootFile || !signedByRole(hash, rootFile, root.keys, root.roles.root)) {
    return {
      kind: "mismatch",
      text: "could not validate the path to a trusted root: unable to retrieve valid leaf certificates",
    };
  }
  const before = pinned["root"] && rootOf(pinned);
  if (before && !signedByRole(hash, rootFile, before.keys, before.roles.root)) {
    return {
      kind: "mismatch",
      text: "could not rotate trust to a new trusted root: failed to validate data with current trusted certificates",
    };
  }
  const low = ["root", "targets"].find((role) => versionOf(data[role]) < versionOf(pinned[role]));
  if (low !== undefined) {
    return {
      kind: "low",
      text: `version ${versionOf(data[low])} is lower than current version ${versionOf(pinned[low])}`,
    };
  }
  for (const [role, metadata] of Object.entries({ timestamp, snapshot, targets })) {
    if (!metadata || !signedByRole(hash, metadata, root.keys, root.roles[role as keyof RootSigned["roles"]])) {
      return { kind: "threshold", text: `valid signatures did not meet threshold for ${role}` };
    }
  }
  const expired = Object.entries({ root: rootFile, timestamp, snapshot, targets }).find(
    ([, metadata]) => Date.parse(String(metadata?.signed["expires"])) < now,
  );
  if (expired) return { kind: "expired", text: `${expired[0]} expired at ${String(expired[1]?.signed["expires"])}` };
  const metaOf = (metadata: TufMetadata | undefined) => (metadata?.signed as unknown as Meta | undefined)?.meta ?? {};
  const listed = { ...metaOf(timestamp), ...metaOf(snapshot) };
  for (const [role, metadata] of Object.entries(data)) {
    if (role === "timestamp") continue;
    const bytes = new TextEncoder().encode(canonicalJson(metadata));
    if (listed[role]?.hashes.sha256 !== toBase64(hash.sha256(bytes))) {
      return { kind: "mismatch", text: `checksum for ${role} did not match` };
    }
  }
  const { delegations } = targetsOf(data, "targets");
  const bad = delegations.roles.find(
    ({ name, ...role }) => data[name] && !signedByRole(hash, data[name], delegations.keys, role),
  );
  return bad && { kind: "threshold", text: `valid signatures did not meet threshold for ${bad.name}` };
}
