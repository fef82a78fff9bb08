import type { CommandDefinition } from "../definition.ts";
import { readGoLine, type GoFault } from "../go-options.ts";
import { renderTemplate } from "../output/go-template.ts";
import { nearest } from "../shell/nearest.ts";
import { Stop, type Program } from "../program.ts";
import { load, save } from "./archive.ts";
import { build } from "./build.ts";
import { dockerCommands } from "./definitions.ts";
import type { DockerHandler } from "./docker-call.ts";
import { columns, history, images, inspect, prune, pull, push, remove, sizeText, tag } from "./image-commands.ts";
import { ImageStore, sizeOf } from "./image-store.ts";
import { login, logout } from "./login.ts";
import { trustHandlers } from "./trust/trust.ts";
import { imagetoolsInspect, inspectManifest } from "./manifest.ts";

const version = "27.5.1";

const handlers: Record<string, DockerHandler> = {
  login,
  logout,
  pull,
  push,
  tag,
  images,
  "image ls": images,
  build,
  "buildx build": build,
  "buildx imagetools inspect": imagetoolsInspect,
  rmi: remove,
  "image rm": remove,
  "image prune": prune,
  inspect,
  "image inspect": inspect,
  history,
  "manifest inspect": inspectManifest,
  save,
  load,
  ...trustHandlers,
  ps: ({ call, line }) => {
    if (!line.on("--quiet"))
      call.out(columns(["CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"], []));
    return 0;
  },
  version: ({ call, line }) => {
    const format = line.text("--format");
    if (format !== undefined) {
      const about = { Version: version, ApiVersion: "1.47", Os: "linux", Arch: "amd64" };
      const both = { Client: about, Server: about };
      call.out(`${format === "json" ? JSON.stringify(both) : renderTemplate(format, both)}\n`);
      return 0;
    }
    call.out(
      `Client: Docker Engine - Community\n Version:           ${version}\n API version:       1.47\n OS/Arch:           linux/amd64\n\nServer: Docker Engine - Community\n Engine:\n  Version:          ${version}\n  OS/Arch:          linux/amd64\n`,
    );
    return 0;
  },
  info: ({ call, store }) => {
    const size = store.images.reduce((sum, image) => sum + sizeOf(image), 0);
    call.out(
      `Client: Docker Engine - Community\n Version:    ${version}\n\nServer:\n Containers: 0\n Images: ${store.images.length} (${sizeText(size)})\n Server Version: ${version}\n Operating System: Linux\n OSType: linux\n Architecture: x86_64\n`,
    );
    return 0;
  },
};

/** Commands of the real docker that need running containers or more of the daemon than there is here. */
const notSimulated = new Set([
  "run",
  "exec",
  "start",
  "stop",
  "restart",
  "kill",
  "rm",
  "create",
  "attach",
  "commit",
  "cp",
  "diff",
  "events",
  "export",
  "import",
  "logs",
  "pause",
  "port",
  "rename",
  "stats",
  "top",
  "unpause",
  "update",
  "wait",
  "compose",
  "container",
  "network",
  "volume",
  "system",
  "swarm",
  "service",
  "stack",
  "node",
  "secret",
  "config",
  "context",
  "plugin",
  "search",
  "scout",
]);

function definitionOf(
  words: readonly string[],
): { definition: CommandDefinition; rest: readonly string[] } | undefined {
  const found = dockerCommands
    .filter(({ name }) =>
      name
        .split(" ")
        .slice(1)
        .every((word, at) => words[at] === word),
    )
    .sort((a, b) => b.name.length - a.name.length)[0];
  return found && { definition: found, rest: words.slice(found.name.split(" ").length - 1) };
}

/** The group of commands that the words begin with, e.g. `docker trust key`, and the word after it. */
function groupOf(words: readonly string[]): { path: string; next: string | undefined } | undefined {
  for (let count = words.length; count > 0; count--) {
    const path = ["docker", ...words.slice(0, count)].join(" ");
    if (dockerCommands.some(({ name }) => name.startsWith(`${path} `))) return { path, next: words[count] };
  }
  return undefined;
}

function unknown(words: readonly string[]): Stop {
  const [word = ""] = words;
  if (notSimulated.has(word)) {
    return new Stop(1, `docker: '${word}' is not simulated`, {
      code: "NotSimulated",
      text: `This docker keeps, builds, pulls and pushes images; it runs no containers, so it has no ${word}.`,
      next: "A cluster runs images: `kubectl run`.",
    });
  }
  const names = [...new Set(dockerCommands.map(({ name }) => name.split(" ")[1] ?? ""))];
  const group = names.includes(word);
  const near = nearest(word, names);
  return new Stop(
    1,
    group
      ? `docker: unknown command: docker ${words.slice(0, 2).join(" ")}\n\nRun 'docker ${word} --help' for more information`
      : `docker: unknown command: docker ${word}\n\nRun 'docker --help' for more information`,
    {
      code: "UnknownCommand",
      text: group ? `docker ${word} has no such command.` : `docker has no command ${word}.`,
      next: near === undefined || group ? "`docker --help` lists its commands." : `\`docker ${near}\``,
    },
  );
}

function usage(): string {
  const width = Math.max(...dockerCommands.map(({ name }) => name.length - 7));
  const lines = dockerCommands.map(({ name, summary }) => `  ${name.slice(7).padEnd(width)}  ${summary}`);
  return `\nUsage:  docker [OPTIONS] COMMAND\n\nA self-sufficient runtime for containers\n\nCommands:\n${lines.join("\n")}\n\nRun 'docker COMMAND --help' for more information on a command.\n`;
}

const synopsis = ({ name, operands = [], options }: CommandDefinition): string => {
  const words = operands.map(
    ({ name: operand, required, many }) => ` ${required ? operand : `[${operand}]`}${many ? ` [${operand}...]` : ""}`,
  );
  return `${name}${options.length > 0 ? " [OPTIONS]" : ""}${words.join("")}`;
};

function help(definition: CommandDefinition): string {
  const rows = definition.options.map(({ flags, value, help: text }) => {
    const short = flags.find((flag) => !flag.startsWith("--"));
    const long = flags.find((flag) => flag.startsWith("--")) ?? "";
    return [
      `  ${short === undefined ? "    " : `${short}, `}${long}${value === undefined ? "" : ` ${value}`}`,
      text,
    ] as const;
  });
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  const options = rows.map(([left, text]) => `${left.padEnd(width)}   ${text}\n`).join("");
  return `\nUsage:  ${synopsis(definition)}\n\n${definition.summary}\n${options === "" ? "" : `\nOptions:\n${options}`}`;
}

const faultStop = (definition: CommandDefinition, fault: Exclude<GoFault, { kind: "help" }>): Stop =>
  new Stop(
    125,
    `${fault.text}\n\nUsage:  ${synopsis(definition)}\n\nRun '${definition.name} --help' for more information`,
    {
      code: "UnknownOption",
      text: `${definition.name} cannot read ${fault.word}.`,
      next: `\`${definition.name} --help\` lists its options.`,
    },
  );

function requireOperands(definition: CommandDefinition, given: number): void {
  const { operands = [], name } = definition;
  const least = operands.filter(({ required }) => required).length;
  const many = operands.some((operand) => operand.many);
  if (name.endsWith(" build") || (given >= least && (many || given <= operands.length))) return;
  const wanted = many
    ? `at least ${least} argument`
    : operands.length === least
      ? `${least} argument`
      : `at most ${operands.length} argument`;
  const plural = /\b1 argument$/.test(wanted) ? "" : "s";
  throw new Stop(
    1,
    `docker: '${name}' requires ${wanted}${plural}\n\nUsage:  ${synopsis(definition)}\n\nSee '${name} --help' for more information`,
    {
      code: "WrongArguments",
      text: `${name} takes ${operands.map((operand) => operand.name).join(" and ") || "no names"}.`,
    },
  );
}

/** docker: the client and its daemon in one, for everything that concerns images and registries. */
export const docker: Program = {
  name: "docker",
  summary: "Build, tag, push and pull container images.",
  commands: () => dockerCommands,
  async execute(call) {
    const { args } = call;
    const [first] = args;
    if (first === undefined || first === "--help" || first === "-h" || first === "help") {
      call.out(usage());
      return 0;
    }
    if (first === "--version" || first === "-v") {
      call.out(`Docker version ${version}, build 9f9e405\n`);
      return 0;
    }
    const found = definitionOf(args);
    const group = found ? undefined : groupOf(args);
    if (group && (group.next === undefined || group.next === "--help")) {
      const subs = dockerCommands.filter(({ name }) => name.startsWith(`${group.path} `));
      call.out(
        `\nUsage:  ${group.path} COMMAND\n\nCommands:\n${subs.map(({ name, summary }) => `  ${name.slice(group.path.length + 1).padEnd(18)}${summary}\n`).join("")}`,
      );
      return 0;
    }
    if (!found) throw unknown(args);
    const { definition, rest } = found;
    const line = readGoLine(rest, definition);
    if ("kind" in line) {
      if (line.kind !== "help") throw faultStop(definition, line);
      call.out(help(definition));
      return 0;
    }
    requireOperands(definition, line.operands.length);
    const handler = handlers[definition.name.slice("docker ".length)];
    if (!handler) throw unknown(args);
    return handler({ call, line, store: new ImageStore(call.machine) });
  },
};
