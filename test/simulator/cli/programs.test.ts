import { describe, expect, it } from "vitest";
import { complete } from "../../../src/simulator/cli/completion.ts";
import { createSession } from "../../../src/simulator/cli/session.ts";
import { createHost } from "../../../src/simulator/start-shell.ts";
import { summaries } from "../../../src/simulator/cli/summaries.ts";
import { installedProgram, loadedPrograms } from "../../support/programs.ts";
import { aSimulator } from "../../support/simulator.ts";

describe("the programs of the machine", () => {
  it("have the names and summaries under which they are listed", async () => {
    const loaded = await loadedPrograms();
    expect(Object.fromEntries(loaded.map(({ name, summary }) => [name, summary]))).toEqual(summaries);
    expect(loaded.length).toBe(Object.keys(summaries).length);
  });

  it("are loaded when they are started, completed or asked for help, and not before", async () => {
    const loads: string[] = [];
    const [az] = await loadedPrograms();
    if (!az) throw new Error("no az");
    const listed = { ...installedProgram(az), load: () => Promise.resolve(az).finally(() => loads.push("az")) };
    const session = createSession(createHost(aSimulator()), { programs: [listed] });
    const { signal } = new AbortController();
    const io = { out: () => undefined, err: () => undefined, signal };
    await session.execute("type az; which az; help; help az; command -v az", io);
    await complete("a", 1, session);
    expect(loads).toEqual([]);
    await complete("az ac", 5, session);
    expect(loads).toHaveLength(1);
    await session.execute("az --help", io);
    expect(loads).toHaveLength(2);
  });

  it("fail with an explanation where their code can't be fetched, and run once it can", async () => {
    let online = false;
    const echo = {
      name: "greet",
      summary: "Greet.",
      load: () =>
        online
          ? Promise.resolve({
              name: "greet",
              summary: "Greet.",
              commands: () => [],
              execute: ({ out }: { out(text: string): void }) => {
                out("hello\n");
                return Promise.resolve(0);
              },
            })
          : Promise.reject(new TypeError("Failed to fetch")),
    };
    const session = createSession(createHost(aSimulator()), { programs: [echo] });
    const run = async (line: string) => {
      let [out, err] = ["", ""];
      const { exitCode, explanation, changed } = await session.execute(line, {
        out: (text) => (out += String(text)),
        err: (text) => (err += text),
        signal: new AbortController().signal,
      });
      return { out, err, exitCode, code: explanation?.code, changed };
    };
    expect(await run("greet")).toEqual({
      out: "",
      err: "bash: greet: cannot be loaded\n",
      exitCode: 126,
      code: "ProgramNotLoaded",
      changed: false,
    });
    online = true;
    expect(await run("greet")).toMatchObject({ out: "hello\n", exitCode: 0 });
  });
});
