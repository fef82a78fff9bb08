import { keyId, keyOf, type SigningKey } from "../../../signing/keys.ts";
import { ExitError, type Call } from "../../program.ts";
import { Passphrases } from "./passphrases.ts";
import { openKey, sealedHeaders, sealKey } from "./sealed-key.ts";

const secretLength = 32;
const saltLength = 16;

/** A private key that docker keeps under a passphrase. */
export interface StoredKey {
  id: string;
  /** root, targets, or a signer's name. */
  role: string;
  /** The repository that a targets key is of. */
  gun: string | undefined;
}

export const trustFolder = ({ machine }: Call): string => `${machine.home}/.docker/trust`;

/** The signing keys of `~/.docker/trust/private`, each in a file of its own (notary, trustmanager). */
export class KeyStore {
  private readonly folder: string;
  readonly passphrases: Passphrases;

  constructor(private readonly call: Call) {
    this.folder = `${trustFolder(call)}/private`;
    this.passphrases = new Passphrases(call);
  }

  list(): StoredKey[] {
    const { files } = this.call.machine;
    return files
      .list(this.folder)
      .filter((name) => name.endsWith(".key"))
      .map((name) => {
        const headers = sealedHeaders(files.text(`${this.folder}/${name}`)) ?? {};
        return { id: name.replace(/\.key$/, ""), role: headers["role"] ?? "", gun: headers["gun"] };
      });
  }

  /** The first key of a role by its id, as docker chooses it. */
  find(role: string, gun?: string): StoredKey | undefined {
    return this.list().find((key) => key.role === role && key.gun === gun);
  }

  has(id: string): boolean {
    return this.call.machine.files.stat(`${this.folder}/${id}.key`) !== undefined;
  }

  /** Makes a key, asks for its passphrase and keeps it. */
  async create(role: string, gun?: string): Promise<SigningKey> {
    for (;;) {
      const key = keyOf(this.call.machine.random(`trust key ${role}`, secretLength));
      if (!key) continue;
      await this.keep(key, role, gun);
      return key;
    }
  }

  /** Keeps a key under a passphrase that is asked for. */
  async keep(key: SigningKey, role: string, gun?: string): Promise<void> {
    const { machine } = this.call;
    const id = keyId(machine.hash, key.publicKey);
    const passphrase = await this.passphrases.create(role, id);
    const headers = { ...(gun !== undefined && { gun }), role };
    machine.files.write(
      `${this.folder}/${id}.key`,
      sealKey(key, passphrase, machine.random("trust salt", saltLength), headers),
    );
  }

  /** Opens a key, for which its passphrase is asked. */
  async open({ id, role }: Pick<StoredKey, "id" | "role">): Promise<SigningKey> {
    const text = this.call.machine.files.text(`${this.folder}/${id}.key`);
    const key = await this.passphrases.open(role, id, (passphrase) => openKey(text, passphrase));
    if (keyId(this.call.machine.hash, key.publicKey) === id) return key;
    throw new ExitError(1, `key ${id} does not match its file`, {
      code: "BadKey",
      text: "The file was renamed or changed.",
    });
  }

  async findOrCreate(role: string, gun?: string): Promise<SigningKey> {
    const known = this.find(role, gun);
    return known ? this.open(known) : this.create(role, gun);
  }
}
