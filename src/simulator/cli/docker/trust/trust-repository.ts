import { toBase64 } from "../../../signing/base64.ts";
import { keyId, type SigningKey } from "../../../signing/keys.ts";
import { signMetadata, tufKey, type RootSigned, type TargetsSigned, type TufKey } from "../../../signing/tuf.ts";
import { fromBase64 } from "../../../signing/base64.ts";
import { ExitError, type Call } from "../../program.ts";
import type { ImageName } from "../names.ts";
import { KeyStore } from "./key-store.ts";
import { delegationsOf, releases, rootOf, targetsOf, versionOf, type TrustData } from "./metadata.ts";
import { TrustServer } from "./trust-server.ts";

const day = 86_400_000;

/** How long signed metadata holds (notary, const.go): root ten years, targets three. */
const lifetimeDays = { root: 3650, targets: 1095 };

type Roles = TargetsSigned["delegations"]["roles"];

/** A target as it is signed: the manifest's digest and its size. */
export interface Target {
  /** `sha256:…` */
  digest: string;
  length: number;
}

const hashOf = ({ digest, length }: Target) => {
  const hex = digest.replace("sha256:", "");
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return { hashes: { sha256: toBase64(bytes) }, length };
};

/** The trust data of one repository, with the changes that a command makes before it publishes them. */
export class TrustRepository {
  readonly keys: KeyStore;
  readonly server: TrustServer;
  private data: TrustData = {};
  /** Statements to sign, by role. */
  private readonly changed = new Map<string, TargetsSigned>();
  private newRoot: { root: RootSigned; key: SigningKey } | undefined;

  constructor(
    private readonly call: Call,
    name: ImageName,
  ) {
    this.keys = new KeyStore(call);
    this.server = new TrustServer(call, name);
  }

  get gun(): string {
    return this.server.gun;
  }

  /** Reads what the server has; false when the repository was not initialized. Throws a TrustError. */
  async load(): Promise<boolean> {
    const found = await this.server.load();
    this.data = found ?? {};
    return found !== undefined;
  }

  /** The data with what was changed so far. */
  current(): TrustData {
    const next = { ...this.data };
    for (const [role, signed] of this.changed) {
      next[role] = { signed: signed as unknown as Record<string, unknown>, signatures: [] };
    }
    return next;
  }

  /** Makes the first root and targets, with the learner's root key and a new key for this repository. */
  async initialize(): Promise<void> {
    const rootKey = await this.keys.findOrCreate("root");
    const snapshot = await this.server.serverKey("snapshot");
    const timestamp = await this.server.serverKey("timestamp");
    const targetsKey = await this.keys.findOrCreate("targets", this.gun);
    const own = [tufKey(rootKey), tufKey(targetsKey)];
    const role = (key: TufKey) => ({ keyids: [this.idOf(key)], threshold: 1 });
    const [rootPart, targetsPart] = own;
    if (!rootPart || !targetsPart) throw new Error("two keys were made");
    this.newRoot = {
      key: rootKey,
      root: {
        _type: "Root",
        version: 1,
        expires: this.until(lifetimeDays.root),
        consistent_snapshot: false,
        keys: Object.fromEntries([...own, snapshot, timestamp].map((key) => [this.idOf(key), key])),
        roles: {
          root: role(rootPart),
          targets: role(targetsPart),
          snapshot: role(snapshot),
          timestamp: role(timestamp),
        },
      },
    };
    this.change("targets", (targets) => targets);
  }

  /** Names a signer by their public keys: a role of their own, and their keys among those that release. */
  addSigner(signer: string, publicKeys: readonly Uint8Array[]): void {
    const keys = publicKeys.map((publicKey) => tufKey({ publicKey }));
    const ids = keys.map((key) => this.idOf(key));
    this.change("targets", (targets) => {
      const { delegations } = targets;
      const add = (roles: Roles, name: string): Roles => {
        const known = roles.find((role) => role.name === name);
        const keyids = [...new Set([...(known?.keyids ?? []), ...ids])];
        return [...roles.filter((role) => role.name !== name), { name, keyids, threshold: 1, paths: [""] }];
      };
      const all = { ...delegations.keys, ...Object.fromEntries(keys.map((key) => [this.idOf(key), key])) };
      return {
        ...targets,
        delegations: { keys: all, roles: add(add(delegations.roles, `targets/${signer}`), releases) },
      };
    });
  }

  /** Takes a signer out; without any left nobody releases any more. */
  removeSigner(signer: string): void {
    const name = `targets/${signer}`;
    this.change("targets", (targets) => {
      const { keys, roles } = targets.delegations;
      const gone = roles.find((role) => role.name === name)?.keyids ?? [];
      const remaining = roles
        .filter((role) => role.name !== name)
        .map((role) =>
          role.name === releases ? { ...role, keyids: role.keyids.filter((id) => !gone.includes(id)) } : role,
        )
        .filter(({ keyids }) => keyids.length > 0);
      const used = new Set(remaining.flatMap(({ keyids }) => keyids));
      const kept = Object.fromEntries(Object.entries(keys).filter(([id]) => used.has(id)));
      return { ...targets, delegations: { keys: kept, roles: remaining } };
    });
  }

  /** Roles that this machine can sign for: those of the signers whose keys are here, else the repository's own. */
  signableRoles(): string[] {
    const delegations = delegationsOf(this.current());
    if (delegations.length === 0) return ["targets"];
    const mine = delegations.filter(({ keyids }) => keyids.some((id) => this.keys.has(id))).map(({ name }) => name);
    if (mine.length > 0) return mine;
    throw new ExitError(1, "no valid signing keys for delegation roles", {
      code: "NoSignerKey",
      text: `Signers were named for ${this.gun}, and none of their keys is on this machine.`,
      next: "`docker trust key load KEYFILE` imports one.",
    });
  }

  setTarget(roles: readonly string[], tag: string, target: Target): void {
    for (const role of roles) {
      this.change(role, (signed) => ({ ...signed, targets: { ...signed.targets, [tag]: hashOf(target) } }));
    }
  }

  removeTarget(roles: readonly string[], tag: string): void {
    for (const role of roles) {
      this.change(role, (signed) => {
        const { [tag]: gone, ...others } = signed.targets;
        return gone ? { ...signed, targets: others } : signed;
      });
    }
  }

  /** Signs what was changed, asking for passphrases, and sends it. Throws a TrustError. */
  async publish(): Promise<void> {
    const { hash } = this.call.machine;
    const update: TrustData = {};
    if (this.newRoot) update["root"] = signMetadata(hash, this.newRoot.root, [this.newRoot.key]);
    for (const [role, signed] of this.changed) {
      update[role] = signMetadata(hash, signed, [await this.keyFor(role)]);
    }
    await this.server.publish(update);
    this.changed.clear();
    this.newRoot = undefined;
  }

  private idOf(key: TufKey): string {
    return keyId(this.call.machine.hash, fromBase64(key.keyval.public));
  }

  private until(days: number): string {
    return new Date(this.call.machine.now() + days * day).toISOString();
  }

  private change(role: string, edit: (signed: TargetsSigned) => TargetsSigned): void {
    const known = this.changed.get(role);
    const { targets, delegations } = targetsOf(this.data, role);
    const base: TargetsSigned = known ?? {
      _type: "Targets",
      version: versionOf(this.data[role]) + 1,
      expires: this.until(lifetimeDays.targets),
      targets,
      delegations,
    };
    this.changed.set(role, edit(base));
  }

  /** A key of this machine that may sign for a role. */
  private async keyFor(role: string): Promise<SigningKey> {
    const root = this.newRoot?.root ?? rootOf(this.data);
    const ids =
      role === "targets"
        ? root.roles.targets.keyids
        : (delegationsOf(this.current()).find(({ name }) => name === role)?.keyids ?? []);
    const stored = this.keys.list().find(({ id }) => ids.includes(id));
    if (stored) return this.keys.open(stored);
    throw new ExitError(
      1,
      `Error: could not find signing keys for remote repository ${this.gun}, or could not decrypt signing key: could not find necessary signing keys, at least one of these keys must be available: ${ids.join(", ")}`,
      {
        code: "NoRepositoryKey",
        text: `The owner's key for ${this.gun} is not on this machine.`,
        next: "The owner can add you as a signer: `docker trust signer add --key NAME.pub NAME REPOSITORY`",
      },
    );
  }
}
