import type { GoLine } from "../go-options.ts";
import type { Call } from "../program.ts";
import { credentialsFor, removeCredentials } from "../registry/docker-config.ts";
import { checkCredentials } from "../registry/sign-in.ts";
import type { Credentials } from "../../registry-client/token-request.ts";
import { failed } from "./config.ts";
import { failureText, userAgent, whyFailed } from "./target.ts";

const help = "https://notaryproject.dev/docs/how-to/registry-authentication/";

const same = (kept: Credentials | undefined, username: string, password: string): boolean => {
  if (!kept) return false;
  if ("identityToken" in kept) return username === "" && kept.identityToken === password;
  return kept.username === username && kept.password === password;
};

async function ask(call: Call, question: string, secret: boolean): Promise<string> {
  const answer = await call.terminal?.ask(question, { secret });
  if (answer === undefined || answer === "") {
    throw failed("username and password, or a token, are required", {
      code: "NoCredentials",
      text: "The command needs a user name and a password.",
      next: "`notation login -u U --password-stdin REGISTRY < file`",
    });
  }
  return answer;
}

/**
 * `notation login`. It checks what it is given, and keeps nothing in plain text: without a credentials store, which this
 * machine does not have, it takes only what docker keeps already.
 */
export async function login(call: Call, line: GoLine): Promise<number> {
  const host = line.operands[0] ?? "";
  let username = line.text("--username") ?? call.environment.get("NOTATION_USERNAME") ?? "";
  let password = line.text("--password") ?? call.environment.get("NOTATION_PASSWORD") ?? "";
  if (line.on("--password-stdin")) {
    password = new TextDecoder().decode(call.input ?? new Uint8Array()).replace(/\r?\n$/, "");
  }
  if (password === "") {
    if (username === "") username = await ask(call, "Username: ", false);
    password = await ask(call, "Password: ", true);
  }
  const checked = await checkCredentials(call.machine, host, { username, password }, userAgent);
  if (!checked.ok) {
    const why = whyFailed(call, host, checked.refusal, true) ?? {
      code: "BadCredentials",
      text: `${host} doesn't accept this user name and password, or the token has expired.`,
    };
    throw failed(
      `failed to log in to ${host}: failed to validate the credentials for ${host}: ${failureText(checked.refusal)}`,
      why,
    );
  }
  if (!same(credentialsFor(call.machine, host), username, password)) {
    throw failed(
      `failed to log in to ${host}: the credential could not be saved because a credentials store is required to securely store the password. See ${help}`,
      {
        code: "NoCredentialsStore",
        text: "The registry accepted it, but notation writes no password into a file in plain text, and no credentials store is set up here.",
        next: `Let docker sign in, whose credentials notation reads: \`az acr login --name ${host.split(".")[0] ?? host}\`; or set NOTATION_USERNAME and NOTATION_PASSWORD.`,
      },
    );
  }
  call.err(
    `Warning: The credentials store is not set up. It is recommended to configure the credentials store to securely store your credentials. See ${help}.\n`,
  );
  call.out("Authenticated with existing credentials\nLogin Succeeded\n");
  return 0;
}

/** `notation logout`. */
export function logout(call: Call, line: GoLine): number {
  removeCredentials(call.machine, line.operands[0] ?? "");
  call.out("Logout Succeeded\n");
  return 0;
}
