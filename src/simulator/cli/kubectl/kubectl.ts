import { didYouMean, suggestionsFor } from "../cobra-suggestions.ts";
import type { CommandDefinition } from "../definition.ts";
import { findDefinition } from "../find-definition.ts";
import { readGoLine } from "../go-options.ts";
import { optionLines } from "../option-lines.ts";
import { ExitError, type Program } from "../program.ts";
import { ApiClient } from "./api.ts";
import * as config from "./config.ts";
import { createDeployment, createNamespace, createPullSecret, createSecret, runPod } from "./create.ts";
import { kubectlCommands } from "./definitions.ts";
import { optional, type KubectlHandler } from "./kubectl-call.ts";
import { describeObjects, get, logs } from "./read.ts";
import { rolloutRestart, rolloutStatus, rolloutUndo, waitFor } from "./rollout.ts";
import { apply, createFromFiles, patch, remove, scale, setImage } from "./write.ts";
import { summaries } from "../summaries.ts";

const handlers: Record<string, KubectlHandler> = {
  get,
  describe: describeObjects,
  logs,
  apply,
  create: createFromFiles,
  "create deployment": createDeployment,
  "create namespace": createNamespace,
  "create secret docker-registry": createPullSecret,
  "create secret generic": createSecret,
  run: runPod,
  "set image": setImage,
  scale,
  patch,
  "rollout status": rolloutStatus,
  "rollout restart": rolloutRestart,
  "rollout undo": rolloutUndo,
  wait: waitFor,
  delete: remove,
  "config get-contexts": config.getContexts,
  "config current-context": config.currentContext,
  "config use-context": config.useContext,
  "config set-context": config.setContext,
  "config view": config.viewConfig,
  "cluster-info": config.clusterInfo,
  "api-resources": config.apiResources,
  version: config.version,
};

/** Commands of the real kubectl that need running containers or more of Kubernetes than there is here. */
const notSimulated = new Set([
  "exec",
  "attach",
  "port-forward",
  "cp",
  "top",
  "edit",
  "proxy",
  "debug",
  "expose",
  "autoscale",
  "drain",
  "cordon",
  "uncordon",
  "taint",
  "label",
  "annotate",
  "explain",
  "diff",
  "kustomize",
  "auth",
  "certificate",
  "plugin",
]);

/** Other spellings of a command's words. */
const aliases: Record<string, string> = { deploy: "deployment", ns: "namespace" };

function unknown(words: readonly string[]): ExitError {
  const [word = ""] = words;
  if (notSimulated.has(word)) {
    return new ExitError(1, `error: kubectl ${word} is not simulated`, {
      code: "NotSimulated",
      text: `The simulated clusters pull images and start containers; kubectl ${word} needs more than that.`,
    });
  }
  const groups = [...new Set(kubectlCommands.map(({ name }) => name.split(" ")[1] ?? ""))];
  if (groups.includes(word)) {
    const subs = kubectlCommands.filter(({ name }) => name.startsWith(`kubectl ${word} `)).map(({ name }) => name);
    const text =
      words[1] === undefined
        ? `error: kubectl ${word} needs a sub-command`
        : `error: unknown command "${words.slice(1).join(" ")}"`;
    return new ExitError(1, `${text}\nSee 'kubectl ${word} -h' for help and examples`, {
      code: "UnknownCommand",
      text: `There are ${subs.map((name) => `\`${name}\``).join(", ")}.`,
    });
  }
  const near = suggestionsFor(word, groups);
  return new ExitError(1, `error: unknown command "${word}" for "kubectl"${didYouMean(near)}`.trimEnd(), {
    code: "UnknownCommand",
    text: `kubectl has no ${word}.`,
    next: near[0] === undefined ? "`kubectl --help` lists its commands." : `\`kubectl ${near[0]}\``,
  });
}

function usage(): string {
  const width = Math.max(...kubectlCommands.map(({ name }) => name.length - 8));
  const lines = kubectlCommands.map(({ name, summary }) => `  ${name.slice(8).padEnd(width)}  ${summary}`);
  return `kubectl controls the Kubernetes cluster manager.\n\nCommands:\n${lines.join("\n")}\n\nUsage:\n  kubectl [flags] [options]\n\nUse "kubectl <command> --help" for more information about a given command.\n`;
}

function help({ name, summary, operands = [], options, examples = [] }: CommandDefinition): string {
  const exampleText = examples.length === 0 ? "" : `Examples:\n${examples.map((line) => `  ${line}\n`).join("")}\n`;
  const words = operands.map((operand) => ` ${operand.name}`).join("");
  return `${summary}\n\n${exampleText}Options:\n${optionLines(options)}\nUsage:\n  ${name}${words} [options]\n`;
}

/** The words with the options that stand before the command (`-n shop get pods`) moved behind it. */
function commandFirst(words: readonly string[]): string[] {
  const takesValue = new Set(["-n", "--namespace", "--context"]);
  let count = 0;
  while (takesValue.has(words[count] ?? "")) count += 2;
  while (/^(--namespace|--context)=|^-n./.test(words[count] ?? "")) count += 1;
  return [...words.slice(count), ...words.slice(0, count)];
}

/** kubectl against the API servers of the simulated clusters. */
export const kubectl: Program = {
  name: "kubectl",
  summary: summaries.kubectl,
  commands: () => kubectlCommands,
  async execute(call) {
    const args = commandFirst(call.args);
    if (args.length === 0 || args[0] === "--help" || args[0] === "-h" || args[0] === "help") {
      call.out(usage());
      return 0;
    }
    const found = findDefinition(kubectlCommands, args, aliases);
    if (!found) throw unknown(args);
    const { definition, rest } = found;
    const line = readGoLine(rest, definition);
    if ("kind" in line) {
      if (line.kind === "help") {
        call.out(help(definition));
        return 0;
      }
      throw new ExitError(1, `error: ${line.text}\nSee '${definition.name} --help' for usage.`, {
        code: "UnknownOption",
        text: `${definition.name} doesn't accept ${line.word}.`,
        next: `\`${definition.name} --help\``,
      });
    }
    const isGroup = kubectlCommands.some(({ name }) => name.startsWith(`${definition.name} `));
    if (isGroup && line.operands.length > 0) throw unknown(args);
    const handler = handlers[definition.name.slice("kubectl ".length)];
    if (!handler) throw unknown(args);
    const api = () =>
      new ApiClient(call, { context: optional(line, "--context"), namespace: optional(line, "--namespace") });
    return handler({ call, line, api });
  },
};
