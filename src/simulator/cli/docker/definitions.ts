import type { CommandDefinition, OperandDefinition, OptionDefinition } from "../definition.ts";
import { trustCommands } from "./trust/trust.ts";

const remote: OperandDefinition = { name: "NAME[:TAG|@DIGEST]", required: true, live: "remoteImage" };
const local: OperandDefinition = { name: "IMAGE", required: true, live: "localImage" };
const format: OptionDefinition = {
  flags: ["--format", "-f"],
  value: "string",
  help: "Format the output with a Go template, or json.",
};
const quiet: OptionDefinition = { flags: ["--quiet", "-q"], help: "Suppress verbose output." };
const noTrunc: OptionDefinition = { flags: ["--no-trunc"], help: "Do not cut long texts." };
const platform: OptionDefinition = { flags: ["--platform"], value: "string", help: "Platform such as linux/arm64." };

const unverified: OptionDefinition = {
  flags: ["--disable-content-trust"],
  help: "Skip verification; it is skipped unless DOCKER_CONTENT_TRUST is set.",
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
    help: "Name of the image; may be given several times.",
    repeatable: true,
  },
  { flags: ["--file", "-f"], value: "string", help: "Name of the Dockerfile.", live: "file" },
  { flags: ["--build-arg"], value: "stringArray", help: "Set a variable of the build: NAME=VALUE.", repeatable: true },
  { flags: ["--target"], value: "string", help: "Stage to build." },
  platform,
  { flags: ["--pull"], help: "Fetch the base image even when it is here." },
  { flags: ["--push"], help: "Push the image when it is built." },
  { flags: ["--load"], help: "Keep the image in the daemon, which is done in any case." },
  { flags: ["--no-cache"], help: "Use no cache; there is none here." },
  { flags: ["--progress"], value: "string", help: "auto or plain.", default: "auto" },
  quiet,
];

const images = define(
  "images",
  "List the images that the daemon holds.",
  [{ name: "REPOSITORY[:TAG]", required: false, live: "localImage" }],
  [
    quiet,
    noTrunc,
    { flags: ["--digests"], help: "Show digests." },
    { flags: ["--all", "-a"], help: "Show all images." },
    { flags: ["--format"], value: "string", help: "Format each line with a Go template, or json." },
  ],
  { examples: ["docker images"] },
);

const removeImage: OptionDefinition[] = [
  { flags: ["--force", "-f"], help: "Remove even when other names point at it." },
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
      { flags: ["--password", "-p"], value: "string", help: "Password; --password-stdin keeps it out of the history." },
      { flags: ["--password-stdin"], help: "Read the password from standard input." },
    ],
  ),
  define("logout", "Forget the credentials of a registry.", [{ name: "SERVER", required: false, live: "loginServer" }]),
  define("pull", "Fetch an image from a registry.", [remote], [unverified, platform, quiet], {
    examples: ["docker pull nginx:1.25"],
    permission: "pull",
  }),
  define(
    "push",
    "Send an image to a registry.",
    [{ name: "NAME[:TAG]", required: true, live: "localImage" }],
    [
      { flags: ["--all-tags", "-a"], help: "Every tag of the repository." },
      {
        flags: ["--disable-content-trust"],
        help: "Skip signing; it is skipped unless DOCKER_CONTENT_TRUST is set.",
        default: "true",
      },
      quiet,
    ],
    { permission: "push" },
  ),
  define("tag", "Give an image another name.", [
    { name: "SOURCE_IMAGE[:TAG]", required: true, live: "localImage" },
    { name: "TARGET_IMAGE[:TAG]", required: true },
  ]),
  images,
  { ...images, name: "docker image ls", examples: [] },
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
  ),
  define(
    "buildx imagetools inspect",
    "Show an image or index in a registry.",
    [remote],
    [{ flags: ["--raw"], help: "The manifest as it is." }],
    { permission: "pull" },
  ),
  define("rmi", "Remove images of the daemon.", [{ ...local, many: true }], removeImage),
  define("image rm", "Remove images of the daemon.", [{ ...local, many: true }], removeImage),
  define(
    "image prune",
    "Remove images without a tag.",
    [],
    [
      { flags: ["--all", "-a"], help: "Also those with one." },
      { flags: ["--force", "-f"], help: "Do not ask." },
    ],
  ),
  define("inspect", "Show what the daemon knows of an image.", [{ ...local, many: true }], inspectOptions),
  define("image inspect", "Show what the daemon knows of an image.", [{ ...local, many: true }], inspectOptions),
  define("history", "Show how an image was built.", [local], [noTrunc, quiet]),
  define(
    "manifest inspect",
    "Show a manifest in a registry.",
    [remote],
    [{ flags: ["--verbose", "-v"], help: "With descriptors and platforms." }],
    { permission: "pull" },
  ),
  define(
    "save",
    "Write images to a tar archive.",
    [{ ...local, many: true }],
    [{ flags: ["--output", "-o"], value: "string", help: "File to write.", live: "file" }],
  ),
  define(
    "load",
    "Read images from a tar archive.",
    [],
    [{ flags: ["--input", "-i"], value: "string", help: "File to read.", live: "file" }, quiet],
  ),
  ...trustCommands,
  define("ps", "List containers; none run here.", [], [{ flags: ["--all", "-a"], help: "Also stopped ones." }, quiet]),
  define("version", "Print the versions of client and daemon.", [], [format]),
  define("info", "Print what the daemon holds.", []),
];
