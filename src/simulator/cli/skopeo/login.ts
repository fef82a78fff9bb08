import type { GoLine } from "../go-options.ts";
import type { Call } from "../program.ts";
import { credentialsFor, removeCredentials, storeCredentials } from "../registry/docker-config.ts";
import { statusOf } from "../../registry-client/failure.ts";
import { checkCredentials } from "../registry/sign-in.ts";
import { ImageError, registryError } from "./log.ts";
import { userAgent } from "./registry-place.ts";

const hostOf = (line: GoLine): string => (line.operands[0] ?? "").replace(/^https?:\/\//, "").split("/")[0] ?? "";

async function ask(call: Call, question: string, secret: boolean): Promise<string> {
  const answer = await call.terminal?.ask(question, { secret });
  if (answer === undefined) {
    throw new ImageError(`getting username and password: reading ${secret ? "password" : "username"}: EOF`, {
      code: "NoTerminal",
      text: "There is no terminal to ask for the user name and password.",
      next: "`skopeo login --username U --password-stdin REGISTRY < file`",
    });
  }
  return answer.trim();
}

/** `skopeo login`: checks credentials and keeps them where docker keeps them. */
export async function login(call: Call, line: GoLine): Promise<number> {
  const host = hostOf(line);
  if (host === "") throw new ImageError("please provide a registry to log in to");
  const kept = credentialsFor(call.machine, host);
  const known = kept && "username" in kept ? kept : undefined;
  if (line.on("--get-login")) {
    if (!known) throw new ImageError(`not logged into ${host}`);
    call.out(`${known.username}\n`);
    return 0;
  }
  if (kept && "identityToken" in kept) {
    throw new ImageError("currently logged in, auth file contains an Identity token", {
      code: "HasIdentityToken",
      text: `\`az acr login\` signed in at ${host} with a token, and skopeo does not replace one.`,
      next: `\`docker logout ${host}\` first, or keep the credentials that are stored.`,
    });
  }
  let username = line.text("--username");
  let password = line.text("--password");
  if (line.on("--password-stdin")) {
    if (password !== undefined) throw new ImageError("Can't specify both --password-stdin and --password");
    if (username === undefined) throw new ImageError("Must provide --username with --password-stdin");
    password = new TextDecoder().decode(call.input ?? new Uint8Array()).replace(/\r?\n$/, "");
  }
  if (username === undefined && password === undefined && known) {
    call.out(`Authenticating with existing credentials for ${host}\n`);
    const checked = await checkCredentials(call.machine, host, known, userAgent);
    if (!checked.ok && checked.refusal.code === "Unreachable") throw registryError(call, checked.refusal, true);
    if (checked.ok) {
      call.out(`Existing credentials are valid. Already logged in to ${host}\n`);
      return 0;
    }
    call.out("Existing credentials are invalid, please enter valid username and password\n");
  }
  username ??= await ask(call, known ? `Username (${known.username}): ` : "Username: ", false);
  if (username === "" && known) username = known.username;
  password ??= await ask(call, "Password: ", true);
  const checked = await checkCredentials(call.machine, host, { username, password }, userAgent);
  if (!checked.ok) {
    if (statusOf(checked.refusal) === 401) {
      throw new ImageError(`logging into ${JSON.stringify(host)}: invalid username/password`, {
        code: "BadCredentials",
        text: `${host} doesn't accept this user name and password, or the token has expired.`,
        next: `\`az acr login --name ${host.split(".")[0] ?? host}\` signs you in as yourself.`,
      });
    }
    throw registryError(call, checked.refusal, true).within(`authenticating creds for ${JSON.stringify(host)}`);
  }
  storeCredentials(call.machine, host, username, password);
  call.out("Login Succeeded!\n");
  return 0;
}

/** `skopeo logout`. */
export function logout(call: Call, line: GoLine): number {
  const host = hostOf(line);
  if (host === "") throw new ImageError("please provide a registry to log out from");
  if (!removeCredentials(call.machine, host)) {
    throw new ImageError(`not logged into ${host}`, {
      code: "NotSignedIn",
      text: "No credentials are stored for this registry.",
    });
  }
  call.out(`Removed login credentials for ${host}\n`);
  return 0;
}
