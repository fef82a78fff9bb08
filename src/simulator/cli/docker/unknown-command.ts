import { ExitError } from "../program.ts";
import { nearest } from "../nearest.ts";
import { dockerCommands } from "./definitions.ts";

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

/** Docker's words for a command that doesn't exist, and the one that was probably meant. */
export function unknownCommand(words: readonly string[]): ExitError {
  const [word = ""] = words;
  if (notSimulated.has(word)) {
    return new ExitError(1, `docker: '${word}' is not simulated`, {
      code: "NotSimulated",
      text: `This docker keeps, builds, pulls and pushes images; it runs no containers, so it has no ${word}.`,
      next: "Run the image in a cluster with `kubectl run`.",
    });
  }
  const names = [...new Set(dockerCommands.map(({ name }) => name.split(" ")[1] ?? ""))];
  const group = names.includes(word);
  const near = nearest(word, names);
  return new ExitError(
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
