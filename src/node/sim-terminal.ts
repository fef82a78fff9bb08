import { createInterface, type Interface } from "node:readline";
import type { Session, SessionIo } from "../simulator/cli/session.ts";
import { complete } from "../simulator/cli/completion.ts";
import { isIncomplete } from "../simulator/cli/shell/syntax.ts";
import { home } from "../simulator/cli/create-machine.ts";

const shown = (folder: string): string =>
  folder === home || folder.startsWith(`${home}/`) ? `~${folder.slice(home.length)}` : folder;

/** Lines that programs replace in place: progress of layers. Other output ends them where they stand. */
class LiveLines {
  private ids: string[] = [];

  show(id: string, text: string): void {
    const at = this.ids.indexOf(id);
    if (at === -1) {
      this.ids.push(id);
      process.stdout.write(`${text}\n`);
      return;
    }
    const up = this.ids.length - at;
    process.stdout.write(`\x1b[${up}A\r\x1b[2K${text}\x1b[${up}B\r`);
  }

  end(): void {
    this.ids = [];
  }
}

/** A line typed; undefined at the end of the input, "interrupted" after Ctrl-C. */
const ask = (lines: Interface, question: string): Promise<string | undefined | "interrupted"> =>
  new Promise((done) => {
    const close = () => done(undefined);
    const stop = () => {
      lines.off("close", close);
      process.stdout.write("^C\n");
      done("interrupted");
    };
    lines.once("close", close);
    lines.once("SIGINT", stop);
    lines.question(question, (answer) => {
      lines.off("close", close);
      lines.off("SIGINT", stop);
      done(answer);
    });
  });

/** A prompt on a terminal: history, completion with Tab, Ctrl-C, prompts of programs. */
export async function runTerminal(session: Session, save: () => void): Promise<number> {
  const lines = createInterface({
    input: process.stdin,
    output: process.stdout,
    terminal: true,
    history: [...session.history].reverse(),
    completer: (line: string): [string[], string] => {
      const { from, candidates } = complete(line, line.length, session);
      const only = candidates.length === 1 && candidates[0];
      const texts = only ? [`${only.text}${/[=/]$/.test(only.text) ? "" : " "}`] : candidates.map(({ text }) => text);
      return [texts, line.slice(from)];
    },
  });
  let status = 0;
  let held = "";
  for (;;) {
    const typed = await ask(lines, held === "" ? `learner@laptop:${shown(session.folder)}$ ` : "> ");
    if (typed === undefined) break;
    if (typed === "interrupted") {
      held = "";
      lines.write(null, { ctrl: true, name: "u" });
      continue;
    }
    held = held === "" ? typed : `${held}\n${typed}`;
    if (isIncomplete(held)) continue;
    const { exitCode, asks, explanation, changed } = await execute(session, held, lines);
    held = "";
    status = exitCode;
    if (explanation) {
      const { text, next } = explanation;
      process.stderr.write(`\x1b[2m# ${text}${next === undefined ? "" : ` ${next}`}\x1b[0m\n`);
    }
    if (changed) save();
    if (asks === "exit") break;
  }
  lines.close();
  return status;
}

function execute(session: Session, line: string, lines: Interface) {
  const controller = new AbortController();
  const live = new LiveLines();
  const stop = () => controller.abort();
  lines.on("SIGINT", stop);
  const io: SessionIo = {
    out(text) {
      live.end();
      process.stdout.write(text);
    },
    err(text) {
      live.end();
      process.stderr.write(text);
    },
    live: (id, text) => live.show(id, text),
    terminal: {
      async ask(question, options) {
        lines.off("SIGINT", stop);
        const answer = await (options?.secret ? hidden(lines, question) : ask(lines, question));
        lines.on("SIGINT", stop);
        if (answer === "interrupted") controller.abort();
        return answer === "interrupted" ? undefined : answer;
      },
    },
    signal: controller.signal,
  };
  return session.execute(line, io).finally(() => lines.off("SIGINT", stop));
}

/** Asks without showing what is typed: the terminal's echo is written by readline, so its writer is held back. */
async function hidden(lines: Interface, question: string): Promise<string | undefined | "interrupted"> {
  const output = process.stdout;
  const write = output.write.bind(output);
  const answer = ask(lines, question);
  output.write = () => true;
  try {
    return await answer;
  } finally {
    output.write = write;
    write("\n");
  }
}
