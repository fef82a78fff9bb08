import { createInterface, type Interface } from "node:readline";
import type { Session, SessionIo } from "../simulator/cli/session.ts";
import { complete } from "../simulator/cli/completion.ts";
import { isIncomplete } from "../simulator/cli/shell/syntax.ts";
import { home } from "../simulator/cli/create-machine.ts";

const promptFolder = (folder: string): string =>
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

/** What came of a question: a line, the end of the input, or Ctrl-C. */
type Answer = string | undefined | "interrupted";

/** Lines as they are typed or pasted; those that come before anybody asks wait their turn. */
class Keyboard {
  private readonly waiting: string[] = [];
  private answer: ((answer: Answer) => void) | undefined;
  private closed = false;
  private hidden = false;
  /** Called at Ctrl-C while nothing is being asked. */
  interrupt: () => void = () => undefined;

  constructor(private readonly lines: Interface) {
    lines.on("line", (line) => {
      if (this.answer) this.give(line);
      else this.waiting.push(line);
    });
    lines.on("close", () => {
      this.closed = true;
      this.give(undefined);
    });
    lines.on("history", (history: string[]) => {
      if (this.hidden) history.shift();
    });
    lines.on("SIGINT", () => {
      lines.write(null, { ctrl: true, name: "e" });
      lines.write(null, { ctrl: true, name: "u" });
      process.stdout.write("^C\n");
      this.waiting.length = 0;
      if (this.answer) this.give("interrupted");
      else this.interrupt();
    });
  }

  ask(question: string): Promise<Answer> {
    const next = this.waiting.shift();
    if (next !== undefined || this.closed) {
      process.stdout.write(`${question}${next ?? ""}\n`);
      return Promise.resolve(next);
    }
    this.lines.setPrompt(question);
    this.lines.prompt();
    return new Promise((done) => (this.answer = done));
  }

  /** Asks without showing what is typed: readline writes the echo itself, so its writer is held back. */
  async askHidden(question: string): Promise<Answer> {
    const output = process.stdout;
    const write = output.write.bind(output);
    write(question);
    output.write = () => true;
    this.hidden = true;
    try {
      return await this.ask("");
    } finally {
      this.hidden = false;
      output.write = write;
      write("\n");
    }
  }

  private give(answer: Answer): void {
    const { answer: done } = this;
    this.answer = undefined;
    done?.(answer);
  }
}

/** A prompt on a terminal: history, completion with Tab, Ctrl-C, prompts of programs. */
export async function runTerminal(session: Session, save: () => void): Promise<number> {
  const lines = createInterface({
    input: process.stdin,
    output: process.stdout,
    terminal: true,
    history: [...session.history].reverse(),
    completer: (line: string, done: (error: Error | null, result?: [string[], string]) => void): void => {
      complete(line, line.length, session).then(({ from, candidates }) => {
        const only = candidates.length === 1 && candidates[0];
        const texts = only ? [`${only.text}${/[=/]$/.test(only.text) ? "" : " "}`] : candidates.map(({ text }) => text);
        done(null, [texts, line.slice(from)]);
      }, done);
    },
  });
  const keyboard = new Keyboard(lines);
  let status = 0;
  let command = "";
  for (;;) {
    const typed = await keyboard.ask(command === "" ? `learner@laptop:${promptFolder(session.folder)}$ ` : "> ");
    if (typed === undefined) break;
    if (typed === "interrupted") {
      command = "";
      continue;
    }
    command = command === "" ? typed : `${command}\n${typed}`;
    if (isIncomplete(command)) continue;
    const { exitCode, asks, explanation } = await execute(session, command, keyboard);
    command = "";
    status = exitCode;
    if (explanation) {
      const { text, next } = explanation;
      process.stderr.write(`\x1b[2m# ${text}${next === undefined ? "" : ` ${next}`}\x1b[0m\n`);
    }
    save();
    if (asks === "exit") break;
  }
  lines.close();
  return status;
}

function execute(session: Session, line: string, keyboard: Keyboard) {
  const controller = new AbortController();
  const live = new LiveLines();
  keyboard.interrupt = () => controller.abort();
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
        const answer = await (options?.secret ? keyboard.askHidden(question) : keyboard.ask(question));
        if (answer === "interrupted") controller.abort();
        return answer === "interrupted" ? undefined : answer;
      },
    },
    signal: controller.signal,
  };
  return session.execute(line, io);
}
