import { cobraProgram, type CobraCommand, type CobraWords } from "../cobra-program.ts";
import type { GoLine } from "../go-options.ts";
import { ExitError, type Call, type Program } from "../program.ts";
import { copy } from "./copy.ts";
import { globalOptions, skopeoDefinitions } from "./definitions.ts";
import { remove } from "./delete.ts";
import { inspect, listTags } from "./inspect.ts";
import { fatal, ImageError, Log } from "./log.ts";
import { login, logout } from "./login.ts";
import { sync } from "./sync.ts";
import { summaries } from "../summaries.ts";

const runs: Record<keyof typeof skopeoDefinitions, (call: Call, line: GoLine, log: Log) => Promise<number> | number> = {
  copy,
  inspect,
  "list-tags": listTags,
  sync,
  delete: remove,
  login,
  logout,
};

/** Runs a command; what is wrong with an image becomes skopeo's last line. */
const running =
  (run: (typeof runs)[keyof typeof runs]): CobraCommand["run"] =>
  async (call, line) => {
    const log = new Log(call);
    try {
      return await run(call, line, log);
    } catch (error) {
      if (error instanceof ImageError) throw fatal(log, error);
      throw error;
    }
  };

const counts = ["No", "one", "two"];

const words: CobraWords = {
  fault: (_, { text }) => text,
  operands: ({ name }, { least }) =>
    name === "skopeo delete"
      ? "Usage: delete imageReference"
      : `Exactly ${counts[least] ?? least} ${least === 1 ? "argument" : "arguments"} expected`,
  unknown: (path, word, near) => {
    const hint = near.length > 0 ? `\n\nDid you mean this?\n\t${near.join("\n\t")}\n` : "";
    return `Unrecognized command \`${path} ${word}\`${hint}\nTry '${path} --help' for more information`;
  },
};

const inner = cobraProgram({
  name: "skopeo",
  summary: summaries.skopeo,
  version: "skopeo version 1.16.1",
  commands: Object.entries(skopeoDefinitions).map(([name, definition]) => ({
    definition,
    run: running(runs[name as keyof typeof runs]),
  })),
  words,
  notSimulated: {
    layers: "Copy the image to a folder, whose files are its layers: `skopeo copy docker://IMAGE dir:FOLDER`.",
    "manifest-digest": "`skopeo inspect --format '{{.Digest}}'` prints the digest.",
    "standalone-sign": "The simulator doesn't create GPG signatures; sign with `notation`.",
    "standalone-verify": "The simulator doesn't read GPG signatures; verify with `notation`.",
    "generate-sigstore-key": "The simulator doesn't create sigstore signatures; sign with `notation`.",
  },
});

/** Moves options that stand before the command behind it, where they mean the same. */
function reordered(args: readonly string[]): readonly string[] {
  let at = 0;
  for (let word = args[at]; word?.startsWith("--"); word = args[at]) {
    const option = globalOptions.find(({ flags }) => flags.includes(word.split("=")[0] ?? ""));
    if (!option) return args;
    at += option.value !== undefined && !word.includes("=") ? 2 : 1;
  }
  const [command, ...rest] = args.slice(at);
  return command === undefined || at === 0 ? args : [command, ...args.slice(0, at), ...rest];
}

/** The call with other words. Its input stays unread until a command asks for it, so nothing of it is copied. */
const withArgs = (call: Call, args: readonly string[]): Call =>
  Object.create(call, { args: { value: args, enumerable: true } }) as Call;

/** skopeo: copies and looks at images between registries, folders, archives and the docker daemon. */
export const skopeo: Program = {
  ...inner,
  async execute(call) {
    const args = reordered(call.args);
    try {
      return await inner.execute(withArgs(call, args));
    } catch (error) {
      // What cobra refuses is a fatal line as well; those of commands are lines already.
      if (!(error instanceof ExitError) || /^(?:time=|FATA)/.test(error.message)) throw error;
      throw new ExitError(
        error.exitCode,
        new Log(call).line("fatal", error.message.replace(/^Error: /, "")),
        error.explanation,
      );
    }
  },
};
