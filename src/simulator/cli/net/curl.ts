import { NetworkError } from "../../world/network-error.ts";
import { resolvePath } from "../file-system.ts";
import { readGoLine, type GoLine } from "../go-options.ts";
import { optionLines } from "../option-lines.ts";
import { ExitError, type Call, type Program } from "../program.ts";
import { curlDefinition } from "./curl-options.ts";
import { curlRequest, type CurlRequest } from "./curl-request.ts";

const version = "curl 8.5.0 (x86_64-pc-linux-gnu) libcurl/8.5.0\nProtocols: http https\n";

const redirects = [301, 302, 303, 307, 308];

/** Most redirects that curl follows. */
const redirectLimit = 50;

const statusText: Record<number, string> = {
  200: "OK",
  201: "Created",
  202: "Accepted",
  204: "No Content",
  206: "Partial Content",
  301: "Moved Permanently",
  302: "Found",
  307: "Temporary Redirect",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  413: "Content Too Large",
  416: "Range Not Satisfiable",
  429: "Too Many Requests",
  500: "Internal Server Error",
  501: "Not Implemented",
  503: "Service Unavailable",
};

const headLines = (response: Response): string[] => [
  `HTTP/1.1 ${response.status} ${statusText[response.status] ?? ""}`.trim(),
  ...[...response.headers].map(([name, value]) => `${name}: ${value}`),
];

async function sendOne(call: Call, { method, url, headers, body }: CurlRequest): Promise<Response> {
  try {
    const withBody = body && method !== "GET" && method !== "HEAD";
    return await call.machine.send(new Request(url, { method, headers, ...(withBody && { body: body.slice() }) }));
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    const { hostname } = error;
    if (error.code === "ENOTFOUND") {
      throw new ExitError(6, `curl: (6) Could not resolve host: ${hostname}`, {
        code: "NameNotResolved",
        text: call.machine.lookUp(hostname).because ?? `The simulated network has no host called ${hostname}.`,
        next: "Check the spelling of the host, and what `nslookup` says.",
      });
    }
    const port = url.port || (url.protocol === "https:" ? "443" : "80");
    throw new ExitError(7, `curl: (7) Failed to connect to ${hostname} port ${port}: Connection refused`, {
      code: "NothingListens",
      text: `The simulated network has no server at ${hostname}.`,
    });
  }
}

async function exchange(
  call: Call,
  line: GoLine,
  first: CurlRequest,
): Promise<{ request: CurlRequest; response: Response; heads: string[][] }> {
  let request = first;
  const heads: string[][] = [];
  for (let hops = 0; ; hops++) {
    if (line.on("--verbose")) {
      const path = `${request.url.pathname}${request.url.search}`;
      const headerLines = [...request.headers].map(([name, value]) => `> ${name}: ${value}`);
      call.err(
        [`> ${request.method} ${path} HTTP/1.1`, `> Host: ${request.url.host}`, ...headerLines, "> ", ""].join("\n"),
      );
    }
    const response = await sendOne(call, request);
    const head = headLines(response);
    heads.push(head);
    if (line.on("--verbose")) call.err(`${[...head.map((text) => `< ${text}`), "< "].join("\n")}\n`);
    const next = response.headers.get("location");
    if (!line.on("--location") || next === null || !redirects.includes(response.status)) {
      return { request, response, heads };
    }
    if (hops >= redirectLimit) throw new ExitError(47, `curl: (47) Maximum (${redirectLimit}) redirects followed`);
    const url = new URL(next, request.url);
    const headers = new Headers(request.headers);
    if (url.host !== request.url.host) headers.delete("authorization");
    const keeps = response.status === 307 || response.status === 308 || line.wasTyped("--request");
    request = keeps
      ? { ...request, url, headers }
      : { method: request.method === "HEAD" ? "HEAD" : "GET", url, headers };
  }
}

const fromFormat = (format: string, values: Record<string, string | number>): string =>
  format
    .replace(/%\{([a-z_]+)\}/g, (whole, name: string) => String(values[name] ?? whole))
    .replace(/\\n/g, "\n")
    .replace(/\\t/g, "\t");

async function fetchOne(call: Call, line: GoLine, address: string): Promise<number> {
  const started = call.machine.now();
  const { request, response, heads } = await exchange(call, line, curlRequest(call, line, address));
  const seconds = (call.machine.now() - started) / 1000;
  const limit = Number(line.text("--max-time") ?? Number.POSITIVE_INFINITY);
  if (seconds > limit) {
    throw new ExitError(28, `curl: (28) Operation timed out after ${Math.round(limit * 1000)} milliseconds`);
  }
  const head = heads.map((lines) => `${lines.join("\r\n")}\r\n\r\n`).join("");
  const dump = line.text("--dump-header");
  if (dump === "-") call.out(head);
  else if (dump !== undefined) write(call, dump, head);
  const failed = line.on("--fail") && response.status >= 400;
  const body = failed || request.method === "HEAD" ? new Uint8Array() : new Uint8Array(await response.arrayBuffer());
  const name = line.text("--output") ?? (line.on("--remote-name") ? request.url.pathname.split("/").at(-1) : undefined);
  if (name === "") throw new ExitError(23, "curl: (23) Remote file name has no length");
  if (!failed && (line.on("--include") || line.on("--head"))) call.out(head);
  if (!failed && name !== undefined && name !== "-") write(call, name, body);
  else if (body.length > 0) call.out(body);
  const format = line.text("--write-out");
  if (format !== undefined) {
    const values = {
      http_code: response.status,
      response_code: response.status,
      size_download: body.length,
      content_type: response.headers.get("content-type") ?? "",
      url_effective: request.url.href,
      time_total: seconds.toFixed(6),
      num_redirects: heads.length - 1,
      redirect_url: response.headers.get("location") ?? "",
      method: request.method,
    };
    call.out(fromFormat(format, values));
  }
  if (failed)
    throw new ExitError(22, quiet(line) ? "" : `curl: (22) The requested URL returned error: ${response.status}`);
  return 0;
}

const quiet = (line: GoLine): boolean => line.on("--silent") && !line.on("--show-error");

const write = ({ machine, folder }: Call, path: string, content: string | Uint8Array): void =>
  machine.files.write(resolvePath(path, folder, machine.home), content);

/** curl, against any host of the simulated cloud. */
export const curl: Program = {
  name: "curl",
  summary: curlDefinition.summary,
  commands: () => [curlDefinition],
  async execute(call) {
    const line = readGoLine(call.args, curlDefinition);
    if ("kind" in line) {
      if (line.kind === "help") {
        call.out(`Usage: curl [options...] <url>\n${optionLines(curlDefinition.options)}`);
        return 0;
      }
      const word =
        line.kind === "unknownOption"
          ? `curl: option ${line.word}: is unknown`
          : `curl: option ${line.word}: requires parameter`;
      throw new ExitError(2, `${word}\ncurl: try 'curl --help' or 'curl --manual' for more information`, {
        code: "UnknownOption",
        text: `This curl does not know ${line.word}, or misses its value.`,
        next: "`curl --help` lists its options.",
      });
    }
    if (line.on("--version")) {
      call.out(version);
      return 0;
    }
    if (line.operands.length === 0) {
      throw new ExitError(
        2,
        "curl: (2) no URL specified\ncurl: try 'curl --help' or 'curl --manual' for more information",
      );
    }
    try {
      for (const address of line.operands) await fetchOne(call, line, address);
      return 0;
    } catch (error) {
      if (error instanceof ExitError && quiet(line)) throw new ExitError(error.exitCode, "", error.explanation);
      throw error;
    }
  },
};
