import { ExitError, type Call } from "../../program.ts";

const rootWarning = `You are about to create a new root signing key passphrase. This passphrase
will be used to protect the most sensitive key in your signing system. Please
choose a long, complex passphrase and be careful to keep the password and the
key file itself secure and backed up. It is highly recommended that you use a
password manager to generate the passphrase and keep it safe. There will be no
way to recover this key. You can find the key in your config directory.
`;

/** Characters that a new passphrase has at least (notary, passphrase/passphrase.go). */
const shortest = 8;

/** How often docker asks for a new passphrase, and for one that opens a key. */
const attempts = { create: 11, open: 4 };

/** How many characters of a key's id prompts show. */
const shownId = 7;

const roleNames: Record<string, string> = { root: "root", targets: "repository" };

const never = (message: string): ExitError =>
  new ExitError(1, message, {
    code: "BadPassphrase",
    text: "A key is used only by who knows its passphrase, and there is no way to get it back.",
  });

/** Asks for passphrases of signing keys, or takes them from the variables that docker takes them from. */
export class Passphrases {
  private readonly known = new Map<string, string>();
  private lines: string[] | undefined;

  constructor(private readonly call: Call) {}

  /** A passphrase for a new key, typed twice. `role` is root, targets or a signer's name. */
  async create(role: string, id: string): Promise<string> {
    const passphrase = this.fromEnvironment(role);
    if (passphrase !== undefined) return passphrase;
    if (role === "root") this.call.out(rootWarning);
    const name = `new ${roleNames[role] ?? role} key with ID ${id.slice(0, shownId)}`;
    for (let attempt = 0; attempt < attempts.create; attempt++) {
      const first = await this.ask(`Enter passphrase for ${name}: `);
      if (first.length < shortest) {
        this.call.out(
          "Passphrase is too short. Please use a password manager to generate and store a good random passphrase.\n",
        );
        continue;
      }
      if (first === (await this.ask(`Repeat passphrase for ${name}: `))) {
        this.known.set(role, first);
        return first;
      }
      this.call.out("Passphrases do not match. Please retry.\n");
    }
    throw never("maximum number of passphrase attempts exceeded");
  }

  /** Opens a key with what was typed before in this command, the variables, or what is typed now. */
  async open<T>(role: string, id: string, attempt: (passphrase: string) => T | undefined): Promise<T> {
    const passphrase = this.fromEnvironment(role) ?? this.known.get(role);
    if (passphrase !== undefined) {
      const opened = attempt(passphrase);
      if (opened !== undefined) return opened;
      if (this.fromEnvironment(role) !== undefined) throw never("password invalid, operation has failed.");
    }
    for (let count = 0; count < attempts.open; count++) {
      if (count > 0) this.call.out("Passphrase incorrect. Please retry.\n");
      const typed = await this.ask(
        `Enter passphrase for ${roleNames[role] ?? role} key with ID ${id.slice(0, shownId)}: `,
      );
      const opened = attempt(typed);
      if (opened === undefined) continue;
      this.known.set(role, typed);
      return opened;
    }
    throw never("password invalid, operation has failed.");
  }

  private fromEnvironment(role: string): string | undefined {
    const { environment } = this.call;
    const name = role === "root" ? "ROOT" : "REPOSITORY";
    return environment.get(`DOCKER_CONTENT_TRUST_${name}_PASSPHRASE`) || undefined;
  }

  private async ask(question: string): Promise<string> {
    const { terminal, input, out } = this.call;
    let answer: string | undefined;
    if (terminal) answer = await terminal.ask(question, { secret: true });
    else {
      this.lines ??= new TextDecoder().decode(input ?? new Uint8Array()).split("\n");
      out(`${question}\n`);
      answer =
        this.lines.length > 0 && !(this.lines.length === 1 && this.lines[0] === "") ? this.lines.shift() : undefined;
    }
    if (answer !== undefined) return answer.trim();
    throw new ExitError(1, "EOF", {
      code: "NoTerminal",
      text: "Signing keys have passphrases, and nobody is there to be asked for them.",
      next: "Set DOCKER_CONTENT_TRUST_ROOT_PASSPHRASE and DOCKER_CONTENT_TRUST_REPOSITORY_PASSPHRASE.",
    });
  }
}
