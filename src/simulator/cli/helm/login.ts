import { faultText, networkError } from "../docker/docker-error.ts";
import type { GoLine } from "../go-options.ts";
import { ExitError, type Call } from "../program.ts";
import { removeCredentials, storeCredentials } from "../registry/docker-config.ts";
import { checkCredentials } from "../registry/sign-in.ts";
import { helmConfigPath, userAgent } from "./target.ts";

async function ask(call: Call, question: string, secret: boolean): Promise<string> {
  const text = await call.terminal?.ask(question, { secret });
  if (text !== undefined && text.trim() !== "") return text.trim();
  throw new ExitError(1, `Error: ${secret ? "password" : "username"} required`, {
    code: "NoCredentials",
    text: "The command needs a user name and a password.",
    next: "`helm registry login HOST --username U --password-stdin < file`",
  });
}

/** `helm registry login`: checks what it was given at the registry and keeps it in helm's own file. */
export async function login(call: Call, line: GoLine): Promise<number> {
  const host = line.operands[0] ?? "";
  const { machine } = call;
  let username = line.text("--username") ?? "";
  let password = line.text("--password") ?? "";
  if (line.on("--password-stdin")) {
    password = new TextDecoder().decode(call.input ?? new Uint8Array()).replace(/\r?\n$/, "");
  } else if (password !== "") {
    call.err("WARNING: Using --password via the CLI is insecure. Use --password-stdin.\n");
  }
  if (password === "") {
    if (username === "") username = await ask(call, "Username: ", false);
    password = await ask(call, "Password: ", true);
  }
  const url = `https://${host}/v2/`;
  const checked = await checkCredentials(machine, host, { username, password }, userAgent);
  if (!checked.ok) {
    const failure = checked.refusal;
    if (failure.code === "Unreachable") throw networkError(machine, failure.error, url, "Error: ");
    throw new ExitError(1, `Error: Get "${url}": ${faultText(failure)}`, {
      code: "BadCredentials",
      text: `${host} doesn't accept this user name and password, or the token has expired.`,
      next: `\`az acr login --name ${host.split(".")[0] ?? host} --expose-token\` gives a token for the user 00000000-0000-0000-0000-000000000000.`,
    });
  }
  storeCredentials(machine, host, username, password, helmConfigPath(machine));
  call.err("Login Succeeded\n");
  return 0;
}

/** `helm registry logout`. */
export function logout(call: Call, line: GoLine): number {
  const host = line.operands[0] ?? "";
  if (!removeCredentials(call.machine, host, helmConfigPath(call.machine))) {
    throw new ExitError(1, "Error: not logged in", {
      code: "NotSignedIn",
      text: `helm has no credentials for ${host}. Those that docker stored are not affected.`,
      next: `\`docker logout ${host}\``,
    });
  }
  call.err(`Removing login credentials for ${host}\n`);
  return 0;
}
