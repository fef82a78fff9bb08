import { ExitError, type Call } from "../program.ts";
import { removeCredentials, storeCredentials, tokenUser } from "../registry/docker-config.ts";
import { readChallenge } from "../../registry-client/challenge.ts";
import { machineClient } from "../registry/machine-client.ts";
import { userAgent } from "./client.ts";
import type { DockerCall } from "./docker-call.ts";
import { faultText, networkError } from "./docker-error.ts";

const hostOf = (server: string | undefined): string =>
  (server ?? "docker.io").replace(/^https?:\/\//, "").replace(/\/.*$/, "") || "docker.io";

const warning =
  "\nWARNING! Your credentials are stored unencrypted in '/home/learner/.docker/config.json'.\nConfigure a credential helper to remove this warning. See\nhttps://docs.docker.com/go/credential-store/\n\n";

async function askFor(call: Call, question: string, secret: boolean): Promise<string> {
  if (!call.terminal)
    throw new ExitError(1, "Error: Cannot perform an interactive login from a non TTY device", {
      code: "NoTerminal",
      text: "There is no terminal to ask for the user name and password.",
      next: "Give both: `docker login --username U --password-stdin SERVER < file`",
    });
  const text = await call.terminal.ask(question, { secret });
  if (text === undefined) throw new ExitError(1, "");
  return text;
}

/** Checks credentials as docker does: `/v2/`, the challenge, a token. */
async function check(call: Call, host: string, username: string, password: string): Promise<void> {
  const credentials = username === tokenUser ? { identityToken: password } : { username, password };
  const client = machineClient(call.machine, host, { credentials, userAgent, clientId: "docker" });
  const url = client.url("/v2/");
  const refused = (text: string, wrong: boolean) =>
    new ExitError(
      1,
      `Error response from daemon: Get "${url}": ${text}`,
      wrong
        ? {
            code: "BadCredentials",
            text: `${host} doesn't accept this user name and password, or the token has expired.`,
            next: `\`az acr login --name ${host.split(".")[0] ?? host}\` signs you in as yourself.`,
          }
        : undefined,
    );
  const result = await client.expect("GET", "/v2/");
  if (result.ok) return;
  const failure = result.refusal;
  if (failure.code === "Unreachable") throw networkError(call.machine, failure.error, url);
  const challenged = failure.code === "TokenRejected" || readChallenge(failure.headers.get("www-authenticate"));
  throw refused(faultText(failure), failure.status === 401 && challenged !== undefined);
}

export async function login({ call, line }: DockerCall): Promise<number> {
  const host = hostOf(line.operands[0]);
  let username = line.text("--username");
  let password = line.text("--password");
  if (line.on("--password-stdin")) {
    if (username === undefined) throw new ExitError(1, "Must provide --username with --password-stdin");
    if (password !== undefined) throw new ExitError(1, "--password and --password-stdin are mutually exclusive");
    password = new TextDecoder().decode(call.input ?? new Uint8Array()).replace(/\r?\n$/, "");
  } else if (password !== undefined) {
    call.err("WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n");
  }
  username ??= await askFor(call, "Username: ", false);
  password ??= await askFor(call, "Password: ", true);
  if (username === "" || password === "")
    throw new ExitError(1, `Error: ${username === "" ? "username" : "password"} is empty`);
  await check(call, host, username, password);
  storeCredentials(call.machine, host, username, password);
  call.err(warning);
  call.out("Login Succeeded\n");
  return 0;
}

export function logout({ call, line }: DockerCall): number {
  const host = hostOf(line.operands[0]);
  const address = host === "docker.io" ? "https://index.docker.io/v1/" : host;
  const known = removeCredentials(call.machine, host);
  call.out(known ? `Removing login credentials for ${address}\n` : `Not logged in to ${address}\n`);
  return 0;
}
