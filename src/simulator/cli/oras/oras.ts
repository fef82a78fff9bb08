import { cobraProgram, unknownCommand, usageLine, type CobraCommand, type CobraWords } from "../cobra-program.ts";
import type { Program } from "../program.ts";
import * as content from "./content.ts";
import { copy } from "./copy.ts";
import { orasDefinitions } from "./definitions.ts";
import { discover } from "./discover.ts";
import { login, logout } from "./login.ts";
import { pull } from "./pull.ts";
import { attach, push } from "./push.ts";
import * as repository from "./repository.ts";
import { summaries } from "../summaries.ts";

const runs: Record<keyof typeof orasDefinitions, CobraCommand["run"]> = {
  login,
  logout,
  push,
  pull,
  attach,
  discover,
  cp: copy,
  tag: repository.tag,
  resolve: repository.resolve,
  "repo ls": repository.listRepositories,
  "repo tags": repository.listTags,
  "manifest fetch": content.fetchOne,
  "manifest fetch-config": content.fetchConfig,
  "manifest push": content.pushManifest,
  "manifest delete": content.removeManifest,
  "blob fetch": content.fetchBytes,
  "blob push": content.pushBlob,
  "blob delete": content.removeBlob,
  version: (call) => {
    call.out("Version:        1.2.3\nGo version:     go1.23.8\nOS/Arch:        linux/amd64\n");
    return 0;
  },
};

const aliases: Partial<Record<string, string[]>> = {
  cp: ["copy"],
  "repo ls": ["list"],
  "repo tags": ["show-tags"],
  "manifest fetch": ["get"],
  "manifest delete": ["remove", "rm"],
};

/** In the words of oras's own argument checks (cmd/oras/internal/errors). */
const words: CobraWords = {
  fault: (_, { text }) => `Error: ${text}`,
  operands: (definition, { least, most }, count) => {
    const arity = least === most ? `exactly ${least} argument` : `at least ${least} argument`;
    return `Error: "${definition.name}" requires ${arity}${least === 1 ? "" : "s"} but got ${count}\nUsage: ${usageLine(definition)}\nRun "${definition.name} -h" for more options and examples`;
  },
  unknown: unknownCommand,
};

/** oras: pushes, pulls and links artifacts of any kind. */
export const oras: Program = cobraProgram({
  name: "oras",
  summary: summaries.oras,
  commands: Object.entries(orasDefinitions).map(([name, definition]) => ({
    definition,
    run: runs[name as keyof typeof runs],
    ...(aliases[name] && { aliases: aliases[name] }),
  })),
  words,
  notSimulated: {
    backup: "The simulator doesn't write archives of whole repositories; use `oras cp --recursive` to copy artifacts.",
    restore: "The simulator doesn't read archives of whole repositories.",
  },
});
