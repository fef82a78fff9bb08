import type { Hash } from "../world/hash.ts";
import { toHex } from "../world/ids.ts";
import { fail, ok, type Result } from "../world/result.ts";
import type { TufMetadata } from "../world/service-tables.ts";
import { fromBase64, toBase64 } from "./base64.ts";
import { keyId, sign, verify, type SigningKey } from "./keys.ts";

/** The metadata of Docker Content Trust: TUF 1.0 as Notary writes it, with ECDSA keys. */
export interface TufKey {
  keytype: "ecdsa";
  keyval: { public: string; private: null };
}

export interface TufRole {
  keyids: string[];
  threshold: number;
}

export interface RootSigned {
  _type: "Root";
  version: number;
  expires: string;
  consistent_snapshot: false;
  keys: Record<string, TufKey>;
  roles: Record<"root" | "targets" | "snapshot" | "timestamp", TufRole>;
}

export interface TargetsSigned {
  _type: "Targets";
  version: number;
  expires: string;
  targets: Record<string, { hashes: { sha256: string }; length: number }>;
  delegations: { keys: Record<string, TufKey>; roles: (TufRole & { name: string; paths: string[] })[] };
}

const encoder = new TextEncoder();

/** JSON with sorted keys and no blanks, the form that is signed. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

export const tufKey = (key: Pick<SigningKey, "publicKey">): TufKey => ({
  keytype: "ecdsa",
  keyval: { public: toBase64(key.publicKey), private: null },
});

/** Signs a statement with each of the keys. */
export function signMetadata(hash: Hash, signed: object, keys: readonly SigningKey[]): TufMetadata {
  const message = encoder.encode(canonicalJson(signed));
  return {
    signed: signed as Record<string, unknown>,
    signatures: keys.map((key) => ({
      keyid: keyId(hash, key.publicKey),
      method: "ecdsa",
      sig: toBase64(sign(key, message)),
    })),
  };
}

/** How many of a role's keys signed the metadata is at least the role's threshold. */
export function signedByRole(
  hash: Hash,
  { signed, signatures }: TufMetadata,
  keys: Record<string, TufKey>,
  role: TufRole | undefined,
): boolean {
  if (!role || role.threshold < 1) return false;
  const message = encoder.encode(canonicalJson(signed));
  const good = role.keyids.filter((id) => {
    const key = keys[id];
    const signature = signatures.find(({ keyid }) => keyid === id);
    if (!key || !signature) return false;
    try {
      const point = fromBase64(key.keyval.public);
      return keyId(hash, point) === id && verify(point, message, fromBase64(signature.sig));
    } catch {
      return false;
    }
  });
  return new Set(good).size >= role.threshold;
}

const day = 86_400_000;

/** How long server-signed metadata holds (notary, cmd/notary-server and tuf/data defaults). */
const lifetimeDays = { snapshot: 3 * 365, timestamp: 14 };

const refuse = (message: string, why: string, status = 400) => fail({ code: "DENIED", status, message, why });

const versionOf = (metadata: TufMetadata | undefined): number => Number(metadata?.signed["version"] ?? 0);

/**
 * Takes new metadata into a repository the way a notary server does: the root has to be signed by its own keys and by the
 * keys of the root before it, targets by the root's targets keys, a delegation by the keys that targets gave it, and no
 * version may go back. Says which signed statement is wrong; nothing is kept then.
 */
export function takeMetadata(
  hash: Hash,
  known: Readonly<Record<string, TufMetadata>>,
  update: Readonly<Record<string, TufMetadata>>,
): Result<Record<string, TufMetadata>> {
  const next: Record<string, TufMetadata> = { ...known, ...update };
  const root = next["root"]?.signed as unknown as RootSigned | undefined;
  if (!root?.keys || !root.roles)
    return refuse("no root metadata", "The first signature of a repository brings its root keys.");
  if (update["root"]) {
    const before = known["root"]?.signed as unknown as RootSigned | undefined;
    if (!signedByRole(hash, update["root"], root.keys, root.roles.root))
      return refuse("root metadata is not signed by its root keys", "The root key signs for all the others.");
    if (before && !signedByRole(hash, update["root"], before.keys, before.roles.root))
      return refuse(
        "root metadata is not signed by the previous root keys",
        "Only who holds the old root key may replace it.",
      );
  }
  const targets = next["targets"];
  if (!targets) return refuse("no targets metadata", "The targets name the signed tags.");
  if (!signedByRole(hash, targets, root.keys, root.roles.targets))
    return refuse(
      "targets metadata is not signed by the repository key",
      "The root names the keys that may sign targets.",
    );
  const { delegations } = targets.signed as unknown as TargetsSigned;
  for (const name of Object.keys(next).filter((role) => role.startsWith("targets/"))) {
    const role = delegations?.roles.find((candidate) => candidate.name === name);
    const metadata = next[name];
    const holds = role && metadata && signedByRole(hash, metadata, delegations.keys, role);
    if (holds) continue;
    if (update[name] === undefined) {
      // Its signer was removed, or lost the key that it was signed with: it says nothing any more.
      delete next[name];
      continue;
    }
    return role
      ? refuse(`${name} metadata is not signed by its delegation key`, "Each signer has a key of their own.")
      : refuse(`${name} is not a delegation of this repository`, "A signer has to be added by the owner first.");
  }
  const back = Object.keys(update).find((role) => known[role] && versionOf(update[role]) <= versionOf(known[role]));
  if (back)
    return refuse(`${back} metadata is not newer than what is stored`, "Old metadata cannot be brought back.", 409);
  return ok(next);
}

/** The digest that each signed tag stands for. A delegation's word comes before that of the targets role, as Docker reads it. */
export function signedTags(metadata: Readonly<Record<string, TufMetadata>>): Record<string, string> {
  const roles = Object.keys(metadata).filter((role) => role === "targets" || role.startsWith("targets/"));
  const tags: Record<string, string> = {};
  for (const role of roles.sort((a, b) => a.length - b.length)) {
    const signed = metadata[role]?.signed as unknown as Partial<TargetsSigned> | undefined;
    for (const [tag, { hashes }] of Object.entries(signed?.targets ?? {}))
      tags[tag] = `sha256:${toHex(fromBase64(hashes.sha256))}`;
  }
  return tags;
}

/** Snapshot and timestamp, which the server signs itself, so that no client has to keep their keys. */
export function serverMetadata(
  hash: Hash,
  metadata: Readonly<Record<string, TufMetadata>>,
  key: SigningKey,
  at: number,
): Record<"snapshot" | "timestamp", TufMetadata> {
  const meta = (roles: string[], source: Readonly<Record<string, TufMetadata>>) =>
    Object.fromEntries(
      roles.map((role) => {
        const bytes = encoder.encode(canonicalJson(source[role]));
        return [role, { hashes: { sha256: toBase64(hash.sha256(bytes)) }, length: bytes.length }];
      }),
    );
  const expires = (days: number) => new Date(at + days * day).toISOString();
  const roles = Object.keys(metadata).filter((role) => role === "root" || role.startsWith("targets"));
  const snapshot = signMetadata(
    hash,
    {
      _type: "Snapshot",
      version: versionOf(metadata["snapshot"]) + 1,
      expires: expires(lifetimeDays.snapshot),
      meta: meta(roles, metadata),
    },
    [key],
  );
  const timestamp = signMetadata(
    hash,
    {
      _type: "Timestamp",
      version: versionOf(metadata["timestamp"]) + 1,
      expires: expires(lifetimeDays.timestamp),
      meta: meta(["snapshot"], { snapshot }),
    },
    [key],
  );
  return { snapshot, timestamp };
}
