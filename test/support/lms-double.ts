import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import type { ScormVersion } from "../../src/assignment/scorm/find-api.ts";

const scripts = join(dirname(createRequire(import.meta.url).resolve("scorm-again")), "..");

const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

/** The page in which an LMS opens a package: the run-time of scorm-again, which keeps the state of a suspended attempt. */
function lmsPage(version: ScormVersion, launchData: string): string {
  const is12 = version === "1.2";
  const about = is12
    ? `launch_data, suspend_data: kept ?? "", core: { student_id: "kim", student_name: "Kim", entry }`
    : `launch_data, suspend_data: kept ?? "", learner_id: "kim", learner_name: "Kim", entry`;
  return `<!doctype html><title>LMS</title>
<script src="/scorm-again.js"></script>
<script>
  const kept = localStorage.getItem("kept");
  const launch_data = ${JSON.stringify(launchData)};
  const entry = kept ? "resume" : "ab-initio";
  window.lms = new ${is12 ? "Scorm12API" : "Scorm2004API"}({ autocommit: false, logLevel: 5 });
  window.lms.loadFromJSON({ ${about} }, "cmi");
  window.lms.on("${is12 ? "LMSCommit" : "Commit"}", () => localStorage.setItem("kept", window.lms.cmi.suspend_data));
  window.${is12 ? "API" : "API_1484_11"} = window.lms;
</script>
<iframe src="/package/index.html" width="1000" height="800" title="Quiz"></iframe>`;
}

/** A server over plain HTTP: `/` is a page of the LMS, `/package/` has the files of a package, `/blank` nothing. */
export async function serveLms(
  files: Readonly<Record<string, Uint8Array>>,
  version: ScormVersion,
): Promise<{ url: string; stop(): Promise<void> }> {
  const manifest = new TextDecoder().decode(files["imsmanifest.xml"]);
  const launchData = /<adlcp:data[fF]rom(?:lms|LMS)>([^<]*)</.exec(manifest)?.[1] ?? "";
  const api = readFileSync(join(scripts, version === "1.2" ? "dist/scorm12.js" : "dist/scorm2004.js"));
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://lms").pathname;
    const file = files[path.replace("/package/", "")];
    if (path === "/") response.setHeader("content-type", "text/html").end(lmsPage(version, launchData));
    else if (path === "/scorm-again.js") response.setHeader("content-type", "text/javascript").end(api);
    else if (path === "/blank") response.setHeader("content-type", "text/html").end("<!doctype html><title>-</title>");
    else if (path.startsWith("/package/") && file) {
      response.setHeader("content-type", types[extname(path)] ?? "application/octet-stream").end(file);
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
