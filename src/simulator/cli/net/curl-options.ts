import type { CommandDefinition } from "../definition.ts";
import { summaries } from "../summaries.ts";

/** The part of curl that speaking to a registry and to ARM needs. */
export const curlDefinition: CommandDefinition = {
  name: "curl",
  summary: summaries.curl,
  operands: [{ name: "<url>", required: true, many: true }],
  options: [
    {
      flags: ["--request", "-X"],
      value: "method",
      help: "HTTP method to use instead of the default for the data.",
    },
    {
      flags: ["--header", "-H"],
      value: "header",
      help: "Request header, such as 'Accept: application/json'.",
      repeatable: true,
    },
    { flags: ["--data", "-d"], value: "data", help: "POST body; @file reads it from a file.", repeatable: true },
    { flags: ["--data-binary"], value: "data", help: "POST body with its line breaks kept.", repeatable: true },
    { flags: ["--data-raw"], value: "data", help: "POST body in which @ has no special meaning.", repeatable: true },
    { flags: ["--data-urlencode"], value: "data", help: "Form field to URL-encode.", repeatable: true },
    { flags: ["--get", "-G"], help: "Send the data as the query string of a GET request." },
    { flags: ["--upload-file", "-T"], value: "file", help: "File to upload with PUT.", live: "file" },
    { flags: ["--user", "-u"], value: "user:password", help: "Basic authentication credentials." },
    { flags: ["--oauth2-bearer"], value: "token", help: "Bearer token." },
    { flags: ["--user-agent", "-A"], value: "name", help: "User agent string." },
    { flags: ["--include", "-i"], help: "Include the response headers in the output." },
    { flags: ["--head", "-I"], help: "Send a HEAD request and print the response headers." },
    { flags: ["--location", "-L"], help: "Follow redirects." },
    { flags: ["--output", "-o"], value: "file", help: "File to write the response body to.", live: "file" },
    { flags: ["--remote-name", "-O"], help: "Write the response body to a file named after the URL." },
    { flags: ["--dump-header", "-D"], value: "file", help: "File to write the response headers to; - prints them." },
    {
      flags: ["--write-out", "-w"],
      value: "format",
      help: "Text to print after the response: %{http_code}, %{size_download}…",
    },
    { flags: ["--fail", "-f"], help: "Exit with code 22 and print no body if the status is 400 or higher." },
    { flags: ["--silent", "-s"], help: "Suppress progress and error messages." },
    { flags: ["--show-error", "-S"], help: "Show error messages despite --silent." },
    { flags: ["--verbose", "-v"], help: "Print request and response headers to standard error." },
    { flags: ["--insecure", "-k"], help: "Accept any certificate; the simulated hosts have valid ones." },
    { flags: ["--json"], value: "data", help: "JSON body to POST with matching headers." },
    { flags: ["--range", "-r"], value: "range", help: "Byte range to request, such as 0-499." },
    { flags: ["--max-time", "-m"], value: "seconds", help: "Maximum time for the request." },
    { flags: ["--compressed"], help: "Request a compressed response; the simulator doesn't compress." },
    { flags: ["--version", "-V"], help: "Print the version." },
  ],
  examples: ["curl -s https://mcr.microsoft.com/v2/", "curl -i https://contoso.azurecr.io/v2/"],
};
