import type { CommandDefinition, OperandDefinition, OptionDefinition } from "../definition.ts";

const host: OperandDefinition = { name: "[host]", required: true, live: "loginServer" };
const anyChart: OperandDefinition = { name: "[CHART]", required: true, live: "file" };

const version: OptionDefinition = {
  flags: ["--version"],
  value: "string",
  help: "Version of the chart (default: the latest stable version).",
};

const show = (part: string, summary: string): CommandDefinition => ({
  name: `helm show ${part}`,
  summary,
  operands: [anyChart],
  options: [version],
  examples: [`helm show ${part} mychart`],
});

/** The commands of `helm` (3.16) for charts in registries. */
export const helmDefinitions = {
  "registry login": {
    name: "helm registry login",
    summary: "Sign in to a registry.",
    operands: [host],
    options: [
      { flags: ["--username", "-u"], value: "string", help: "User name." },
      { flags: ["--password", "-p"], value: "string", help: "Password or token; it stays in the shell history." },
      { flags: ["--password-stdin"], help: "Read the password from standard input." },
      { flags: ["--insecure"], help: "Allow a registry without a valid certificate." },
    ],
    examples: ["helm registry login contoso.azurecr.io --username partner1 --password-stdin < token.txt"],
  },
  "registry logout": {
    name: "helm registry logout",
    summary: "Sign out of a registry.",
    operands: [host],
    options: [],
    examples: ["helm registry logout contoso.azurecr.io"],
  },
  package: {
    name: "helm package",
    summary: "Package a chart folder into an archive.",
    operands: [
      { name: "[CHART_PATH]", required: true, live: "folder" },
      { name: "[...]", required: false, many: true, live: "folder" },
    ],
    options: [
      {
        flags: ["--destination", "-d"],
        value: "string",
        help: "Folder for the archive.",
        default: ".",
        live: "folder",
      },
      { flags: ["--version"], value: "string", help: "Version to set on the chart." },
      { flags: ["--app-version"], value: "string", help: "App version to set on the chart." },
    ],
    examples: ["helm package mychart"],
  },
  push: {
    name: "helm push",
    summary: "Push a chart archive to a registry.",
    operands: [
      { name: "[chart]", required: true, live: "file" },
      { name: "[remote]", required: true },
    ],
    options: [],
    examples: ["helm push mychart-1.0.0.tgz oci://contoso.azurecr.io/helm"],
  },
  pull: {
    name: "helm pull",
    summary: "Pull a chart from a registry.",
    operands: [
      { name: "[oci://registry/chart]", required: true },
      { name: "[...]", required: false, many: true },
    ],
    options: [
      version,
      {
        flags: ["--destination", "-d"],
        value: "string",
        help: "Folder for the downloaded chart.",
        default: ".",
        live: "folder",
      },
      { flags: ["--untar"], help: "Unpack the archive." },
      { flags: ["--untardir"], value: "string", help: "Folder to unpack the chart in.", default: ".", live: "folder" },
    ],
    examples: ["helm pull oci://contoso.azurecr.io/helm/mychart --version 1.0.0"],
  },
  "show chart": show("chart", "Show a chart's Chart.yaml."),
  "show values": show("values", "Show a chart's default values."),
  "show readme": show("readme", "Show a chart's README."),
  "show all": show("all", "Show all information about a chart."),
  version: {
    name: "helm version",
    summary: "Show the version of Helm.",
    options: [{ flags: ["--short"], help: "Print only the version number." }],
    examples: ["helm version --short"],
  },
} as const satisfies Record<string, CommandDefinition>;
