import type { RegistryFailure, Rejection } from "../../registry-client/failure.ts";
import type { NetworkError } from "../../world/network-error.ts";
import type { Machine } from "../machine.ts";
import { ExitError, type Explanation } from "../program.ts";
import { contentDamaged } from "../registry/fault-explanations.ts";

const lower = (code: string): string => code.toLowerCase().replaceAll("_", " ");

/** The first error of a registry's answer as docker prints it: `code: message`. */
export const faultText = ({ faults, status, body }: Rejection): string => {
  const [first] = faults;
  if (first) return `${first.code === "TOOMANYREQUESTS" ? "toomanyrequests" : lower(first.code)}: ${first.message}`;
  return `received unexpected HTTP status: ${status}${body === "" ? "" : ` ${body.slice(0, 100)}`}`;
};

/** What a daemon says when a host cannot be reached. */
export function networkError(
  machine: Machine,
  error: NetworkError,
  url: string,
  prefix = "Error response from daemon: ",
): ExitError {
  const { hostname, code } = error;
  if (code === "ECONNREFUSED") {
    return new ExitError(1, `${prefix}Get "${url}": dial tcp: connect: connection refused`, {
      code: "NothingListens",
      text: `Nothing in the simulated network listens at ${hostname}.`,
    });
  }
  const explanation: Explanation = {
    code: "NameNotResolved",
    text: machine.lookUp(hostname).because ?? `The name ${hostname} doesn't exist.`,
    next: hostname.endsWith(".azurecr.io")
      ? "`az acr show --name REGISTRY --query loginServer` prints the address; `nslookup` shows the address that this machine gets."
      : "Check the spelling of the registry in the image's name.",
  };
  return new ExitError(
    1,
    `${prefix}Get "${url}": dial tcp: lookup ${hostname} on 127.0.0.53:53: no such host`,
    explanation,
  );
}

/** Words a failure at a registry as docker does; `say` completes the text of a rejection. */
export function dockerError(
  machine: Machine,
  host: string,
  failure: RegistryFailure,
  say: (text: string, status: number) => string,
): ExitError {
  if (failure.code === "Unreachable") return networkError(machine, failure.error, `https://${host}/v2/`);
  if (failure.code === "DigestMismatch") {
    return new ExitError(1, `filesystem layer verification failed for digest ${failure.expected}`, contentDamaged);
  }
  return new ExitError(1, say(faultText(failure), failure.status));
}
