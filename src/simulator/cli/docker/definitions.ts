import type { CommandDefinition, OperandDefinition, OptionDefinition } from "../definition.ts";
import { trustCommands } from "./trust/trust.ts";

const remote: OperandDefinition = { name: "NAME[:TAG|@DIGEST]", required: true, live: "remoteImage" };
const local: OperandDefinition = { name: "IMAGE", required: true, live: "localImage" };
const manifestList: OperandDefinition = { name: "MANIFEST_LIST", required: true, live: "remoteImage" };
const insecure: OptionDefinition = { flags: ["--insecure"], help: "Allow communication with an insecure registry." };
const format: OptionDefinition = {
  flags: ["--format", "-f"],
  value: "string",
  help: "Output format: a Go template or json.",
};
const quiet: OptionDefinition = { flags: ["--quiet", "-q"], help: "Suppress verbose output." };
const noTrunc: OptionDefinition = { flags: ["--no-trunc"], help: "Don't truncate output." };
const platform: OptionDefinition = { flags: ["--platform"], value: "string", help: "Platform, such as linux/arm64." };

const unverified: OptionDefinition = {
  flags: ["--disable-content-trust"],
  help: "Skip image verification (default unless DOCKER_CONTENT_TRUST is set).",
  default: "true",
};

const define = (
  name: string,
  summary: string,
  operands: OperandDefinition[],
  options: OptionDefinition[] = [],
  more: Partial<CommandDefinition> = {},
): CommandDefinition => ({ name: `docker ${name}`, summary, operands, options, ...more });

const buildOptions: OptionDefinition[] = [
  {
    flags: ["--tag", "-t"],
    value: "stringArray",
    help: "Name and optional tag of the image (repeatable).",
    repeatable: true,
  },
  { flags: ["--file", "-f"], value: "string", help: "Path of the Dockerfile.", live: "file" },
  {
    flags: ["--build-arg"],
    value: "stringArray",
    help: "Build-time variable as NAME=VALUE (repeatable).",
    repeatable: true,
  },
  { flags: ["--target"], value: "string", help: "Build stage to build." },
  platform,
  { flags: ["--pull"], help: "Pull the base image even if it is stored locally." },
  { flags: ["--push"], help: "Push the image after the build." },
  { flags: ["--load"], help: "Load the image into the daemon, which always happens in the simulator." },
  { flags: ["--no-cache"], help: "Build without a cache; the simulator has no cache." },
  { flags: ["--progress"], value: "string", help: "Type of progress output: auto or plain.", default: "auto" },
  quiet,
];

const images = define(
  "images",
  "List the images in the daemon's local storage.",
  [{ name: "REPOSITORY[:TAG]", required: false, live: "localImage" }],
  [
    quiet,
    noTrunc,
    { flags: ["--digests"], help: "Show digests." },
    { flags: ["--all", "-a"], help: "Show all images, including intermediate ones." },
    { flags: ["--format"], value: "string", help: "Format of each line: a Go template or json." },
  ],
  { examples: ["docker images"] },
);

const removeImage: OptionDefinition[] = [
  { flags: ["--force", "-f"], help: "Remove the image even if it has other names." },
];
const inspectOptions = [format];

/** What this docker can do: images, registries, builds. Containers are not run here. */
export const dockerCommands: readonly CommandDefinition[] = [
  define(
    "login",
    "Sign in to a registry.",
    [{ name: "SERVER", required: false, live: "loginServer" }],
    [
      { flags: ["--username", "-u"], value: "string", help: "User name." },
      {
        flags: ["--password", "-p"],
        value: "string",
        help: "Password; use --password-stdin to keep it out of the shell history.",
      },
      { flags: ["--password-stdin"], help: "Read the password from standard input." },
    ],
    {
      examples: [
        "docker login contoso.azurecr.io --username partner1 --password-stdin < token.txt",
        "az acr login -n contosoarchive --expose-token --query accessToken -o tsv | docker login contosoarchive.azurecr.io --username 00000000-0000-0000-0000-000000000000 --password-stdin",
      ],
    },
  ),
  define("logout", "Sign out of a registry.", [{ name: "SERVER", required: false, live: "loginServer" }], [], {
    examples: ["docker logout contoso.azurecr.io"],
  }),
  define("pull", "Pull an image from a registry.", [remote], [unverified, platform, quiet], {
    examples: ["docker pull nginx:1.25", "docker pull --platform linux/arm64 contoso.azurecr.io/web:v1"],
    permission: "pull",
  }),
  define(
    "push",
    "Push an image to a registry.",
    [{ name: "NAME[:TAG]", required: true, live: "localImage" }],
    [
      { flags: ["--all-tags", "-a"], help: "Push all tags of the repository." },
      {
        flags: ["--disable-content-trust"],
        help: "Skip image signing (default unless DOCKER_CONTENT_TRUST is set).",
        default: "true",
      },
      quiet,
    ],
    {
      permission: "push",
      examples: ["docker push contoso.azurecr.io/web:v1", "docker push --all-tags contoso.azurecr.io/app"],
    },
  ),
  define(
    "tag",
    "Add a name to an image.",
    [
      { name: "SOURCE_IMAGE[:TAG]", required: true, live: "localImage" },
      { name: "TARGET_IMAGE[:TAG]", required: true },
    ],
    [],
    { examples: ["docker tag app:v1 contoso.azurecr.io/web:stable"] },
  ),
  images,
  { ...images, name: "docker image ls", examples: ["docker image ls --digests contoso.azurecr.io/app"] },
  define(
    "build",
    "Build an image from a Dockerfile.",
    [{ name: "PATH", required: false, live: "folder" }],
    buildOptions,
    { examples: ["docker build -t web:v1 ."] },
  ),
  define(
    "buildx build",
    "Build an image from a Dockerfile.",
    [{ name: "PATH", required: false, live: "folder" }],
    buildOptions,
    {
      examples: [
        "docker buildx build --tag contoso.azurecr.io/web:v2 --push .",
        "docker buildx build --platform linux/arm64 --tag web:arm64 .",
      ],
    },
  ),
  define(
    "buildx imagetools inspect",
    "Show an image or index in a registry.",
    [remote],
    [{ flags: ["--raw"], help: "Print the raw manifest." }],
    { permission: "pull", examples: ["docker buildx imagetools inspect nginx:1.25"] },
  ),
  define("rmi", "Remove images from local storage.", [{ ...local, many: true }], removeImage, {
    examples: ["docker rmi contoso.azurecr.io/web:v1"],
  }),
  define("image rm", "Remove images from local storage.", [{ ...local, many: true }], removeImage, {
    examples: ["docker image rm app:v1 contoso.azurecr.io/app:v1"],
  }),
  define(
    "image prune",
    "Remove images without a tag.",
    [],
    [
      { flags: ["--all", "-a"], help: "Remove all images that no container uses, tagged ones included." },
      { flags: ["--force", "-f"], help: "Don't prompt for confirmation." },
    ],
    { examples: ["docker image prune --all --force"] },
  ),
  define("inspect", "Show the details of images.", [{ ...local, many: true }], inspectOptions, {
    examples: ["docker inspect app:v1"],
  }),
  define("image inspect", "Show the details of images.", [{ ...local, many: true }], inspectOptions, {
    examples: [
      'docker image inspect --format "{{.Os}}/{{.Architecture}}" app:v1',
      'docker image inspect --format "{{json .RepoDigests}}" contoso.azurecr.io/web:v1',
    ],
  }),
  define("history", "Show the history of an image.", [local], [noTrunc, quiet], {
    examples: ["docker history --no-trunc app:v1"],
  }),
  define(
    "manifest inspect",
    "Display an image manifest, or manifest list.",
    [remote, { name: "MANIFEST", required: false, live: "remoteImage" }],
    [{ flags: ["--verbose", "-v"], help: "Output additional info including layers and platform." }, insecure],
    {
      permission: "pull",
      examples: ["docker manifest inspect contoso.azurecr.io/web:v1", "docker manifest inspect --verbose nginx:1.25"],
    },
  ),
  define(
    "manifest create",
    "Create a local manifest list for annotating and pushing to a registry.",
    [manifestList, { name: "MANIFEST", required: true, many: true, live: "remoteImage" }],
    [{ flags: ["--amend", "-a"], help: "Amend an existing manifest list." }, insecure],
    {
      permission: "pull",
      examples: [
        "docker manifest create contoso.azurecr.io/web:v3 contoso.azurecr.io/web:v2-amd64 contoso.azurecr.io/web:v2-arm64",
      ],
    },
  ),
  define(
    "manifest annotate",
    "Add additional information to a local image manifest.",
    [manifestList, { name: "MANIFEST", required: true, live: "remoteImage" }],
    [
      { flags: ["--arch"], value: "string", help: "Architecture of the image." },
      { flags: ["--os"], value: "string", help: "Operating system of the image." },
      {
        flags: ["--os-features"],
        value: "stringArray",
        help: "Operating system feature (repeatable).",
        repeatable: true,
      },
      { flags: ["--os-version"], value: "string", help: "Operating system version." },
      { flags: ["--variant"], value: "string", help: "Architecture variant." },
    ],
    {
      examples: [
        "docker manifest annotate --arch arm64 --variant v8 contoso.azurecr.io/web:v2 contoso.azurecr.io/web:v2-arm64",
      ],
    },
  ),
  define(
    "manifest push",
    "Push a manifest list to a repository.",
    [manifestList],
    [{ flags: ["--purge", "-p"], help: "Remove the local manifest list after push." }, insecure],
    { permission: "push", examples: ["docker manifest push --purge contoso.azurecr.io/web:v2"] },
  ),
  define(
    "manifest rm",
    "Delete one or more manifest lists from local storage.",
    [{ ...manifestList, many: true }],
    [],
    {
      examples: ["docker manifest rm contoso.azurecr.io/web:v2"],
    },
  ),
  define(
    "save",
    "Save images to a tar archive.",
    [{ ...local, many: true }],
    [{ flags: ["--output", "-o"], value: "string", help: "File to write the archive to.", live: "file" }],
    { examples: ["docker save --output app.tar app:v1"] },
  ),
  define(
    "load",
    "Load images from a tar archive.",
    [],
    [{ flags: ["--input", "-i"], value: "string", help: "Archive file to read.", live: "file" }, quiet],
    { examples: ["docker load --input hello.tar"] },
  ),
  ...trustCommands,
  define(
    "ps",
    "List containers; the simulator runs none.",
    [],
    [{ flags: ["--all", "-a"], help: "Show all containers, stopped ones included." }, quiet],
    {
      examples: ["docker ps --all"],
    },
  ),
  define("version", "Show the versions of the client and the daemon.", [], [format], {
    examples: ["docker version", 'docker version --format "{{.Server.Version}}"'],
  }),
  define("info", "Show information about the daemon.", [], [], { examples: ["docker info"] }),
];
