import { NetworkError } from "../../../world/network-error.ts";
import { ExitError } from "../../program.ts";
import { readChallenge } from "../../../registry-client/challenge.ts";
import type { AzCall, AzModule } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { azVersion } from "../version.ts";
import { DataPlane } from "./data-plane.ts";
import { otherCall } from "./other-call.ts";

const image = "mcr.microsoft.com/mcr/hello-world:latest";

const moreInformation = "\nPlease refer to https://aka.ms/acr/health-check for more information.";

/** Something that is not well, by its name in the client (azure-cli, acr/_errors.py). */
interface Fault {
  code: string;
  /** What az prints, byte for byte. */
  prints: string;
  explanation: string;
  next?: string;
}

/** Reports an error, which ends the command unless errors are ignored. */
function fault(az: AzCall, { code, prints, explanation, next }: Fault): void {
  const said = `An error occurred: ${code}\n${prints}`;
  if (az.options.on("--ignore-errors")) {
    az.call.err(`${said}\n`);
    return;
  }
  throw azError(`${said}${moreInformation}`, 1, { code, text: explanation, ...(next !== undefined && { next }) });
}

/** Runs another program and gives what it printed; undefined when it is not there or failed. */
async function printed(az: AzCall, name: string, args: string[]): Promise<string | undefined> {
  const program = await az.program(name);
  if (!program) return undefined;
  let text = "";
  const take = (piece: string | Uint8Array): void => {
    text += typeof piece === "string" ? piece : new TextDecoder().decode(piece);
  };
  try {
    const quiet = otherCall(az.call, args, { out: take, err: () => undefined, explain: () => undefined });
    return (await program.execute(quiet)) === 0 ? text.trimEnd() : undefined;
  } catch (error) {
    if (error instanceof ExitError) return undefined;
    throw error;
  }
}

async function environment(az: AzCall): Promise<void> {
  const tell = (line: string) => az.call.err(`${line}\n`);
  const version = await printed(az, "docker", ["--version"]);
  if (version === undefined) {
    fault(az, {
      code: "DOCKER_COMMAND_ERROR",
      prints: "Please verify if Docker client is installed and running.",
      explanation: "There is no docker on this machine.",
    });
  } else {
    tell("Docker daemon status: available");
    tell(`Docker version: '${version}'`);
    const pulls = az.options.on("--yes") || (await confirmed(az));
    if (!pulls) tell("Skipping pull check.");
    else if ((await printed(az, "docker", ["pull", image])) === undefined) {
      fault(az, {
        code: "DOCKER_PULL_ERROR",
        prints:
          "An error occurred while pulling a sample image. Please validate your network connection and verify if Docker daemon is running properly.",
        explanation: "The sample image of Microsoft's registry could not be pulled.",
      });
    } else tell(`Docker pull of '${image}' : OK`);
  }
  tell(`Azure CLI version: ${azVersion}`);
}

const confirmed = async (az: AzCall): Promise<boolean> =>
  /^y(es)?$/i.test((await az.ask(`This will pull the image ${image}. Proceed? (y/n): `)) ?? "");

async function connectivity(az: AzCall, name: string): Promise<void> {
  const tell = (line: string) => az.call.err(`${line}\n`);
  const plane = await DataPlane.open(az, name);
  const { loginServer } = plane;
  const { address, because } = az.machine.lookUp(loginServer);
  if (address === undefined) {
    return fault(az, {
      code: "CONNECTIVITY_DNS_ERROR",
      prints: `Failed to reach DNS for registry '${loginServer}'. Please check if the spelling is correct, if the CLI environment is on correct cloud and your network connectivity.`,
      explanation: because ?? `There is no name ${loginServer}.`,
      next: "`az acr list --output table` shows the registries and their login servers.",
    });
  }
  tell(`DNS lookup to ${loginServer} at IP ${address} : OK`);
  const url = `https://${loginServer}/v2/`;
  const challenge = await az.machine.send(new Request(url)).catch((error: unknown) => {
    if (error instanceof NetworkError) return undefined;
    throw error;
  });
  if (challenge?.status === 403) {
    return fault(az, {
      code: "CONNECTIVITY_FORBIDDEN_ERROR",
      prints: `Looks like you don't have access to registry '${loginServer}'. To see configured firewall rules, run 'az acr show --query networkRuleSet --name ${name}'. Please refer to https://aka.ms/acr/errors#connectivity_forbidden_error for more information.`,
      explanation: "The registry's network rules do not let this machine in.",
      next: `\`az acr network-rule add --name ${name} --ip-address ADDRESS\`, or work from inside its network.`,
    });
  }
  if (!challenge || !readChallenge(challenge.headers.get("www-authenticate"))) {
    return fault(az, {
      code: "CONNECTIVITY_CHALLENGE_ERROR",
      prints: `Registry '${loginServer}' did not issue a challenge.`,
      explanation: "The registry did not answer as one does that asks who is there.",
    });
  }
  tell(`Challenge endpoint ${url} : OK`);
  const refresh = await plane.refreshToken();
  if (refresh === undefined) {
    return fault(az, {
      code: "CONNECTIVITY_REFRESH_TOKEN_ERROR",
      prints: `Access to registry '${loginServer}' was denied. Response code: 401. Please try running 'az login' again to refresh permissions.`,
      explanation: "Your sign-in to the directory gives no right at this registry.",
      next: "Ask for a role such as AcrPull on it.",
    });
  }
  tell(`Fetch refresh token for registry '${loginServer}' : OK`);
  if ((await plane.withRefresh(refresh, [])) === undefined) {
    return fault(az, {
      code: "CONNECTIVITY_ACCESS_TOKEN_ERROR",
      prints: `Access to registry '${loginServer}' was denied. Response code: 401. Please try running 'az login' again to refresh permissions.`,
      explanation: "The registry gave no access token.",
    });
  }
  tell(`Fetch access token for registry '${loginServer}' : OK`);
}

async function tools(az: AzCall): Promise<void> {
  const tell = (line: string) => az.call.err(`${line}\n`);
  const helm = await printed(az, "helm", ["version"]);
  const version = /Version:"v?([\d.]+)"/.exec(helm ?? "")?.[1];
  if (version === undefined) {
    fault(az, {
      code: "HELM_COMMAND_ERROR",
      prints: "Please verify if Helm is installed.",
      explanation: "There is no helm on this machine.",
    });
  } else tell(`Helm version: ${version}`);
}

/**
 * `az acr check-health`: looks at docker, the name, the network and the tokens, and writes what it finds to standard error
 * (azure-cli, command_modules/acr/check_health.py, 2.45). The check for notary is left out, because there is no such program on the machine.
 */
async function checkHealth(az: AzCall): Promise<undefined> {
  const name = az.options.text("--name");
  await environment(az);
  if (name === undefined) az.call.err("Registry name must be provided to check connectivity.\n");
  else await connectivity(az, name);
  await tools(az);
  az.call.err(`${moreInformation}\n`);
  return undefined;
}

export const checkHealthModule: AzModule = { handlers: { "az acr check-health": checkHealth } };
