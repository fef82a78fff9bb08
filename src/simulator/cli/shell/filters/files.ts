import { FileError, type FileSystem } from "../../file-system.ts";
import { ExitError, type Call } from "../../program.ts";
import { filter, pathOf } from "../filter.ts";
import { summaries } from "../../summaries.ts";

const missing = (name: string): ExitError =>
  new ExitError(1, `${name}: missing operand\nTry '${name} --help' for more information.`);

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf("/")) || "/";
const nameIn = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

const paths = (name: string) => [{ name, required: true, many: true, live: "file" as const }];

export const mkdir = filter(
  {
    name: "mkdir",
    summary: summaries.mkdir,
    operands: paths("FOLDER"),
    options: [
      ["-p, --parents", "Create parent folders, and accept existing ones."],
      ["-v, --verbose", "Print each folder that is created."],
    ],
    examples: ["mkdir -p src/app"],
  },
  (call, line) => {
    const { files } = call.machine;
    if (line.operands.length === 0) throw missing("mkdir");
    let status = 0;
    for (const path of line.operands) {
      const whole = pathOf(call, path);
      const fail = (reason: string) => {
        call.err(`mkdir: cannot create directory '${path}': ${reason}\n`);
        status = 1;
      };
      const stat = files.stat(whole);
      if (stat && (stat.kind === "file" || !line.on("--parents"))) fail("File exists");
      else if (!line.on("--parents") && files.stat(parentOf(whole))?.kind !== "folder")
        fail("No such file or directory");
      else {
        try {
          files.makeFolder(whole);
          if (line.on("--verbose") && !stat) call.out(`mkdir: created directory '${path}'\n`);
        } catch (error) {
          if (!(error instanceof FileError)) throw error;
          fail(error.reason);
        }
      }
    }
    return status;
  },
);

export const touch = filter(
  {
    name: "touch",
    summary: summaries.touch,
    operands: paths("FILE"),
    examples: ["touch notes.txt"],
  },
  (call, line) => {
    const { files } = call.machine;
    if (line.operands.length === 0)
      throw new ExitError(1, "touch: missing file operand\nTry 'touch --help' for more information.");
    let status = 0;
    for (const path of line.operands) {
      const whole = pathOf(call, path);
      const stat = files.stat(whole);
      if (stat?.kind === "folder") continue;
      if (files.stat(parentOf(whole))?.kind !== "folder") {
        call.err(`touch: cannot touch '${path}': No such file or directory\n`);
        status = 1;
      } else files.write(whole, stat ? files.bytes(whole) : "");
    }
    return status;
  },
);

export const rm = filter(
  {
    name: "rm",
    summary: summaries.rm,
    operands: paths("PATH"),
    options: [
      ["-r, --recursive", "Include folders and their content."],
      ["-R", "Same as -r."],
      ["-f, --force", "Ignore missing files."],
      ["-v, --verbose", "Print each file that is removed."],
      ["-i", "Ignored: there is no terminal to prompt on."],
    ],
    examples: ["rm -rf build"],
  },
  (call, line) => {
    const { files } = call.machine;
    if (line.operands.length === 0) {
      if (line.on("--force")) return 0;
      throw missing("rm");
    }
    let status = 0;
    const fail = (text: string) => {
      call.err(`rm: ${text}\n`);
      status = 1;
    };
    for (const path of line.operands) {
      const whole = pathOf(call, path);
      const stat = files.stat(whole);
      if (!stat) {
        if (!line.on("--force")) fail(`cannot remove '${path}': No such file or directory`);
      } else if (stat.kind === "folder" && !line.on("--recursive") && !line.on("-R")) {
        fail(`cannot remove '${path}': Is a directory`);
      } else if (whole === "/") {
        fail("it is dangerous to operate recursively on '/'\nrm: use --no-preserve-root to override this failsafe");
      } else if (/(^|\/)\.\.?\/?$/.test(path)) {
        fail(`refusing to remove '.' or '..' directory: skipping '${path}'`);
      } else {
        files.remove(whole);
        if (line.on("--verbose")) call.out(`removed ${stat.kind === "folder" ? "directory " : ""}'${path}'\n`);
      }
    }
    return status;
  },
);

export const rmdir = filter(
  { name: "rmdir", summary: summaries.rmdir, operands: paths("FOLDER"), examples: ["rmdir build"] },
  (call, line) => {
    const { files } = call.machine;
    if (line.operands.length === 0) throw missing("rmdir");
    let status = 0;
    for (const path of line.operands) {
      const whole = pathOf(call, path);
      const stat = files.stat(whole);
      const reason = !stat
        ? "No such file or directory"
        : stat.kind === "file"
          ? "Not a directory"
          : files.list(whole).length > 0
            ? "Directory not empty"
            : undefined;
      if (reason === undefined) files.remove(whole);
      else {
        call.err(`rmdir: failed to remove '${path}': ${reason}\n`);
        status = 1;
      }
    }
    return status;
  },
);

/** Copies a file, or a folder with what is in it. */
function copyTree(files: FileSystem, from: string, to: string): void {
  if (files.stat(from)?.kind === "file") {
    files.write(to, files.bytes(from));
    return;
  }
  const names = files.list(from);
  files.makeFolder(to);
  for (const name of names) copyTree(files, `${from}/${name}`, `${to}/${name}`);
}

/** Where each source goes: into a folder, or to the name given. */
function targets(
  call: Call,
  name: string,
  operands: readonly string[],
): { from: string; fromText: string; to: string; toText: string }[] {
  const { files } = call.machine;
  const target = operands.at(-1);
  if (target === undefined)
    throw new ExitError(1, `${name}: missing file operand\nTry '${name} --help' for more information.`);
  const sources = operands.slice(0, -1);
  if (sources.length === 0) {
    throw new ExitError(
      1,
      `${name}: missing destination file operand after '${target}'\nTry '${name} --help' for more information.`,
    );
  }
  const whole = pathOf(call, target);
  const into = files.stat(whole)?.kind === "folder";
  if (!into && sources.length > 1) throw new ExitError(1, `${name}: target '${target}': No such file or directory`);
  if (!into && files.stat(parentOf(whole))?.kind !== "folder") {
    const action = name === "cp" ? "create regular file" : "move";
    throw new ExitError(
      1,
      `${name}: cannot ${action} '${name === "cp" ? target : `${sources[0]}' to '${target}`}': No such file or directory`,
    );
  }
  return sources.map((fromText) => {
    const from = pathOf(call, fromText);
    const to = into ? `${whole === "/" ? "" : whole}/${nameIn(from)}` : whole;
    return { from, fromText, to, toText: into ? `${target.replace(/\/$/, "")}/${nameIn(from)}` : target };
  });
}

export const cp = filter(
  {
    name: "cp",
    summary: summaries.cp,
    operands: paths("PATH"),
    options: [
      ["-r, --recursive", "Include folders and their content."],
      ["-R", "Same as -r."],
      ["-a, --archive", "Same as -r."],
      ["-f, --force", "Ignored."],
      ["-v, --verbose", "Print each file that is copied."],
    ],
    examples: ["cp Dockerfile Dockerfile.old"],
  },
  (call, line) => {
    const { files } = call.machine;
    const deep = line.on("--recursive") || line.on("-R") || line.on("--archive");
    let status = 0;
    const fail = (text: string) => {
      call.err(`cp: ${text}\n`);
      status = 1;
    };
    for (const { from, fromText, to, toText } of targets(call, "cp", line.operands)) {
      const stat = files.stat(from);
      if (!stat) fail(`cannot stat '${fromText}': No such file or directory`);
      else if (stat.kind === "folder" && !deep) fail(`-r not specified; omitting directory '${fromText}'`);
      else if (from === to) fail(`'${fromText}' and '${toText}' are the same file`);
      else if (to.startsWith(`${from}/`)) fail(`cannot copy a directory, '${fromText}', into itself, '${toText}'`);
      else if (stat.kind === "folder" && files.stat(to)?.kind === "file") {
        fail(`cannot overwrite non-directory '${toText}' with directory '${fromText}'`);
      } else if (stat.kind === "file" && files.stat(to)?.kind === "folder") {
        fail(`cannot overwrite directory '${toText}' with non-directory`);
      } else {
        copyTree(files, from, to);
        if (line.on("--verbose")) call.out(`'${fromText}' -> '${toText}'\n`);
      }
    }
    return status;
  },
);

export const mv = filter(
  {
    name: "mv",
    summary: summaries.mv,
    operands: paths("PATH"),
    options: [
      ["-f, --force", "Ignored."],
      ["-v, --verbose", "Print each file that is moved."],
    ],
    examples: ["mv notes.txt old-notes.txt"],
  },
  (call, line) => {
    const { files } = call.machine;
    let status = 0;
    const fail = (text: string) => {
      call.err(`mv: ${text}\n`);
      status = 1;
    };
    for (const { from, fromText, to, toText } of targets(call, "mv", line.operands)) {
      const stat = files.stat(from);
      if (!stat) fail(`cannot stat '${fromText}': No such file or directory`);
      else if (from === to) fail(`'${fromText}' and '${toText}' are the same file`);
      else if (to.startsWith(`${from}/`)) fail(`cannot move '${fromText}' to a subdirectory of itself, '${toText}'`);
      else if (files.stat(to) && files.stat(to)?.kind !== stat.kind) {
        fail(
          `cannot overwrite ${stat.kind === "folder" ? "non-directory" : "directory"} '${toText}' with ${stat.kind === "folder" ? "directory" : "non-directory"}`,
        );
      } else if (stat.kind === "folder" && files.list(to).length > 0) {
        fail(`cannot move '${fromText}' to '${toText}': Directory not empty`);
      } else {
        copyTree(files, from, to);
        files.remove(from);
        if (line.on("--verbose")) call.out(`renamed '${fromText}' -> '${toText}'\n`);
      }
    }
    return status;
  },
);
