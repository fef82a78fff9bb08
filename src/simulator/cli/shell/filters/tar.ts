import { gunzipSync, gzipSync } from "fflate";
import { createTar, parseTar } from "nanotar";
import { resolvePath } from "../../file-system.ts";
import { ExitError, type Call, type Program } from "../../program.ts";
import { byteLimit } from "../control.ts";
import { contentOf, definitionOf, pathOf, readLine, type FilterDefinition } from "../filter.ts";
import { summaries } from "../../summaries.ts";

const definition: FilterDefinition = {
  name: "tar",
  summary: summaries.tar,
  operands: [{ name: "FILE", required: false, many: true, live: "file" }],
  options: [
    ["-c, --create", "Create an archive."],
    ["-x, --extract", "Unpack the archive."],
    ["-t, --list", "List the content of the archive."],
    ["-f, --file ARCHIVE", "Archive file; - is standard input or output."],
    ["-z, --gzip", "Compress or decompress with gzip."],
    ["-v, --verbose", "Print the name of each file."],
    ["-C, --directory FOLDER", "Folder to work in."],
    ["-O, --to-stdout", "Unpack to standard output."],
  ],
  examples: ["tar -tzf mychart.tgz"],
  fault: 2,
};

/** `tar xzf a.tgz`: the first word may leave the dash out. */
const dashed = ([first, ...rest]: readonly string[]): string[] =>
  first === undefined ? [] : [/^[cxtzvfCO]+$/.test(first) ? `-${first}` : first, ...rest];

function below(call: Call, base: string, path: string): { name: string; data?: Uint8Array }[] {
  const { files } = call.machine;
  const whole = resolvePath(path, base, call.machine.home);
  const stat = files.stat(whole);
  if (!stat)
    throw new ExitError(
      2,
      `tar: ${path}: Cannot stat: No such file or directory\ntar: Exiting with failure status due to previous errors`,
    );
  if (stat.kind === "file") return [{ name: path.replace(/^\/+/, ""), data: files.bytes(whole) }];
  const entryPath = path.replace(/\/$/, "");
  return [
    { name: `${entryPath.replace(/^\/+/, "")}/` },
    ...files.list(whole).flatMap((name) => below(call, base, `${entryPath}/${name}`)),
  ];
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Size that a gzip stream says it unpacks to, in its last four bytes. */
const unpackedSize = (bytes: Uint8Array): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(bytes.length - 4, true);

function entriesOf(bytes: Uint8Array) {
  try {
    if (isGzip(bytes) && unpackedSize(bytes) > byteLimit) throw new Error("too large");
    const plain = isGzip(bytes) ? gunzipSync(bytes) : bytes;
    const magic = new TextDecoder().decode(plain.subarray(257, 262));
    if (plain.length < 512 || (plain[0] !== 0 && magic !== "ustar")) throw new Error("no archive");
    return parseTar(plain).filter(({ name }) => name !== "");
  } catch {
    throw new ExitError(
      2,
      "tar: This does not look like a tar archive\ntar: Exiting with failure status due to previous errors",
    );
  }
}

async function execute(call: Call): Promise<number> {
  const line = readLine(call, definition, dashed(call.args));
  if (!line) return 0;
  const [create, extract, list] = [line.on("--create"), line.on("--extract"), line.on("--list")];
  if (Number(create) + Number(extract) + Number(list) !== 1) {
    const which =
      create || extract || list
        ? "You may not specify more than one '-Acdtrux', '--delete' or  '--test-label' option"
        : "You must specify one of the '-Acdtrux', '--delete' or '--test-label' options";
    throw new ExitError(2, `tar: ${which}\nTry 'tar --help' or 'tar --usage' for more information.`);
  }
  const { files } = call.machine;
  const archive = line.text("--file") ?? "-";
  const base = pathOf(call, line.text("--directory") ?? ".");
  if (create) {
    if (line.operands.length === 0)
      throw new ExitError(
        2,
        "tar: Cowardly refusing to create an empty archive\nTry 'tar --help' or 'tar --usage' for more information.",
      );
    const entries = line.operands.flatMap((path) => below(call, base, path));
    if (line.on("--verbose")) (archive === "-" ? call.err : call.out)(entries.map(({ name }) => `${name}\n`).join(""));
    const mtime = call.machine.now();
    const tar = createTar(entries.map((entry) => ({ ...entry, attrs: { mtime, mode: entry.data ? "644" : "755" } })));
    const bytes = line.on("--gzip") ? gzipSync(tar, { mtime }) : tar;
    if (archive === "-") call.out(bytes);
    else files.write(pathOf(call, archive), bytes);
    return 0;
  }
  const bytes = await contentOf(
    call,
    "tar",
    archive,
    (reason) => `tar: ${archive}: Cannot open: ${reason}\ntar: Error is not recoverable: exiting now`,
  );
  if (!bytes) return 2;
  const paths = line.operands.map((path) => path.replace(/\/$/, ""));
  const found = entriesOf(bytes).filter(
    ({ name }) =>
      paths.length === 0 || paths.some((path) => name.replace(/\/$/, "") === path || name.startsWith(`${path}/`)),
  );
  for (const { name, data } of found) {
    if (list || line.on("--verbose")) call.out(`${name}\n`);
    if (list) continue;
    if (name.split("/").includes("..")) {
      call.err(`tar: ${name}: Member name contains '..'\n`);
      continue;
    }
    const path = resolvePath(name.replace(/^\/+/, ""), base, call.machine.home);
    if (name.endsWith("/")) files.makeFolder(path);
    else if (line.on("--to-stdout")) call.out(data ?? new Uint8Array());
    else files.write(path, data ?? new Uint8Array());
  }
  const missing = paths.filter(
    (path) => !found.some(({ name }) => name.replace(/\/$/, "") === path || name.startsWith(`${path}/`)),
  );
  for (const path of missing) call.err(`tar: ${path}: Not found in archive\n`);
  return missing.length > 0 ? 2 : 0;
}

export const tar: Program = {
  name: "tar",
  summary: definition.summary,
  commands: () => [definitionOf(definition)],
  execute,
};
