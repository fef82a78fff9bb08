import { findDefinition } from "../find-definition.ts";
import { readGoLine } from "../go-options.ts";
import { formatTemplate } from "./format-template.ts";
import type { Program } from "../program.ts";
import { load, save } from "./archive.ts";
import { build } from "./build.ts";
import { columns } from "./columns.ts";
import { dockerCommands } from "./definitions.ts";
import type { DockerHandler } from "./docker-call.ts";
import { commandHelp, groupHelp, usage } from "./help.ts";
import { history } from "./history-command.ts";
import { ImageStore, sizeOf } from "./image-store.ts";
import { inspect } from "./inspect-command.ts";
import { images } from "./list-command.ts";
import { login, logout } from "./login.ts";
import { manifestHandlers } from "./manifest-commands.ts";
import { inspectManifest, imagetoolsInspect } from "./manifest.ts";
import { pull } from "./pull-command.ts";
import { push } from "./push-command.ts";
import { prune, remove } from "./remove-commands.ts";
import { tag } from "./tag-command.ts";
import { trustHandlers } from "./trust/trust.ts";
import { sizeText } from "./units.ts";
import { unknownCommand } from "./unknown-command.ts";
import { faultError, requireOperands } from "./usage-fault.ts";
import { summaries } from "../summaries.ts";

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
  ...manifestHandlers,
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
      call.out(`${format === "json" ? JSON.stringify(both) : formatTemplate(format, both, { name: "version" })}\n`);
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

/** The group of commands that the words begin with, e.g. `docker trust key`, and the word after it. */
function groupOf(words: readonly string[]): { path: string; next: string | undefined } | undefined {
  for (let count = words.length; count > 0; count--) {
    const path = ["docker", ...words.slice(0, count)].join(" ");
    if (dockerCommands.some(({ name }) => name.startsWith(`${path} `))) return { path, next: words[count] };
  }
  return undefined;
}

/** docker: the client and its daemon in one, for everything that concerns images and registries. */
export const docker: Program = {
  name: "docker",
  summary: summaries.docker,
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
    const found = findDefinition(dockerCommands, args);
    const group = found ? undefined : groupOf(args);
    if (group && (group.next === undefined || group.next === "--help")) {
      call.out(groupHelp(group.path));
      return 0;
    }
    if (!found) throw unknownCommand(args);
    const { definition, rest } = found;
    const line = readGoLine(rest, definition);
    if ("kind" in line) {
      if (line.kind !== "help") throw faultError(definition, line);
      call.out(commandHelp(definition));
      return 0;
    }
    requireOperands(definition, line.operands.length);
    const handler = handlers[definition.name.slice("docker ".length)];
    if (!handler) throw unknownCommand(args);
    return handler({ call, line, store: new ImageStore(call.machine) });
  },
};
