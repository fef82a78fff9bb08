import type { PulledImage } from "./node-image.ts";
import { asList, asText, type JsonRecord } from "../world/json.ts";

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/**
 * What the process of a container prints. No process runs here: only `echo` is understood, alone or in `sh -c`, because it
 * tells which image came; everything else keeps silent.
 */
export function processOutput({ config }: PulledImage, container: JsonRecord): string {
  const command = texts(container["command"]);
  const args = texts(container["args"]);
  const words =
    command.length > 0 ? [...command, ...args] : [...config.entrypoint, ...(args.length > 0 ? args : config.command)];
  const shell = /(^|\/)(sh|bash|ash)$/.test(words[0] ?? "") && words[1] === "-c";
  const line = shell ? (words[2] ?? "") : words.join(" ");
  const echoed = /^(?:\/bin\/)?echo\s+(.*)$/.exec(line)?.[1];
  if (echoed === undefined) return "";
  const unquoted = shell ? echoed.replace(/^(["'])(.*)\1$/, "$2") : echoed;
  const environment = new Map(config.environment.map((variable) => variable.split("=", 2) as [string, string]));
  for (const variable of asList(container["env"])) environment.set(asText(variable["name"]), asText(variable["value"]));
  return `${unquoted.replace(/\$\{?(\w+)\}?/g, (_, name: string) => environment.get(name) ?? "")}\n`;
}
