import { digestOf } from "../../../world/hash.ts";
import { ExitError } from "../../program.ts";
import { contentOf, countOf, filter, filesOperand, pathOf, standardInput } from "../filter.ts";
import { summaries } from "../../summaries.ts";

const encode = (bytes: Uint8Array): string => {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
};

const wrapped = (text: string, width: number): string =>
  width === 0 ? text : (text.match(new RegExp(`.{1,${width}}`, "g")) ?? []).map((line) => `${line}\n`).join("");

export const base64 = filter(
  {
    name: "base64",
    summary: summaries.base64,
    operands: [{ name: "FILE", required: false, live: "file" }],
    options: [
      ["-d, --decode", "Decode base64."],
      ["-w, --wrap COLUMNS", "Line length; 0 disables line breaks."],
      ["-i, --ignore-garbage", "With -d: ignore characters that aren't base64."],
    ],
    examples: ["echo -n user:password | base64"],
  },
  async (call, line) => {
    const bytes = await contentOf(call, "base64", line.operands[0] ?? "-");
    if (!bytes) return 1;
    if (!line.on("--decode")) {
      const text = wrapped(encode(bytes), countOf("base64", line.text("--wrap") ?? "76", "columns"));
      if (text !== "") call.out(text);
      return 0;
    }
    const text = new TextDecoder().decode(bytes).replace(line.on("--ignore-garbage") ? /[^A-Za-z0-9+/=]/g : /\n/g, "");
    const good = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?/.exec(text)?.[0] ?? "";
    if (good !== "") call.out(Uint8Array.from(atob(good), (char) => char.charCodeAt(0)));
    if (good === text) return 0;
    // The real one prints what it could read of the last group as well.
    const remainder = text.slice(good.length).replace(/[^A-Za-z0-9+/].*$/s, "");
    if (remainder.length > 1) call.out(Uint8Array.from(atob(remainder), (char) => char.charCodeAt(0)));
    throw new ExitError(1, "base64: invalid input", {
      code: "NotBase64",
      text: "The input has characters that base64 does not have, or stops in the middle.",
      next: "Check for a missing = at the end, or what came before it in the pipe.",
    });
  },
);

export const sha256sum = filter(
  {
    name: "sha256sum",
    summary: summaries.sha256sum,
    operands: filesOperand,
    examples: ["sha256sum Dockerfile"],
  },
  async (call, line) => {
    let status = 0;
    for (const path of line.operands.length > 0 ? line.operands : ["-"]) {
      const bytes = await contentOf(call, "sha256sum", path);
      if (bytes) call.out(`${digestOf(call.machine.hash, bytes).replace("sha256:", "")}  ${path}\n`);
      else status = 1;
    }
    return status;
  },
);

export const tee = filter(
  {
    name: "tee",
    summary: summaries.tee,
    operands: filesOperand,
    options: [["-a, --append", "Append to the files."]],
    examples: ["echo v1 | tee version.txt"],
  },
  async (call, line) => {
    const { files } = call.machine;
    const bytes = await standardInput(call);
    let status = 0;
    for (const path of line.operands) {
      const whole = pathOf(call, path);
      const folder = whole.slice(0, whole.lastIndexOf("/")) || "/";
      const stat = files.stat(whole);
      const reason =
        stat?.kind === "folder"
          ? "Is a directory"
          : files.stat(folder)?.kind === "folder" || whole.startsWith("/dev/")
            ? undefined
            : "No such file or directory";
      if (reason !== undefined) {
        call.err(`tee: ${path}: ${reason}\n`);
        status = 1;
        continue;
      }
      const existing = line.on("--append") && stat ? files.bytes(whole) : new Uint8Array();
      const content = new Uint8Array(existing.length + bytes.length);
      content.set(existing);
      content.set(bytes, existing.length);
      files.write(whole, content);
    }
    if (bytes.length > 0) call.out(bytes);
    return status;
  },
);
