import type { CommandDefinition, OperandDefinition, OptionDefinition } from "../definition.ts";

/** Options that stand before the command or after it; what they change is said in each. */
export const globalOptions: readonly OptionDefinition[] = [
  { flags: ["--debug"], help: "Enable debug output; the simulator has none.", hidden: true },
  {
    flags: ["--insecure-policy"],
    help: "Run without a policy check; the simulator never checks policies.",
    hidden: true,
  },
  { flags: ["--override-arch"], value: "ARCH", help: "Architecture of the images to choose.", hidden: true },
  { flags: ["--override-os"], value: "OS", help: "Operating system of the images to choose.", hidden: true },
  {
    flags: ["--override-variant"],
    value: "VARIANT",
    help: "Architecture variant of the images to choose.",
    hidden: true,
  },
];

const image = (name: string): OperandDefinition => ({ name, required: true });
const registry: OperandDefinition = { name: "REGISTRY", required: true, live: "loginServer" };

const registryOptions = (side: "" | "src-" | "dest-"): OptionDefinition[] => [
  { flags: [`--${side}creds`], value: "USERNAME[:PASSWORD]", help: "Credentials for the registry." },
  { flags: [`--${side}username`], value: "string", help: "User name for the registry." },
  { flags: [`--${side}password`], value: "string", help: "Password for the registry." },
  { flags: [`--${side}no-creds`], help: "Access the registry anonymously." },
  {
    flags: [`--${side}tls-verify`],
    help: "Require HTTPS and verify certificates, which the simulator always does.",
    default: "true",
    hidden: true,
  },
];

const copyOptions: OptionDefinition[] = [
  { flags: ["--all", "-a"], help: "Copy all images if the source is a list." },
  {
    flags: ["--format", "-f"],
    value: "string",
    help: "Manifest type of the copied image: oci or v2s2.",
    choices: ["oci", "v2s2"],
  },
  { flags: ["--preserve-digests"], help: "Preserve the digests of images and lists." },
];
const digestFile: OptionDefinition = {
  flags: ["--digestfile"],
  value: "string",
  help: "File to write the digest of the copied image to.",
};
const quiet: OptionDefinition = { flags: ["--quiet", "-q"], help: "Suppress progress output." };

const define = (
  name: string,
  summary: string,
  operands: OperandDefinition[],
  options: OptionDefinition[],
  more: Partial<CommandDefinition> = {},
): CommandDefinition => ({
  name: `skopeo ${name}`,
  summary,
  operands,
  options: [...options, ...globalOptions],
  ...more,
});

/** The commands of skopeo, by the word after its name. */
export const skopeoDefinitions = {
  copy: define(
    "copy",
    "Copy an IMAGE-NAME from one location to another.",
    [image("SOURCE-IMAGE"), image("DESTINATION-IMAGE")],
    [
      ...copyOptions,
      {
        flags: ["--multi-arch"],
        value: "string",
        help: "Images to copy if the source is a list.",
        choices: ["system", "all", "index-only"],
      },
      digestFile,
      quiet,
      ...registryOptions("src-"),
      ...registryOptions("dest-"),
    ],
    { permission: "push", examples: ["skopeo copy docker://nginx:1.25 docker://contoso.azurecr.io/nginx:1.25"] },
  ),
  inspect: define(
    "inspect",
    "Inspect image IMAGE-NAME.",
    [image("IMAGE-NAME")],
    [
      { flags: ["--raw"], help: "Output the raw manifest or configuration." },
      { flags: ["--config"], help: "Output the configuration." },
      { flags: ["--format", "-f"], value: "string", help: "Go template that formats the output." },
      { flags: ["--no-tags", "-n"], help: "Don't list the tags of the repository." },
      ...registryOptions(""),
    ],
    { permission: "pull", examples: ["skopeo inspect docker://nginx:1.25"] },
  ),
  "list-tags": define(
    "list-tags",
    "List tags of a repository in a registry.",
    [image("SOURCE-IMAGE")],
    registryOptions(""),
    { permission: "pull", examples: ["skopeo list-tags docker://contoso.azurecr.io/app"] },
  ),
  sync: define(
    "sync",
    "Synchronize one or more images from one location to another.",
    [image("SOURCE"), image("DESTINATION")],
    [
      { flags: ["--src", "-s"], value: "string", help: "Transport of the source.", choices: ["docker", "dir"] },
      { flags: ["--dest", "-d"], value: "string", help: "Transport of the destination.", choices: ["docker", "dir"] },
      { flags: ["--scoped"], help: "Keep the full source path below the destination." },
      { flags: ["--append-suffix"], value: "string", help: "Suffix to add to the tags." },
      { flags: ["--dry-run"], help: "Show what would be copied, without copying it." },
      { flags: ["--keep-going"], help: "Continue if an image can't be copied." },
      ...copyOptions,
      { ...quiet, hidden: true },
      ...registryOptions("src-"),
      ...registryOptions("dest-"),
    ],
    {
      permission: "push",
      examples: [
        "skopeo sync --src docker --dest docker mcr.microsoft.com/hello-world contoso.azurecr.io/mirror",
        "skopeo sync --src docker --dest dir mcr.microsoft.com/hello-world backup",
      ],
    },
  ),
  delete: define("delete", "Delete image IMAGE-NAME.", [image("IMAGE-NAME")], registryOptions(""), {
    permission: "delete",
    examples: ["skopeo delete docker://contoso.azurecr.io/web:v1"],
  }),
  login: define(
    "login",
    "Login to a container registry.",
    [registry],
    [
      { flags: ["--username", "-u"], value: "string", help: "User name." },
      { flags: ["--password", "-p"], value: "string", help: "Password." },
      { flags: ["--password-stdin"], help: "Read the password from standard input." },
      { flags: ["--get-login"], help: "Print the stored user name." },
    ],
    {
      examples: [
        "az acr login -n contosoarchive --expose-token --query accessToken -o tsv | skopeo login contosoarchive.azurecr.io --username 00000000-0000-0000-0000-000000000000 --password-stdin",
      ],
    },
  ),
  logout: define("logout", "Logout of a container registry.", [registry], [], {
    examples: ["skopeo logout contoso.azurecr.io"],
  }),
} satisfies Record<string, CommandDefinition>;
