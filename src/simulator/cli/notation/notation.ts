import { cobraProgram, unknownCommand, type CobraCommand, type CobraWords } from "../cobra-program.ts";
import type { Program } from "../program.ts";
import * as cert from "./cert.ts";
import { notationDefinitions } from "./definitions.ts";
import { inspect, list } from "./inspect.ts";
import * as key from "./key.ts";
import { login, logout } from "./login.ts";
import * as policy from "./policy.ts";
import { sign } from "./sign.ts";
import { verify } from "./verify.ts";
import { summaries } from "../summaries.ts";

const runs: Record<keyof typeof notationDefinitions, CobraCommand["run"]> = {
  sign,
  verify,
  list,
  inspect,
  "cert generate-test": cert.generateTest,
  "cert add": cert.add,
  "cert list": cert.list,
  "cert show": cert.show,
  "cert delete": cert.remove,
  "key add": key.add,
  "key update": key.update,
  "key list": key.list,
  "key delete": key.remove,
  "policy show": policy.show,
  "policy import": policy.importPolicy,
  "policy init": policy.init,
  login,
  logout,
  version: (call) => {
    call.out(
      "Notation - a tool to sign and verify artifacts.\n\nVersion:     1.2.0\nGo version:  go1.23.0\nGit commit:  4700ad6f1bef13e411772d7ae4399f891fc3a6ae\n",
    );
    return 0;
  },
};

const aliases: Partial<Record<string, string[]>> = {
  list: ["ls"],
  "cert list": ["ls"],
  "cert generate-test": [],
  "key list": ["ls"],
  "key update": ["set"],
};

/** What each command says when its operand is missing (notation, cmd/notation). */
const missing: Partial<Record<string, string>> = {
  sign: "missing reference to the artifact: use `notation sign --help` to see what parameters are required",
  verify: "missing reference to the artifact: use `notation verify --help` to see what parameters are required",
  list: "missing reference to the artifact: use `notation list --help` to see what parameters are required",
  inspect: "missing reference to the artifact: use `notation inspect --help` to see what parameters are required",
  "cert generate-test": "missing certificate common_name",
  "cert add": "missing certificate path",
  "cert show": "missing certificate fileName",
  "key update": "missing key name",
  "key delete": "missing key names",
  login: "no hostname specified",
  logout: "no hostname specified",
};

const words: CobraWords = {
  fault: (_, { text }) => `Error: ${text}`,
  operands: ({ name }, { least, most }, count) => {
    const command = name.replace("notation ", "");
    const own = missing[command];
    if (count < least && own !== undefined) return `Error: ${own}`;
    return least === most
      ? `Error: accepts ${least} arg(s), received ${count}`
      : `Error: accepts at most ${most} arg(s), received ${count}`;
  },
  unknown: unknownCommand,
};

/** notation: signs artifacts and verifies signatures, by the Notary Project's specifications. */
export const notation: Program = cobraProgram({
  name: "notation",
  summary: summaries.notation,
  commands: Object.entries(notationDefinitions).map(([name, definition]) => ({
    definition,
    run: runs[name as keyof typeof runs],
    ...(aliases[name] && { aliases: aliases[name] }),
  })),
  words,
  notSimulated: {
    plugin: "The simulator runs no plugins, such as the one for Azure Key Vault; sign with a key in a file instead.",
    blob: "The simulator signs only artifacts in registries.",
  },
});
