import type { AzCall } from "../az-call.ts";
import { azError, notSimulated } from "../az-error.ts";

/** Options of `az container create` that are read and checked as az does, and then rejected by name. */
const notHere = [
  "--vnet",
  "--vnet-address-prefix",
  "--subnet",
  "--subnet-address-prefix",
  "--file",
  "--zone",
  "--azure-file-volume-share-name",
  "--gitrepo-url",
  "--secrets",
  "--log-analytics-workspace",
];

/**
 * Checks the volumes of `az container create` as the client does before any request: paths, and options that need one another
 * (azure-cli, container/_validators.py and custom.py).
 */
export function requireVolumes({ options }: AzCall): void {
  if (options.text("--azure-file-volume-mount-path")?.includes(":")) {
    throw azError("The volume mount path cannot contain ':'");
  }
  if (options.text("--gitrepo-dir")?.includes("..")) throw azError("The git repo directory cannot contain '..'");
  const share = options.wasTyped("--azure-file-volume-share-name");
  for (const flag of ["--azure-file-volume-account-name", "--azure-file-volume-account-key"]) {
    if (share && !options.wasTyped(flag)) throw azError(`Please specify ${flag} in order to use Azure File volume.`);
  }
  if (options.wasTyped("--secrets") && !options.wasTyped("--secrets-mount-path")) {
    throw azError("Please specify --secrets --secrets-mount-path to enable secrets volume mount.");
  }
  if (options.wasTyped("--azure-file-volume-mount-path") && !share) {
    throw azError(
      "Please specify --azure-file-volume-share-name --azure-file-volume-account-name --azure-file-volume-account-key to enable Azure File volume mount.",
    );
  }
  if (options.wasTyped("--gitrepo-mount-path") && !options.wasTyped("--gitrepo-url")) {
    throw azError("Please specify --gitrepo-url (--gitrepo-dir --gitrepo-revision) to enable Git Repo volume mount.");
  }
}

/** Rejects what container groups don't have here. */
export function rejectNotSimulated({ options }: AzCall): void {
  const flag = notHere.find((option) => options.wasTyped(option));
  if (flag === undefined) return;
  throw notSimulated(
    `${flag} of az container create`,
    "Container groups here run one container, without networks, zones, volumes or a Log Analytics workspace.",
  );
}
