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
  /** It deletes something permanently. */
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
    summary: "Every Azure resource belongs to a resource group.",
    command: "az group create",
    fields: [
      { flag: "--name", label: "Name", required: true },
      { flag: "--location", label: "Region", required: true, live: "region", only: true },
    ],
    action: "Create resource group",
  },
  {
    id: "registry",
    title: "Create a registry",
    summary: "Its name is part of the login server and must be unique in Azure.",
    command: "az acr create",
    fields: [
      { flag: "--name", label: "Name", hint: "Letters and digits only.", required: true },
      group,
      { flag: "--sku", label: "Tier", required: true, live: "sku", only: true },
      {
        flag: "--location",
        label: "Region",
        hint: "Empty: the resource group's location.",
        live: "region",
        only: true,
      },
      { flag: "--admin-enabled", label: "Admin account", choices: onOff, only: true },
    ],
    action: "Create registry",
  },
  {
    id: "tier",
    title: "Change the tier",
    summary: "Moves a registry to another tier with all its content.",
    command: "az acr update",
    fields: [registry("--name"), { flag: "--sku", label: "New tier", required: true, live: "sku", only: true }],
    action: "Change tier",
  },
  {
    id: "admin",
    title: "Enable or disable the admin account",
    summary: "The admin account has one user name and two passwords. It is safer disabled.",
    command: "az acr update",
    fields: [
      registry("--name"),
      { flag: "--admin-enabled", label: "Admin account", required: true, choices: onOff, only: true, start: "true" },
    ],
    action: "Apply",
  },
  {
    id: "replica",
    title: "Add a replica",
    summary: "Replicates all content to another region, now and after every push.",
    command: "az acr replication create",
    fields: [
      registry("--registry"),
      { flag: "--location", label: "Region", required: true, live: "region", only: true },
    ],
    action: "Add replica",
  },
  {
    id: "webhook",
    title: "Add a webhook",
    summary: "Notifies a URL of yours when something happens in the registry.",
    command: "az acr webhook create",
    fields: [
      registry("--registry"),
      { flag: "--name", label: "Name", hint: "Letters and digits only.", required: true },
      { flag: "--uri", label: "Address", hint: "Starts with https:// or http://.", required: true },
      {
        flag: "--actions",
        label: "Events",
        required: true,
        choices: ["push", "delete", "quarantine"],
        only: true,
        many: true,
        start: "push",
      },
      { flag: "--scope", label: "Scope", hint: "A repository or repository:tag. Empty: all.", live: "repository" },
    ],
    action: "Add webhook",
  },
  {
    id: "role",
    title: "Assign a role",
    summary: "Grants a user, a group or an application access to one registry.",
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
    action: "Assign role",
  },
  {
    id: "attach",
    title: "Let a cluster pull",
    summary: "Assigns the cluster's kubelet identity a role that allows pulling from a registry.",
    command: "az aks update",
    fields: [
      { flag: "--name", label: "Cluster", required: true, live: "cluster", only: true },
      group,
      { flag: "--attach-acr", label: "Registry", required: true, live: "registry", only: true },
    ],
    action: "Attach registry",
  },
  {
    id: "networkRule",
    title: "Allow an IP address",
    summary: "Listed addresses can reach the registry even when others are denied.",
    command: "az acr network-rule add",
    fields: [
      registry("--name"),
      {
        flag: "--ip-address",
        label: "Address or range",
        hint: "For example, 203.0.113.7 or 203.0.113.0/24.",
        required: true,
      },
    ],
    action: "Add rule",
  },
  {
    id: "defaultAction",
    title: "Set the default network action",
    summary: "Applies to addresses that no rule lists.",
    command: "az acr update",
    fields: [
      registry("--name"),
      {
        flag: "--default-action",
        label: "Default action",
        required: true,
        choices: ["Allow", "Deny"],
        only: true,
        start: "Deny",
      },
    ],
    action: "Apply",
  },
  {
    id: "publicAccess",
    title: "Enable or disable public access",
    summary: "When disabled, only private endpoints can reach the registry.",
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
    action: "Apply",
  },
  {
    id: "deleteRepository",
    title: "Delete a repository",
    summary: "Deletes the repository with all its tags and manifests.",
    command: "az acr repository delete",
    fixed: ["--yes"],
    fields: [
      registry("--name"),
      { flag: "--repository", label: "Repository", required: true, live: "repository", only: true },
    ],
    action: "Delete repository",
    removes: true,
  },
];

/** What was filled in, by flag; fields with `many` hold their words separated by blanks. */
export type ClickValues = Readonly<Record<string, string>>;

/** What a form begins with, before anything is typed. */
export const startValues = ({ fields }: ClickPath, initial: ClickValues = {}): ClickValues =>
  Object.fromEntries(fields.map(({ flag, start = "" }) => [flag, initial[flag] ?? start]));

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
