// Runs every line of lines.txt with the real tools, each in a new folder with the files below, and writes what they print to
// recorded.json: `node test/recordings/shell/record.mjs`, on Linux with GNU tools and jq.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const here = import.meta.dirname;
const files = {
  names: "web:v1\nweb:v10\nweb:v2\napi:v1\n",
  table: "b 10\na 9\nC  2\nb 2\nA 9\n",
};
const version = (tool) => execFileSync(tool, ["--version"], { encoding: "utf8" }).split("\n")[0];

const lines = readFileSync(join(here, "lines.txt"), "utf8").trimEnd().split("\n");
const recorded = lines.map((line) => {
  const folder = mkdtempSync(join(tmpdir(), "drydock-record-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const env = { PATH: process.env.PATH, LC_ALL: "C", HOME: folder };
  const { stdout, stderr, status } = spawnSync("bash", ["-c", line], { cwd: folder, env, encoding: "utf8", input: "" });
  rmSync(folder, { recursive: true });
  return { line, stdout, stderr, exitCode: status };
});
const tools = Object.fromEntries(["bash", "grep", "sed", "sort", "jq"].map((tool) => [tool, version(tool)]));
writeFileSync(join(here, "recorded.json"), `${JSON.stringify({ tools, files, recorded }, null, 1)}\n`);
