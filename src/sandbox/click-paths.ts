import type { LiveName } from "../simulator/cli/definition.ts";

/** One input of a form. Its value becomes the value of an option of the command. */
export interface ClickField {
  /** The option as the command line has it, which is also the field's key: `--name`. */
  flag: string;
  label: string;
  hint?: string;
  required?: boolean;
  /** Names of the world that are offered; others may be typed as well unless `only` is set. */
  live?: LiveName;
  choices?: readonly string[];
  /** Only what is offered may be chosen. */
  only?: boolean;
  /** Several of the choices at once. */
  many?: boolean;
  /** What the field begins with. */
  start?: string;
  /** Written in place of the value, with `{}` for it, where the command takes something that is looked up by it. */
  as?: string;
}

/** Something that is done in a portal by filling in a form, and the command that does the same. */
export interface ClickPath {
  id: string;
  title: string;
  summary: string;
  /** The command without its options. */
  command: string;
  /** Options that the form always gives. */
  fixed?: readonly string[];
  fields: readonly ClickField[];
  /** The word on the button. */
  action: string;
  /** It takes something away for good. */
  removes?: boolean;
}

const registry = (flag: "--name" | "--registry"): ClickField => ({
  flag,
  label: "Registry",
  required: true,
  live: "registry",
  only: true,
});
const group: ClickField = {
  flag: "--resource-group",
  label: "Resource group",
  required: true,
  live: "group",
  only: true,
};
const onOff = ["true", "false"];

/** What the chapter does in a portal, in the order in which a registry is set up. */
export const clickPaths: readonly ClickPath[] = [
  {
    id: "group",
    title: "Create a resource group",
    summary: "Everything in Azure lives in one.",
    command: "az group create",
    fields: [
      { flag: "--name", label: "Name", required: true },
      { flag: "--location", label: "Region", required: true, live: "region", only: true },
    ],
    action: "Create the group",
  },
  {
    id: "registry",
    title: "Create a registry",
    summary: "Its name becomes the login server and has to be free in all of Azure.",
    command: "az acr create",
    fields: [
      { flag: "--name", label: "Name", hint: "Letters and digits.", required: true },
      group,
      { flag: "--sku", label: "Tier", required: true, live: "sku", only: true },
      { flag: "--location", label: "Region", hint: "Empty: that of the group.", live: "region", only: true },
      { flag: "--admin-enabled", label: "Admin account", choices: onOff, only: true },
    ],
    action: "Create the registry",
  },
  {
    id: "tier",
    title: "Change the tier",
    summary: "Moves a registry to another tier, with all that it holds.",
    command: "az acr update",
    fields: [registry("--name"), { flag: "--sku", label: "New tier", required: true, live: "sku", only: true }],
    action: "Change the tier",
  },
  {
    id: "admin",
    title: "Switch the admin account",
    summary: "One user name with the registry's passwords. Off is the safer state.",
    command: "az acr update",
    fields: [
      registry("--name"),
      { flag: "--admin-enabled", label: "Admin account", required: true, choices: onOff, only: true, start: "true" },
    ],
    action: "Switch it",
  },
  {
    id: "replica",
    title: "Add a replica",
    summary: "Copies everything to another region, and keeps copying.",
    command: "az acr replication create",
    fields: [
      registry("--registry"),
      { flag: "--location", label: "Region", required: true, live: "region", only: true },
    ],
    action: "Add the replica",
  },
  {
    id: "webhook",
    title: "Add a webhook",
    summary: "Tells an address of yours when something happens in the registry.",
    command: "az acr webhook create",
    fields: [
      registry("--registry"),
      { flag: "--name", label: "Name", hint: "Letters and digits.", required: true },
      { flag: "--uri", label: "Address", hint: "Begins with https:// or http://.", required: true },
      {
        flag: "--actions",
        label: "Tell about",
        required: true,
        choices: ["push", "delete", "quarantine"],
        only: true,
        many: true,
        start: "push",
      },
      { flag: "--scope", label: "Scope", hint: "A repository or repository:tag; empty means all.", live: "repository" },
    ],
    action: "Add the webhook",
  },
  {
    id: "role",
    title: "Give a role",
    summary: "Lets a person, a group or an application use one registry.",
    command: "az role assignment create",
    fields: [
      { flag: "--assignee", label: "Who", required: true, live: "principal" },
      { flag: "--role", label: "Role", required: true, live: "role" },
      {
        flag: "--scope",
        label: "Registry",
        required: true,
        live: "registry",
        only: true,
        as: "$(az acr show --name {} --query id --output tsv)",
      },
    ],
    action: "Give the role",
  },
  {
    id: "attach",
    title: "Let a cluster pull",
    summary: "Gives the cluster's kubelet identity the right to pull from a registry.",
    command: "az aks update",
    fields: [
      { flag: "--name", label: "Cluster", required: true, live: "cluster", only: true },
      group,
      { flag: "--attach-acr", label: "Registry", required: true, live: "registry", only: true },
    ],
    action: "Attach the registry",
  },
  {
    id: "networkRule",
    title: "Allow an address",
    summary: "Addresses that are listed may reach the registry when others may not.",
    command: "az acr network-rule add",
    fields: [
      registry("--name"),
      { flag: "--ip-address", label: "Address or range", hint: "Like 203.0.113.7 or 203.0.113.0/24.", required: true },
    ],
    action: "Add the rule",
  },
  {
    id: "defaultAction",
    title: "Allow or refuse all others",
    summary: "What holds for addresses that no rule lists.",
    command: "az acr update",
    fields: [
      registry("--name"),
      {
        flag: "--default-action",
        label: "All others",
        required: true,
        choices: ["Allow", "Deny"],
        only: true,
        start: "Deny",
      },
    ],
    action: "Set it",
  },
  {
    id: "publicAccess",
    title: "Switch public access",
    summary: "Off leaves private endpoints as the only way in.",
    command: "az acr update",
    fields: [
      registry("--name"),
      {
        flag: "--public-network-enabled",
        label: "Public access",
        required: true,
        choices: onOff,
        only: true,
        start: "false",
      },
    ],
    action: "Switch it",
  },
  {
    id: "deleteRepository",
    title: "Delete a repository",
    summary: "With every tag and manifest in it.",
    command: "az acr repository delete",
    fixed: ["--yes"],
    fields: [
      registry("--name"),
      { flag: "--repository", label: "Repository", required: true, live: "repository", only: true },
    ],
    action: "Delete the repository",
    removes: true,
  },
];

/** What was filled in, by flag; fields with `many` hold their words separated by blanks. */
export type ClickValues = Readonly<Record<string, string>>;

/** What a form begins with, before anything is typed. */
export const startValues = ({ fields }: ClickPath, given: ClickValues = {}): ClickValues =>
  Object.fromEntries(fields.map(({ flag, start = "" }) => [flag, given[flag] ?? start]));

const plain = /^[\w@%+=:,./-]+$/;

/** A word as a shell has to be given it. */
const quoted = (word: string): string => (plain.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

function optionText({ flag, many, as }: ClickField, value: string): string {
  const written = many ? value.split(" ").map(quoted).join(" ") : quoted(value);
  return `${flag} ${as === undefined ? written : as.replace("{}", written)}`;
}

/** The command line that a filled-in form stands for. Required fields that are empty show as `<Label>`. */
export function lineOf({ command, fixed = [], fields }: ClickPath, values: ClickValues): string {
  const options = fields.flatMap((field) => {
    const value = (values[field.flag] ?? "").trim();
    if (value !== "") return [optionText(field, value)];
    return field.required ? [`${field.flag} <${field.label}>`] : [];
  });
  return [command, ...options, ...fixed].join(" ");
}

/** Fields that still have to be filled in. */
export const missingIn = ({ fields }: ClickPath, values: ClickValues): ClickField[] =>
  fields.filter(({ flag, required }) => required && (values[flag] ?? "").trim() === "");
