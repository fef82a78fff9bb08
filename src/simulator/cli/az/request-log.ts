import type { Call } from "../program.ts";
import type { Machine } from "../machine.ts";

/** How much the client says about its work, beyond results. */
export type LogLevel = "errors" | "warnings" | "info" | "debug";

const secretHeaders = new Set(["authorization", "cookie", "set-cookie", "x-ms-authorization-auxiliary"]);
const secretFields = /(access_token|refresh_token|client_secret|password|assertion)=([^&]*)/g;
const secretValues = /("(?:access_token|refresh_token|secretText|accessToken|value)"\s*:\s*")[^"]*(")/g;

const withoutSecrets = (body: string): string =>
  body.replace(secretFields, "$1=*****").replace(secretValues, "$1*****$2");

const policies = "cli.azure.cli.core.sdk.policies";

/** A machine that tells on standard error what it sends and what comes back, as `--debug` does. Secrets are starred out. */
export function withRequestLog(machine: Machine, call: Pick<Call, "err">, level: LogLevel): Machine {
  if (level !== "debug") return machine;
  const say = (text: string, logger = policies) => call.err(`DEBUG: ${logger}: ${text}\n`);
  const headerLines = (headers: Headers) => {
    for (const [name, value] of headers) say(`    '${name}': '${secretHeaders.has(name) ? "*****" : value}'`);
  };
  return {
    ...machine,
    async send(request) {
      const url = new URL(request.url);
      say(`Request URL: '${request.url}'`);
      say(`Request method: '${request.method}'`);
      say("Request headers:");
      headerLines(request.headers);
      say("Request body:");
      const text = request.body ? await request.clone().text() : "";
      say(text === "" ? "This request has no body" : withoutSecrets(text));
      const response = await machine.send(request);
      const content = await response.clone().text();
      const port = url.port || (url.protocol === "https:" ? "443" : "80");
      say(
        `${url.protocol}//${url.hostname}:${port} "${request.method} ${url.pathname}${url.search} HTTP/1.1" ` +
          `${response.status} ${content.length}`,
        "urllib3.connectionpool",
      );
      say(`Response status: ${response.status}`);
      say("Response headers:");
      headerLines(response.headers);
      say("Response content:");
      say(withoutSecrets(content));
      return response;
    },
  };
}
