import type { GoLine } from "../go-options.ts";
import { ExitError, type Call } from "../program.ts";
import { removeCredentials, storeCredentials, tokenUser } from "../registry/docker-config.ts";
import { checkCredentials } from "../registry/sign-in.ts";
import { atRegistry, clientOf, userAgent } from "./target.ts";

async function ask(call: Call, question: string, secret: boolean, missing: string): Promise<string> {
  const text = await call.terminal?.ask(question, { secret });
  if (text === undefined || (text === "" && secret)) {
    throw new ExitError(1, `Error: ${missing} required`, {
      code: "NoCredentials",
      text: "The command needs a user name and a password.",
      next: "`oras login --username U --password-stdin REGISTRY < file`",
    });
  }
  return text.trim();
}

/** `oras login`: checks credentials at the registry and keeps them where docker does. */
export async function login(call: Call, line: GoLine): Promise<number> {
  const host = line.operands[0] ?? "";
  let username = line.text("--username") ?? "";
  let password = line.text("--identity-token") ?? line.text("--password") ?? "";
  if (line.on("--password-stdin") || line.on("--identity-token-stdin")) {
    password = new TextDecoder().decode(call.input ?? new Uint8Array()).replace(/\r?\n$/, "");
  } else if (line.wasTyped("--password")) {
    call.err("WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n");
  }
  if (password === "") {
    if (username === "") username = await ask(call, "Username: ", false, "username");
    password = await ask(
      call,
      username === "" ? "Token: " : "Password: ",
      true,
      username === "" ? "token" : "password",
    );
  }
  const target = { raw: host, host, repository: "", path: host, reference: undefined, client: clientOf(call, host) };
  await atRegistry(
    call,
    target,
    "failed to validate the credential",
  )(checkCredentials(call.machine, host, { username, password }, userAgent)).catch((error: unknown) => {
    if (!(error instanceof ExitError) || error.explanation?.code === "NameNotResolved") throw error;
    throw new ExitError(1, error.message.replace("registry: ", "registry: failed to validate the credential: "), {
      code: "BadCredentials",
      text: `${host} doesn't accept this user name and password, or the token has expired.`,
      next: `\`az acr login --name ${host.split(".")[0] ?? host}\` signs you in as yourself.`,
    });
  });
  storeCredentials(call.machine, host, username === "" ? tokenUser : username, password);
  call.out("Login Succeeded\n");
  return 0;
}

/** `oras logout`. */
export function logout(call: Call, line: GoLine): number {
  const host = line.operands[0] ?? "";
  removeCredentials(call.machine, host);
  call.out("Logout Succeeded\n");
  return 0;
}
