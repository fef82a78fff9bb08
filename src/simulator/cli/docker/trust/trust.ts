import type { CommandDefinition, OperandDefinition, OptionDefinition } from "../../definition.ts";
import type { DockerHandler } from "../docker-call.ts";
import { inspectTrust } from "./inspect-command.ts";
import { generateKey, loadKey } from "./key-commands.ts";
import { revoke, signImage } from "./sign-commands.ts";
import { addSigner, removeSigner } from "./signer-commands.ts";

const facts = ["contentTrust", "contentTrustDates"];
const repositories: OperandDefinition = { name: "REPOSITORY", required: true, many: true };
const signer: OperandDefinition = { name: "NAME", required: true };
/** Before anything is signed, the registry has to take trust data. */
const switchedOn = "az acr config content-trust update -r contoso --status enabled";

const define = (
  name: string,
  summary: string,
  operands: OperandDefinition[],
  options: OptionDefinition[],
  examples: string[],
  permission?: string,
): CommandDefinition => ({
  name: `docker trust ${name}`,
  summary,
  operands,
  options,
  examples,
  facts,
  ...(permission !== undefined && { permission }),
});

/** The commands of docker's content trust. */
export const trustCommands: readonly CommandDefinition[] = [
  define(
    "key generate",
    "Generate and load a signing key-pair.",
    [signer],
    [
      {
        flags: ["--dir"],
        value: "string",
        help: "Folder for the public key (default: the working folder).",
        live: "folder",
      },
    ],
    ["docker trust key generate peter"],
  ),
  define(
    "key load",
    "Load a private key file for signing.",
    [{ name: "KEYFILE", required: true, live: "file" }],
    [{ flags: ["--name"], value: "string", help: "Name for the loaded key.", default: "signer" }],
    ["docker trust key load .config/notation/localkeys/fabrikam.example.key --name peter"],
  ),
  define(
    "signer add",
    "Add a signer.",
    [signer, repositories],
    [{ flags: ["--key"], value: "list", help: "File with the signer's public key.", repeatable: true, live: "file" }],
    [`${switchedOn} && docker trust signer add maria contoso.azurecr.io/web --key maria.pub`],
    "sign",
  ),
  define(
    "signer remove",
    "Remove a signer.",
    [signer, repositories],
    [{ flags: ["--force", "-f"], help: "Don't prompt before the last signer is removed." }],
    [
      `${switchedOn} && docker trust signer add maria contoso.azurecr.io/web --key maria.pub && docker trust signer remove maria contoso.azurecr.io/web`,
    ],
    "sign",
  ),
  define(
    "sign",
    "Sign an image.",
    [{ name: "IMAGE:TAG", required: true, live: "localImage" }],
    [{ flags: ["--local"], help: "Sign a locally stored image." }],
    [`${switchedOn} && docker trust sign contoso.azurecr.io/web:v1`],
    "sign",
  ),
  define(
    "inspect",
    "Return low-level information about keys and signatures.",
    [{ name: "IMAGE[:TAG]", required: true, many: true, live: "remoteImage" }],
    [{ flags: ["--pretty"], help: "Print the information in a human friendly format." }],
    [
      `${switchedOn} && docker trust sign contoso.azurecr.io/web:v1 && docker trust inspect --pretty contoso.azurecr.io/web`,
    ],
    "pull",
  ),
  define(
    "revoke",
    "Remove trust for an image.",
    [{ name: "IMAGE[:TAG]", required: true, live: "remoteImage" }],
    [{ flags: ["--yes", "-y"], help: "Don't prompt for confirmation." }],
    [`${switchedOn} && docker trust sign contoso.azurecr.io/web:v1 && docker trust revoke contoso.azurecr.io/web:v1`],
    "sign",
  ),
];

export const trustHandlers: Readonly<Record<string, DockerHandler>> = {
  "trust key generate": generateKey,
  "trust key load": loadKey,
  "trust signer add": addSigner,
  "trust signer remove": removeSigner,
  "trust sign": signImage,
  "trust inspect": inspectTrust,
  "trust revoke": revoke,
};
