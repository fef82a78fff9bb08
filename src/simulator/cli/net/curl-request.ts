import { resolvePath } from "../file-system.ts";
import type { GoLine } from "../go-options.ts";
import { ExitError, type Call } from "../program.ts";

export interface CurlRequest {
  method: string;
  url: URL;
  headers: Headers;
  body?: Uint8Array;
}

const encoder = new TextEncoder();

const fileBytes = ({ machine, folder, input }: Call, path: string): Uint8Array => {
  if (path === "-") return input ?? new Uint8Array();
  const full = resolvePath(path, folder, machine.home);
  if (machine.files.stat(full)?.kind !== "file") {
    throw new ExitError(26, `curl: Failed to open ${path}`, {
      code: "FileNotFound",
      text: `There is no file ${path} here.`,
    });
  }
  return machine.files.bytes(full);
};

function joined(pieces: readonly Uint8Array[], separator: string): Uint8Array {
  if (pieces.length === 1 && pieces[0]) return pieces[0];
  const between = encoder.encode(separator);
  return Uint8Array.from(pieces.flatMap((piece, index) => (index === 0 ? [...piece] : [...between, ...piece])));
}

/** The body that `-d`, `--data-…` and `--json` make, in the order of their kinds. */
function dataOf(call: Call, line: GoLine): Uint8Array | undefined {
  const plain = line.texts("--data").map((text) => {
    if (!text.startsWith("@")) return encoder.encode(text);
    return fileBytes(call, text.slice(1)).filter((byte) => byte !== 10 && byte !== 13);
  });
  const binary = line.texts("--data-binary").map((text) => {
    return text.startsWith("@") ? fileBytes(call, text.slice(1)) : encoder.encode(text);
  });
  const encoded = line.texts("--data-urlencode").map((data) => {
    // Half of a character outside the basic plane has no bytes of its own.
    const text = new TextDecoder().decode(encoder.encode(data));
    const equals = text.indexOf("=");
    const name = equals < 0 ? "" : text.slice(0, equals);
    return encoder.encode(`${name}${name === "" ? "" : "="}${encodeURIComponent(text.slice(equals + 1))}`);
  });
  const raw = line.texts("--data-raw").map((text) => encoder.encode(text));
  const pieces = [...plain, ...binary, ...raw, ...encoded];
  if (pieces.length > 0) return joined(pieces, "&");
  const json = line.texts("--json");
  if (json.length === 0) return undefined;
  return joined(
    json.map((text) => (text.startsWith("@") ? fileBytes(call, text.slice(1)) : encoder.encode(text))),
    "",
  );
}

function parseAddress(text: string): URL {
  try {
    return new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  } catch {
    throw new ExitError(3, "curl: (3) URL rejected: Malformed input to a URL function", {
      code: "BadAddress",
      text: `${text} is not an address.`,
      next: "Write it as https://HOST/PATH, in quotes when it holds & or spaces.",
    });
  }
}

const badArgument = (subject: string): ExitError =>
  new ExitError(43, "curl: (43) A libcurl function was given a bad argument", {
    code: "BadArgument",
    text: `${subject} can't be part of a request.`,
  });

/** Sets a header; what is beyond ASCII goes out as the bytes of UTF-8, as curl sends it. */
function put(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, String.fromCharCode(...encoder.encode(value)));
  } catch {
    throw badArgument(`The header ${name}`);
  }
}

/** A method that a request line may have (RFC 9110, section 9.1); those that open tunnels are not simulated. */
function methodOf(text: string): string {
  const method = text.toUpperCase();
  if (!/^[!#$%&'*+.^_`|~0-9A-Z-]+$/.test(method)) throw badArgument(`The method "${text}"`);
  if (["CONNECT", "TRACE", "TRACK"].includes(method)) {
    throw new ExitError(1, `curl: the method ${method} is not simulated`, {
      code: "NotSimulated",
      text: "The methods CONNECT, TRACE and TRACK are not simulated.",
    });
  }
  return method;
}

/** The request that a command line asks for. */
export function curlRequest(call: Call, line: GoLine, address: string): CurlRequest {
  const url = parseAddress(address);
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new ExitError(1, `curl: (1) Protocol "${url.protocol.slice(0, -1)}" not supported or disabled in libcurl`);
  }
  const data = dataOf(call, line);
  const upload = line.text("--upload-file");
  const headers = new Headers({ accept: "*/*" });
  put(headers, "user-agent", line.text("--user-agent") ?? "curl/8.5.0");
  const credentials = line.text("--user") ?? (url.username === "" ? undefined : `${url.username}:${url.password}`);
  [url.username, url.password] = ["", ""];
  if (credentials !== undefined) {
    headers.set("authorization", `Basic ${btoa(String.fromCharCode(...encoder.encode(credentials)))}`);
  }
  const bearer = line.text("--oauth2-bearer");
  if (bearer !== undefined) put(headers, "authorization", `Bearer ${bearer}`);
  const range = line.text("--range");
  if (range !== undefined) put(headers, "range", `bytes=${range}`);
  if (line.on("--get") && data) url.search += `${url.search === "" ? "" : "&"}${new TextDecoder().decode(data)}`;
  const body = upload === undefined ? (line.on("--get") ? undefined : data) : fileBytes(call, upload);
  if (body && upload === undefined) headers.set("content-type", "application/x-www-form-urlencoded");
  if (line.wasTyped("--json")) {
    headers.set("content-type", "application/json");
    headers.set("accept", "application/json");
  }
  for (const text of line.texts("--header")) setHeader(headers, text);
  const usual = line.on("--head") ? "HEAD" : upload !== undefined ? "PUT" : body ? "POST" : "GET";
  return { method: methodOf(line.text("--request") ?? usual), url, headers, ...(body && { body }) };
}

/** `Name: value` sets, `Name:` removes, `Name;` sends it empty. */
function setHeader(headers: Headers, text: string): void {
  const [, name = "", mark = "", value = ""] = /^([^:;\s]+)\s*([:;])\s*(.*)$/s.exec(text) ?? [];
  if (name === "") return;
  if (mark !== ":" || value !== "") put(headers, name, value.trim());
  else if (/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) headers.delete(name);
}
