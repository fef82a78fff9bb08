import type { CommandDefinition } from "../definition.ts";
import { ExitError, type Program } from "../program.ts";
import { nameNotResolved, nameServer } from "./name-server.ts";
import { summaries } from "../summaries.ts";

const nslookupDefinition: CommandDefinition = {
  name: "nslookup",
  summary: summaries.nslookup,
  operands: [{ name: "name", required: true, live: "loginServer" }],
  options: [],
  examples: ["nslookup contoso.azurecr.io"],
};

/** nslookup: shows whether a registry's name leads to its public address or to a private endpoint. */
export const nslookup: Program = {
  name: "nslookup",
  summary: nslookupDefinition.summary,
  commands: () => [nslookupDefinition],
  execute(call) {
    const [host, ...more] = call.args;
    if (host === undefined || more.length > 1 || host.startsWith("-")) {
      throw new ExitError(1, "Usage:\n   nslookup host     # just look up 'host' using default server");
    }
    call.out(`Server:\t\t${nameServer}\nAddress:\t${nameServer}#53\n\n`);
    const { address, canonicalName } = call.machine.lookUp(host);
    if (address === undefined) {
      call.explain(nameNotResolved(call, host));
      call.out(`** server can't find ${host}: NXDOMAIN\n\n`);
      return Promise.resolve(1);
    }
    const alias = canonicalName === undefined ? "" : `${host}\tcanonical name = ${canonicalName}.\n`;
    call.out(`Non-authoritative answer:\n${alias}Name:\t${canonicalName ?? host}\nAddress: ${address}\n\n`);
    return Promise.resolve(0);
  },
};
