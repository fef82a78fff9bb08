import type { CommandDefinition, OperandDefinition, OptionDefinition } from "../definition.ts";

const reference: OperandDefinition = { name: "<reference>", required: true, live: "remoteImage" };
const server: OperandDefinition = { name: "<server>", required: true, live: "loginServer" };
const keyName: OperandDefinition = { name: "<key_name>", required: true };

const secure: OptionDefinition[] = [
  { flags: ["--username", "-u"], value: "string", help: "User name (default to $NOTATION_USERNAME)." },
  { flags: ["--password", "-p"], value: "string", help: "Password (default to $NOTATION_PASSWORD)." },
];
const logging: OptionDefinition[] = [
  { flags: ["--debug", "-d"], help: "Print debug output." },
  { flags: ["--verbose", "-v"], help: "Print why verification rejects signatures." },
];
const standard = (help: string): OptionDefinition => ({ flags: ["--default"], help });
const plugin: OptionDefinition = {
  flags: ["--plugin"],
  value: "string",
  help: "Signing plugin; the simulator runs none.",
};
const store: OptionDefinition[] = [
  {
    flags: ["--type", "-t"],
    value: "string",
    help: "Type of the trust store.",
    choices: ["ca", "signingAuthority", "tsa"],
  },
  { flags: ["--store", "-s"], value: "string", help: "Name of the trust store." },
];
const metadata = (help: string): OptionDefinition => ({
  flags: ["--user-metadata", "-m"],
  value: "stringArray",
  help,
  repeatable: true,
});
const yes: OptionDefinition = { flags: ["--yes", "-y"], help: "Don't prompt for confirmation." };

const define = (
  name: string,
  summary: string,
  operands: OperandDefinition[],
  options: OptionDefinition[],
  more: Partial<CommandDefinition> = {},
): CommandDefinition => ({ name: `notation ${name}`, summary, operands, options, ...more });

/** The commands of notation, by the words after its name. */
export const notationDefinitions = {
  sign: define(
    "sign",
    "Sign artifacts.",
    [reference],
    [
      { flags: ["--key", "-k"], value: "string", help: "Name of the signing key (default: the default key)." },
      {
        flags: ["--signature-format"],
        value: "string",
        help: "Signature envelope format; the simulator doesn't create cose.",
        choices: ["jws"],
        default: "jws",
      },
      { flags: ["--expiry", "-e"], value: "duration", help: "Time until the signature expires, such as 24h." },
      metadata("Metadata to add to the signature, as KEY=VALUE."),
      plugin,
      { flags: ["--id"], value: "string", help: "Key ID for the plugin.", hidden: true },
      ...secure,
      ...logging,
    ],
    {
      permission: "push",
      examples: [
        "notation sign contoso.azurecr.io/web:v1",
        "notation sign --key fabrikam.example --user-metadata build=42 --expiry 720h contoso.azurecr.io/web@$(oras resolve contoso.azurecr.io/web:v1)",
      ],
    },
  ),
  verify: define(
    "verify",
    "Verify OCI artifacts.",
    [reference],
    [metadata("Metadata that the signature must contain, as KEY=VALUE."), ...secure, ...logging],
    {
      permission: "pull",
      examples: [
        "notation verify contoso.azurecr.io/app:v1",
        "notation verify --verbose contoso.azurecr.io/app@$(oras resolve contoso.azurecr.io/app:v1)",
      ],
    },
  ),
  list: define("list", "List signatures of the signed artifact.", [reference], [...secure, ...logging], {
    permission: "pull",
    examples: ["notation list contoso.azurecr.io/app:v1"],
  }),
  inspect: define(
    "inspect",
    "Inspect all signatures associated with the signed artifact.",
    [reference],
    [
      {
        flags: ["--output", "-o"],
        value: "string",
        help: "Output format.",
        choices: ["text", "json"],
        default: "text",
      },
      ...secure,
      ...logging,
    ],
    {
      permission: "pull",
      examples: [
        "notation inspect contoso.azurecr.io/app:v1",
        "notation inspect --output json contoso.azurecr.io/app:v1 | jq '.signatures[].certificates'",
      ],
    },
  ),
  "cert generate-test": define(
    "cert generate-test",
    "Generate a test key and a corresponding self-signed certificate.",
    [{ name: "<common_name>", required: true }],
    [
      {
        flags: ["--bits", "-b"],
        value: "int",
        help: "Length of the RSA key in bits; the simulator creates elliptic curve keys.",
        hidden: true,
      },
      standard("Make it the default signing key."),
    ],
    { examples: ["notation cert generate-test --default wabbit-networks.io"] },
  ),
  "cert add": define(
    "cert add",
    "Add certificates to the trust store.",
    [{ name: "<cert_path>", required: true, many: true, live: "file" }],
    store,
    {
      examples: ["notation cert add --type ca --store partners .config/notation/localkeys/fabrikam.example.crt"],
    },
  ),
  "cert list": define("cert list", "List certificates in the trust store.", [], store, {
    examples: ["notation cert list", "notation cert list --type ca --store fabrikam.example"],
  }),
  "cert show": define(
    "cert show",
    "Show certificate details given trust store type, named store, and certificate file name.",
    [{ name: "<cert_fileName>", required: true }],
    store,
    { examples: ["notation cert show --type ca --store fabrikam.example fabrikam.example.crt"] },
  ),
  "cert delete": define(
    "cert delete",
    "Delete certificates from the trust store.",
    [{ name: "<cert_fileName>", required: false }],
    [...store, { flags: ["--all", "-a"], help: "Delete all certificates in the trust store." }, yes],
    {
      examples: [
        "notation cert delete --type ca --store fabrikam.example fabrikam.example.crt",
        "notation cert delete --type ca --store fabrikam.example --all --yes",
      ],
    },
  ),
  "key add": define(
    "key add",
    "Add key to Notation signing key list.",
    [
      { name: "<key_path>", required: false, live: "file" },
      { name: "<cert_path>", required: false, live: "file" },
    ],
    [
      { flags: ["--name", "-n"], value: "string", help: "Name of the key." },
      plugin,
      { flags: ["--id"], value: "string", help: "Key ID for the plugin.", hidden: true },
      standard("Make it the default signing key."),
    ],
    {
      examples: [
        "notation key add --name release .config/notation/localkeys/fabrikam.example.key .config/notation/localkeys/fabrikam.example.crt",
      ],
    },
  ),
  "key update": define(
    "key update",
    "Update key in signing key list.",
    [keyName],
    [standard("Make it the default signing key.")],
    {
      examples: ["notation key update --default fabrikam.example"],
    },
  ),
  "key list": define("key list", "List keys used for signing.", [], [], { examples: ["notation key list"] }),
  "key delete": define("key delete", "Delete key from signing key list.", [{ ...keyName, many: true }], [], {
    examples: ["notation key delete fabrikam.example"],
  }),
  "policy show": define("policy show", "Show trust policy configuration.", [], [], {
    examples: ["notation policy show"],
  }),
  "policy import": define(
    "policy import",
    "Import trust policy configuration from a JSON file.",
    [{ name: "<file_path>", required: true, live: "file" }],
    [{ flags: ["--force"], help: "Overwrite the existing policy without a confirmation prompt." }],
    { examples: ["notation policy import --force trustpolicy.json"] },
  ),
  "policy init": define(
    "policy init",
    "Initialize the trust policy; not available in this version of Notation.",
    [{ name: "", required: false, many: true }],
    [],
    {
      hidden: true,
    },
  ),
  login: define(
    "login",
    "Log in to a registry.",
    [server],
    [...secure, { flags: ["--password-stdin"], help: "Read the password from standard input." }],
    {
      examples: [
        "docker login contoso.azurecr.io -u partner1 --password-stdin < token.txt && notation login contoso.azurecr.io -u partner1 --password-stdin < token.txt",
      ],
    },
  ),
  logout: define("logout", "Log out from the logged in registries.", [server], [], {
    examples: ["notation logout contoso.azurecr.io"],
  }),
  version: define("version", "Show the notation version information.", [], [], { examples: ["notation version"] }),
} satisfies Record<string, CommandDefinition>;
