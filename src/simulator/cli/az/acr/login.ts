import { tokenUser } from "../../registry/docker-config.ts";
import type { AzCall, AzModule } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { DataPlane } from "./data-plane.ts";
import { otherCall } from "./other-call.ts";
import type { JsonValue } from "../../../world/json.ts";

const stamp = (at: number): string => `${new Date(at).toISOString().slice(0, 23).replace("T", " ")}000`;

/** Ends as the client does when docker is not there. */
function dockerMissing({ machine, warn }: AzCall): Error {
  warn(
    "You may want to use 'az acr login -n <registry> --expose-token' to get an access token, which does not require Docker to be installed.",
  );
  return azError(
    `${stamp(machine.now())} An error occurred: DOCKER_COMMAND_ERROR\nPlease verify if Docker client is installed and running.`,
    1,
    {
      code: "NoDocker",
      text: "`az acr login` hands the token to docker, and there is no docker here.",
      next: "`az acr login --expose-token`",
    },
  );
}

async function exposeToken(az: AzCall, plane: DataPlane): Promise<JsonValue> {
  const token = await plane.refreshToken();
  if (token === undefined) throw plane.noWayIn();
  az.warn(
    `You can perform manual login using the provided refresh token below, for example: 'docker login ${plane.loginServer} -u ${tokenUser} -p <refreshToken>'`,
  );
  return { accessToken: token, loginServer: plane.loginServer, refreshToken: token, username: tokenUser };
}

async function login(az: AzCall): Promise<JsonValue | undefined> {
  const { options, call } = az;
  const name = options.required("--name");
  const username = options.text("--username");
  const password = options.text("--password");
  const expose = options.on("--expose-token");
  if (expose && (username !== undefined || password !== undefined)) {
    throw azError("`--expose-token` cannot be combined with `--username` or `--password`.");
  }
  const docker = await az.program("docker");
  if (!expose) {
    const quiet = (): undefined => undefined;
    if (!docker || (await docker.execute(otherCall(call, ["ps"], { out: quiet }))) !== 0) throw dockerMissing(az);
  }
  if (name !== name.toLowerCase()) {
    az.warn(
      "Uppercase characters are detected in the registry name. When using its server url in docker commands, to avoid authentication errors, use all lowercase.",
    );
  }
  if (password !== undefined && username === undefined)
    throw azError("Please also specify username if password is specified.");
  const plane = await DataPlane.open(az);
  if (expose) return exposeToken(az, plane);
  if (!docker) throw dockerMissing(az);
  let user = username;
  let secret = password;
  if (user === undefined) {
    const token = await plane.refreshToken();
    if (token !== undefined) [user, secret] = [tokenUser, token];
    else {
      const admin = await adminOf(az);
      if (!admin) {
        user = await az.ask("Username: ");
        if (user === undefined) throw plane.noWayIn();
      } else [user, secret] = [admin.username, admin.password];
    }
  }
  secret ??= await az.ask("Password: ", { secret: true });
  if (secret === undefined) throw azError("Please specify both username and password in non-interactive mode.");
  const words = ["login", "--username", user, "--password-stdin", plane.loginServer];
  const code = await docker.execute(
    otherCall(call, words, {
      input: new TextEncoder().encode(secret),
      // Docker's note on where it keeps passwords is not shown by the client.
      err: (text) => (/WARNING! Your (?:password|credentials)/.test(text) ? undefined : call.err(text)),
    }),
  );
  if (code !== 0) throw azError("Login failed.");
  return undefined;
}

async function adminOf(az: AzCall): Promise<{ username: string; password: string } | undefined> {
  const registry = await az.arm
    .registry(az.options.required("--name"), az.options.text("--resource-group"))
    .catch(() => undefined);
  if (!registry || registry.properties?.["adminUserEnabled"] !== true) return undefined;
  const found = await az.arm.post<{ username: string; passwords: { value: string }[] }>(
    `${registry.id}/listCredentials`,
  );
  return { username: found.username, password: found.passwords[0]?.value ?? "" };
}

/** `az acr login`. */
export const loginModule: AzModule = { handlers: { "az acr login": login } };
