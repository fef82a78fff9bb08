import type { CommandDefinition, OperandDefinition, OptionDefinition } from "../definition.ts";

const remote = (name: string): OperandDefinition => ({ name, required: true, live: "remoteImage" });
const named = remote("<name>{:<tag>|@<digest>}");
const tagged = remote("<name>[:<tag>[,<tag>][...]]");
const registry: OperandDefinition = { name: "<registry>", required: true, live: "loginServer" };
const files: OperandDefinition = { name: "<file>[:<type>] [...]", required: false, many: true, live: "file" };

const annotation: OptionDefinition = {
  flags: ["--annotation", "-a"],
  value: "stringArray",
  help: "Manifest annotation as key=value.",
  repeatable: true,
};
const annotationFile: OptionDefinition = {
  flags: ["--annotation-file"],
  value: "path",
  help: "JSON file with annotations for the manifest, config and files.",
  live: "file",
};
const artifactType: OptionDefinition = { flags: ["--artifact-type"], value: "string", help: "Type of the artifact." };
const exportManifest: OptionDefinition = {
  flags: ["--export-manifest"],
  value: "path",
  help: "File to write the pushed manifest to; - prints it.",
};
const anyPath: OptionDefinition = { flags: ["--disable-path-validation"], help: "Allow absolute file paths." };
const format = (choices: string[], standard: string): OptionDefinition => ({
  flags: ["--format"],
  value: "string",
  help: "Output format.",
  choices,
  default: standard,
});
const platform: OptionDefinition = {
  flags: ["--platform"],
  value: "os/arch",
  help: "Platform to select from an index.",
};
const output: OptionDefinition = { flags: ["--output", "-o"], value: "path", help: "File to write the content to." };
const descriptor: OptionDefinition = { flags: ["--descriptor"], help: "Print the descriptor instead of the content." };
const pretty: OptionDefinition = { flags: ["--pretty"], help: "Print indented JSON." };
const force: OptionDefinition = { flags: ["--force", "-f"], help: "Don't prompt for confirmation." };
const mediaType: OptionDefinition = { flags: ["--media-type"], value: "string", help: "Media type of the content." };
const verbose: OptionDefinition = { flags: ["--verbose", "-v"], help: "Show annotations too." };

const define = (
  name: string,
  summary: string,
  operands: OperandDefinition[],
  options: OptionDefinition[],
  permission: string | undefined,
  examples: string[] = [],
): CommandDefinition => ({
  name: `oras ${name}`,
  summary,
  operands,
  options,
  ...(permission !== undefined && { permission }),
  ...(examples.length > 0 && { examples }),
});

/** The commands of oras, by the words after its name. */
export const orasDefinitions = {
  login: define(
    "login",
    "Log in to a registry.",
    [registry],
    [
      { flags: ["--username", "-u"], value: "string", help: "User name." },
      { flags: ["--password", "-p"], value: "string", help: "Password." },
      { flags: ["--password-stdin"], help: "Read the password from standard input." },
      { flags: ["--identity-token"], value: "string", help: "Refresh token to use instead of a password." },
      { flags: ["--identity-token-stdin"], help: "Read the refresh token from standard input." },
    ],
    undefined,
    [
      "oras login contoso.azurecr.io --username partner1 --password-stdin < token.txt",
      "az acr login -n contosoarchive --expose-token --query accessToken -o tsv | oras login contosoarchive.azurecr.io --identity-token-stdin",
    ],
  ),
  logout: define("logout", "Log out from a registry.", [registry], [], undefined, ["oras logout contoso.azurecr.io"]),
  push: define(
    "push",
    "Push files to a registry.",
    [tagged, files],
    [
      artifactType,
      annotation,
      annotationFile,
      { flags: ["--config"], value: "path", help: "File to use as the config, as path:type.", live: "file" },
      exportManifest,
      anyPath,
      format(["text", "json"], "text"),
    ],
    "push",
    ["oras push contoso.azurecr.io/helm-chart:v1 mychart.tgz"],
  ),
  pull: define(
    "pull",
    "Pull files from a registry.",
    [named],
    [
      { ...output, value: "folder", help: "Folder for the downloaded files.", default: ".", live: "folder" },
      { flags: ["--keep-old-files", "-k"], help: "Don't overwrite existing files." },
      { flags: ["--allow-path-traversal", "-T"], help: "Allow files outside the output folder." },
      { flags: ["--config"], value: "path", help: "File to write the config to." },
      platform,
      format(["text", "json"], "text"),
    ],
    "pull",
    ["oras pull contoso.azurecr.io/helm-chart:v1"],
  ),
  attach: define(
    "attach",
    "Attach files to an artifact.",
    [named, files],
    [
      { ...artifactType, required: true },
      annotation,
      annotationFile,
      exportManifest,
      anyPath,
      format(["text", "json"], "text"),
    ],
    "push",
    ["oras attach --artifact-type sbom/example contoso.azurecr.io/app:v1 sbom.json"],
  ),
  discover: define(
    "discover",
    "List the artifacts that refer to an artifact.",
    [named],
    [
      artifactType,
      format(["tree", "table", "json"], "tree"),
      { flags: ["--output", "-o"], value: "string", help: "Former name of --format.", hidden: true },
      verbose,
    ],
    "pull",
    ["oras discover contoso.azurecr.io/app:v1"],
  ),
  cp: define(
    "cp",
    "Copy an artifact between locations.",
    [named, tagged],
    [{ flags: ["--recursive", "-r"], help: "Copy the referrers of the artifact too." }, platform],
    "push",
    ["oras cp contoso.azurecr.io/app:v1 contoso.azurecr.io/archive/app:v1"],
  ),
  tag: define(
    "tag",
    "Add tags to a manifest.",
    [named, { name: "<new_tag> [...]", required: true, many: true }],
    [],
    "push",
    ["oras tag contoso.azurecr.io/app:v1 stable"],
  ),
  resolve: define(
    "resolve",
    "Print the digest of an artifact.",
    [named],
    [{ flags: ["--full-reference", "-l"], help: "Print the full reference." }],
    "pull",
    ["oras resolve contoso.azurecr.io/app:v1"],
  ),
  "repo ls": define(
    "repo ls",
    "List the repositories of a registry.",
    [registry],
    [format(["text", "json"], "text")],
    "catalog",
    ["oras repo ls contoso.azurecr.io"],
  ),
  "repo tags": define(
    "repo tags",
    "List the tags of a repository.",
    [remote("<name>")],
    [
      { flags: ["--last"], value: "string", help: "Tag to start after." },
      { flags: ["--exclude-digest-tags"], help: "Exclude tags that have the form of a digest." },
    ],
    "pull",
    ["oras repo tags contoso.azurecr.io/app"],
  ),
  "manifest fetch": define(
    "manifest fetch",
    "Fetch a manifest.",
    [named],
    [output, descriptor, pretty, mediaType],
    "pull",
    ["oras manifest fetch --pretty contoso.azurecr.io/app:v1"],
  ),
  "manifest fetch-config": define(
    "manifest fetch-config",
    "Fetch the config of a manifest.",
    [named],
    [output, descriptor, pretty],
    "pull",
    ["oras manifest fetch-config --pretty contoso.azurecr.io/app:v1"],
  ),
  "manifest push": define(
    "manifest push",
    "Push a manifest.",
    [tagged, { name: "<file>", required: true, live: "file" }],
    [mediaType],
    "push",
    ["oras manifest push contoso.azurecr.io/app:stable manifest.json"],
  ),
  "manifest delete": define("manifest delete", "Delete a manifest.", [named], [force], "delete", [
    "oras manifest delete --force contoso.azurecr.io/web:v1",
  ]),
  "blob fetch": define(
    "blob fetch",
    "Fetch a blob.",
    [remote("<name>@<digest>")],
    [output, descriptor, pretty],
    "pull",
    [
      "oras blob fetch --output config.json contoso.azurecr.io/web@$(oras manifest fetch contoso.azurecr.io/web:v1 | jq -r .config.digest)",
    ],
  ),
  "blob push": define(
    "blob push",
    "Push a blob.",
    [remote("<name>[@<digest>]"), { name: "<file>", required: true, live: "file" }],
    [mediaType],
    "push",
    ["oras blob push --media-type application/spdx+json contoso.azurecr.io/web sbom.json"],
  ),
  "blob delete": define("blob delete", "Delete a blob.", [remote("<name>@<digest>")], [force], "delete", [
    "oras blob push contoso.azurecr.io/web sbom.json && oras blob delete --force contoso.azurecr.io/web@sha256:$(sha256sum sbom.json | cut -d' ' -f1)",
  ]),
  version: define("version", "Show the version.", [], [], undefined, ["oras version"]),
} satisfies Record<string, CommandDefinition>;
