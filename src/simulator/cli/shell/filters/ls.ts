import type { GoLine } from "../../go-options.ts";
import type { FileStat } from "../../file-system.ts";
import type { Call } from "../../program.ts";
import { filter, pathOf } from "../filter.ts";
import { summaries } from "../../summaries.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Half a year: older files show the year in place of the time. */
const recentMs = 182 * 24 * 60 * 60_000;

function dateOf(moment: number, now: number): string {
  const date = new Date(moment);
  const pad = (value: number) => String(value).padStart(2, "0");
  const day = `${months[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)}`;
  const recent = now - moment < recentMs && moment <= now;
  return `${day} ${recent ? `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}` : ` ${date.getUTCFullYear()}`}`;
}

/** `4.0K`, `12M`, as ls rounds: up, with one place below ten. */
export function humanSize(bytes: number): string {
  if (bytes < 1024) return String(bytes);
  let size = bytes;
  let unit = -1;
  while (size >= 1024 && unit < 4) {
    size /= 1024;
    unit++;
  }
  const sizeText = size < 10 ? (Math.ceil(size * 10) / 10).toFixed(1) : String(Math.ceil(size));
  return `${sizeText}${"KMGTP"[unit]}`;
}

/** A folder takes one block of the file system. */
const folderSize = 4096;

interface Entry {
  name: string;
  stat: FileStat;
}

function listing(entries: Entry[], line: GoLine, call: Call): string {
  const sorted = [...entries];
  if (line.on("-t")) sorted.sort((a, b) => b.stat.modified - a.stat.modified);
  if (line.on("-S")) sorted.sort((a, b) => b.stat.size - a.stat.size);
  if (line.on("--reverse")) sorted.reverse();
  const named = ({ name, stat }: Entry) => `${name}${line.on("--classify") && stat.kind === "folder" ? "/" : ""}`;
  if (!line.on("-l")) {
    const columns = call.live !== undefined && !line.on("-1");
    return sorted.length === 0 ? "" : `${sorted.map(named).join(columns ? "  " : "\n")}\n`;
  }
  const sizes = sorted.map(({ stat }) => {
    const size = stat.kind === "folder" ? folderSize : stat.size;
    return line.on("--human-readable") ? humanSize(size) : String(size);
  });
  const width = Math.max(0, ...sizes.map((size) => size.length));
  return sorted
    .map((entry, index) => {
      const { kind, modified } = entry.stat;
      const mode = kind === "folder" ? "drwxr-xr-x 2" : "-rw-r--r-- 1";
      const when = dateOf(modified, call.machine.now());
      return `${mode} learner learner ${(sizes[index] ?? "").padStart(width)} ${when} ${named(entry)}\n`;
    })
    .join("");
}

export const ls = filter(
  {
    name: "ls",
    summary: summaries.ls,
    operands: [{ name: "PATH", required: false, many: true, live: "file" }],
    options: [
      ["-l", "Show details such as size and date."],
      ["-a, --all", "Include names that start with a dot."],
      ["-A, --almost-all", "Same as -a, without . and .."],
      ["-1", "Print one name per line."],
      ["-h, --human-readable", "With -l: print sizes such as 4.0K."],
      ["-d, --directory", "List folders themselves, not their content."],
      ["-R, --recursive", "List subfolders recursively."],
      ["-t", "Sort by time, newest first."],
      ["-S", "Sort by size, largest first."],
      ["-r, --reverse", "Reverse the order."],
      ["-F, --classify", "Append a slash to folder names."],
    ],
    examples: ["ls -l"],
    fault: 2,
  },
  (call, line) => {
    const { files } = call.machine;
    const paths = line.operands.length > 0 ? line.operands : ["."];
    let status = 0;
    const single: Entry[] = [];
    const folders: string[] = [];
    for (const path of paths) {
      const whole = pathOf(call, path);
      const stat = files.stat(whole);
      if (!stat) {
        call.err(`ls: cannot access '${path}': No such file or directory\n`);
        status = 2;
      } else if (stat.kind === "folder" && !line.on("--directory")) folders.push(path);
      else single.push({ name: path, stat });
    }
    call.out(listing(single, line, call));
    const titled = folders.length + single.length > 1 || line.on("--recursive");
    let first = single.length === 0;
    const show = (path: string) => {
      const whole = pathOf(call, path);
      const hidden = line.on("--all") || line.on("--almost-all");
      const names = files.list(whole).filter((name) => hidden || !name.startsWith("."));
      const entries = names.flatMap((name) => {
        const stat = files.stat(whole === "/" ? `/${name}` : `${whole}/${name}`);
        return stat ? [{ name, stat }] : [];
      });
      const here = files.stat(whole);
      if (line.on("--all") && here) entries.unshift({ name: ".", stat: here }, { name: "..", stat: here });
      if (!first) call.out("\n");
      first = false;
      if (titled) call.out(`${path}:\n`);
      if (line.on("-l"))
        call.out(
          `total ${entries.reduce((sum, { stat }) => sum + Math.ceil(stat.size / 4096) * 4 + (stat.kind === "folder" ? 4 : 0), 0)}\n`,
        );
      call.out(listing(entries, line, call));
      if (!line.on("--recursive")) return;
      for (const { name, stat } of entries) {
        if (stat.kind === "folder" && name !== "." && name !== "..") show(`${path.replace(/\/$/, "")}/${name}`);
      }
    };
    for (const path of folders) show(path);
    return status;
  },
);
