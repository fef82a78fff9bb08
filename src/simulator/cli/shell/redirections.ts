import type { HereDoc, Redirect, Redirection } from "unbash";
import { FileError, resolvePath, type FileSystem } from "../file-system.ts";
import { byteLimit, CommandFault, tooMuch } from "./control.ts";
import type { Expander } from "./expand.ts";
import { bytesOf, Collector, Input, sinkOf, withInput, type Sink, type Streams } from "./streams.ts";
import { notSimulated } from "./syntax.ts";

export interface Opened {
  streams: Streams;
  /** Writes what went to files. */
  close(): void;
}

const devices: Record<string, (streams: Streams) => Sink> = {
  "/dev/null": () => () => undefined,
  "/dev/stdout": (streams) => sinkOf(streams, 1),
  "/dev/stderr": (streams) => sinkOf(streams, 2),
  "/dev/tty": (streams) => sinkOf(streams, 1),
};

/** Names under `/dev` that a path may be. */
export const deviceNames = ["null", "stdin", "stdout", "stderr", "tty"];

/** Opens the files of a command, one redirection after the other, as `> file 2>&1` needs. */
export async function openRedirections(
  redirections: readonly Redirection[],
  streams: Streams,
  expander: Expander,
  files: FileSystem,
): Promise<Opened> {
  let current = streams;
  const closing: (() => void)[] = [];

  const toSink = (descriptor: number, sink: Sink, same: boolean) => {
    const live = descriptor === 1 && !same ? undefined : current.live;
    current = { ...current, live, sinks: new Map(current.sinks).set(descriptor, sink) };
  };

  const openFile = (target: string, append: boolean): Sink => {
    const path = resolvePath(target, expander.state.folder, expander.state.get("HOME") ?? "/");
    const device = devices[path];
    if (device) return device(current);
    const fault = (reason: string) => new CommandFault(`bash: ${target}: ${reason}`);
    if (target === "") throw fault("No such file or directory");
    try {
      const stat = files.stat(path);
      if (stat?.kind === "folder" || target.endsWith("/")) throw fault("Is a directory");
      if (files.stat(path.slice(0, path.lastIndexOf("/")) || "/")?.kind !== "folder") {
        throw fault("No such file or directory");
      }
      const collected = new Collector(byteLimit, () => tooMuch(target));
      if (append && stat) collected.sink(files.bytes(path));
      else files.write(path, "");
      if (append && !stat) files.write(path, "");
      let written = false;
      closing.push(() => {
        if (written) files.write(path, collected.bytes);
      });
      return (chunk) => {
        written = true;
        collected.sink(chunk);
      };
    } catch (error) {
      if (error instanceof FileError) throw fault(error.reason);
      throw error;
    }
  };

  const duplicate = ({ operator, descriptor }: Redirect, target: string) => {
    const from = descriptorOf(descriptor) ?? (operator === "<&" ? 0 : 1);
    if (target === "-") {
      if (from === 0) current = withInput(current, new Uint8Array());
      else toSink(from, () => undefined, false);
      return;
    }
    if (operator === "<&") {
      if (from === 0 && target === "0") return;
      return notSimulated(`redirecting input from descriptor ${target}`);
    }
    if (!/^\d+$/.test(target)) {
      if (descriptor) throw new CommandFault(`bash: ${target}: ambiguous redirect`);
      const sink = openFile(target, false);
      toSink(1, sink, false);
      return toSink(2, sink, false);
    }
    const sink = current.sinks.get(Number(target));
    if (!sink) throw new CommandFault(`bash: ${target}: Bad file descriptor`);
    toSink(from, sink, sink === current.sinks.get(1));
  };

  for (const redirection of redirections) {
    if (redirection.descriptor?.type === "FileDescriptorVariable") return notSimulated("descriptors in variables");
    if (redirection.type === "HereDoc") {
      if (!redirection.closing) {
        const delimiter = redirection.delimiter?.value ?? "";
        const text = `bash: warning: here-document at line 1 delimited by end-of-file (wanted \`${delimiter}')\n`;
        sinkOf(current, 2)(text);
      }
      current = withInput(current, bytesOf(await bodyOf(redirection, expander)));
      continue;
    }
    if (redirection.type === "HereString") {
      current = withInput(current, bytesOf(`${await expander.text(redirection.target)}\n`));
      continue;
    }
    const names = redirection.target ? await expander.fields([redirection.target]) : [];
    if (names.length !== 1) throw new CommandFault(`bash: ${redirection.target?.text ?? ""}: ambiguous redirect`);
    const target = names[0] ?? "";
    const descriptor = descriptorOf(redirection.descriptor);
    switch (redirection.operator) {
      case ">":
      case ">|":
      case ">>": {
        toSink(descriptor ?? 1, openFile(target, redirection.operator === ">>"), false);
        break;
      }
      case "&>":
      case "&>>": {
        const sink = openFile(target, redirection.operator === "&>>");
        toSink(1, sink, false);
        toSink(2, sink, false);
        break;
      }
      case "<": {
        if ((descriptor ?? 0) !== 0) return notSimulated(`redirecting input of descriptor ${descriptor}`);
        current = readFrom(target, current, expander, files);
        break;
      }
      case "<>":
        return notSimulated("opening a file to read and write (<>)");
      case "<&":
      case ">&":
        duplicate(redirection, target);
    }
  }
  return {
    streams: current,
    close() {
      for (const close of closing) close();
    },
  };
}

const descriptorOf = (descriptor: Redirect["descriptor"]): number | undefined =>
  descriptor?.type === "FileDescriptor" ? descriptor.value : undefined;

function readFrom(target: string, streams: Streams, expander: Expander, files: FileSystem): Streams {
  const path = resolvePath(target, expander.state.folder, expander.state.get("HOME") ?? "/");
  if (path === "/dev/null") return withInput(streams, new Uint8Array());
  if (path === "/dev/stdin" || path === "/dev/tty") return streams;
  try {
    return { ...streams, terminal: undefined, input: new Input(files.bytes(path)) };
  } catch (error) {
    if (error instanceof FileError) throw new CommandFault(`bash: ${target}: ${error.reason}`);
    throw error;
  }
}

async function bodyOf({ body, delimiter, operator }: HereDoc, expander: Expander): Promise<string> {
  const whole = delimiter?.quoted
    ? body.text
    : body.parts
      ? await expander.body(body.parts)
      : body.text.replace(/\\([\\$`])/g, "$1").replace(/\\\n/g, "");
  return operator === "<<-" ? whole.replace(/^\t+/gm, "") : whole;
}
