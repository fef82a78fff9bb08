import { cobraProgram, type CobraCommand, type CobraWords } from "../cobra-program.ts";
import { didYouMean } from "../cobra-suggestions.ts";
import type { CommandDefinition } from "../definition.ts";
import type { Program } from "../program.ts";
import { helmDefinitions } from "./definitions.ts";
import { login, logout } from "./login.ts";
import { pull, show } from "./pull.ts";
import { packageCharts, push } from "./push.ts";
import { summaries } from "../summaries.ts";

const build = {
  Version: "v3.16.4",
  GitCommit: "7877b45b63f95635153b29a42c0c2f4273ec45ca",
  GitTreeState: "clean",
  GoVersion: "go1.22.7",
};

const runs: Record<keyof typeof helmDefinitions, CobraCommand["run"]> = {
  "registry login": login,
  "registry logout": logout,
  package: packageCharts,
  push,
  pull,
  "show chart": show("chart"),
  "show values": show("values"),
  "show readme": show("readme"),
  "show all": show("all"),
  version: (call, line) => {
    const all = Object.entries(build).map(([key, value]) => `${key}:"${value}"`);
    call.out(
      line.on("--short")
        ? `${build.Version}+g${build.GitCommit.slice(0, 7)}\n`
        : `version.BuildInfo{${all.join(", ")}}\n`,
    );
    return 0;
  },
};

const aliases: Partial<Record<string, string[]>> = { pull: ["fetch"] };

const useLine = ({ name, operands = [] }: CommandDefinition): string =>
  [name, ...operands.map((operand) => operand.name), "[flags]"].join(" ");

/** In the words of helm's own argument checks (cmd/helm/require). */
const words: CobraWords = {
  fault: (_, { text }) => `Error: ${text}`,
  operands: (definition, { least, most }) => {
    const some = `${least} argument${least === 1 ? "" : "s"}`;
    return `Error: "${definition.name}" requires ${least === most ? "" : "at least "}${some}\n\nUsage:  ${useLine(definition)}`;
  },
  unknown: (path, word, near) =>
    `Error: unknown command "${word}" for "${path}"${didYouMean(near)}\nRun '${path} --help' for usage.`,
};

const releases =
  "The simulator doesn't install releases in a cluster; use `kubectl apply` to run images from a registry.";
const repositories = "The simulator doesn't include classic chart repositories; store charts in registries.";
const authoring = "The simulator doesn't create or render charts; it packages, pushes and pulls them.";

/** helm: packs charts and keeps them in registries. */
export const helm: Program = cobraProgram({
  name: "helm",
  summary: summaries.helm,
  commands: Object.entries(helmDefinitions).map(([name, definition]) => ({
    definition,
    run: runs[name as keyof typeof runs],
    ...(aliases[name] && { aliases: aliases[name] }),
  })),
  words,
  notSimulated: {
    ...Object.fromEntries(
      ["install", "upgrade", "uninstall", "list", "ls", "status", "rollback", "history", "get", "test"].map((name) => [
        name,
        releases,
      ]),
    ),
    ...Object.fromEntries(["repo", "search"].map((name) => [name, repositories])),
    ...Object.fromEntries(
      ["create", "template", "lint", "dependency", "plugin", "verify", "env"].map((name) => [name, authoring]),
    ),
  },
});
