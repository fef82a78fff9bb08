import type { CommandDefinition } from "../definition.ts";
import { readGoLine } from "../go-options.ts";
import { ExitError, type Program } from "../program.ts";
import { nameNotResolved, nameServer } from "./name-server.ts";
import { summaries } from "../summaries.ts";

const digDefinition: CommandDefinition = {
  name: "dig",
  summary: summaries.dig,
  operands: [{ name: "name", required: true, live: "loginServer" }],
  options: [{ flags: ["+short"], help: "Print only the record values." }],
  examples: ["dig contoso.azurecr.io", "dig +short contoso.azurecr.io"],
};

/** Seconds that the records of a registry's name may be kept; the private zone's records have the same by default. */
const timeToLive = 10;

/** dig, for A records. */
export const dig: Program = {
  name: "dig",
  summary: digDefinition.summary,
  commands: () => [digDefinition],
  execute(call) {
    const short = call.args.includes("+short");
    const line = readGoLine(
      call.args.filter((word) => word !== "+short"),
      { options: [] },
    );
    const [host, type = "A"] = "kind" in line ? [] : line.operands.filter((word) => word !== "IN");
    if (host === undefined) throw new ExitError(1, "Usage:  dig [+short] {name} [A]");
    if (type.toUpperCase() !== "A") throw new ExitError(1, `dig: records of type ${type} are not simulated, only A`);
    const { address, canonicalName } = call.machine.lookUp(host);
    const name = `${host}.`;
    const records = [
      ...(canonicalName === undefined ? [] : [`${name}\t${timeToLive}\tIN\tCNAME\t${canonicalName}.`]),
      ...(address === undefined
        ? []
        : [`${canonicalName === undefined ? name : `${canonicalName}.`}\t${timeToLive}\tIN\tA\t${address}`]),
    ];
    if (short) {
      call.out(records.map((record) => `${record.split("\t").at(-1) ?? ""}\n`).join(""));
      return Promise.resolve(0);
    }
    if (address === undefined) call.explain(nameNotResolved(call, host));
    const status = address === undefined ? "NXDOMAIN" : "NOERROR";
    call.out(
      [
        "",
        `; <<>> DiG 9.18.28 <<>> ${call.args.join(" ")}`,
        ";; Got answer:",
        `;; ->>HEADER<<- opcode: QUERY, status: ${status}, id: 0`,
        `;; flags: qr rd ra; QUERY: 1, ANSWER: ${records.length}, AUTHORITY: 0, ADDITIONAL: 0`,
        "",
        ";; QUESTION SECTION:",
        `;${name}\t\tIN\tA`,
        "",
        ...(records.length > 0 ? [";; ANSWER SECTION:", ...records, ""] : []),
        `;; SERVER: ${nameServer}#53(${nameServer}) (UDP)`,
        "",
        "",
      ].join("\n"),
    );
    return Promise.resolve(0);
  },
};
