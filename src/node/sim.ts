import type { Readable, Writable } from "node:stream";
import type { Execution, Session, SessionIo } from "../simulator/cli/session.ts";
import { isIncomplete } from "../simulator/cli/shell/syntax.ts";

export interface SimStreams {
  input: Readable;
  out: Writable;
  err: Writable;
}

/** Waits until what was written has gone out, so that a slow reader is not buried in it. */
const written = (stream: Writable, text: string | Uint8Array): Promise<void> =>
  new Promise((done) => {
    if (stream.write(text)) done();
    else stream.once("drain", done);
  });

/** Lines of a stream without their ends; the last one counts with or without one. */
async function* linesOf(input: Readable): AsyncGenerator<string> {
  let rest = "";
  input.setEncoding("utf8");
  for await (const piece of input) {
    const lines = (rest + String(piece)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield line.replace(/\r$/, "");
  }
  if (rest !== "") yield rest;
}

/** One command and what it printed, as `--json` shows it. */
async function collected(session: Session, line: string, signal: AbortSignal): Promise<string> {
  const out: Buffer[] = [];
  let stderr = "";
  const { exitCode } = await session.execute(line, {
    out: (text) => out.push(Buffer.from(text)),
    err: (text) => (stderr += text),
    signal,
  });
  return JSON.stringify({ command: line, stdout: Buffer.concat(out).toString("utf8"), stderr, exitCode });
}

/**
 * Runs the lines of a stream, one command each, and prints one JSON line per input line. Nothing can answer
 * a prompt, so none takes the next line. `save` is called after each command, before its line is printed.
 */
export async function runJson(
  session: Session,
  { input, out }: SimStreams,
  signal: AbortSignal,
  save: () => void = () => undefined,
): Promise<void> {
  for await (const line of linesOf(input)) {
    if (signal.aborted) return;
    const printed = await collected(session, line, signal);
    save();
    await written(out, `${printed}\n`);
  }
}

/** Runs the lines of a stream as a shell reads a script, with a `save` after each; gives the exit status of the last command. */
export async function runScript(
  session: Session,
  { input, out, err }: SimStreams,
  signal: AbortSignal,
  save: () => void = () => undefined,
): Promise<number> {
  let status = 0;
  let command = "";
  const io: SessionIo = { out: (text) => out.write(text), err: (text) => err.write(text), signal };
  const run = async (text: string): Promise<Execution> => {
    const execution = await session.execute(text, io);
    save();
    await written(out, "");
    return execution;
  };
  for await (const line of linesOf(input)) {
    if (signal.aborted) return 130;
    command = command === "" ? line : `${command}\n${line}`;
    if (isIncomplete(command)) continue;
    const { exitCode, asks } = await run(command);
    command = "";
    status = exitCode;
    if (asks === "exit") return status;
  }
  return command === "" ? status : (await run(command)).exitCode;
}
