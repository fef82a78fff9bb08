import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeHash } from "../../../../src/node/node-hash.ts";
import { ExitError, type Program } from "../../../../src/simulator/cli/program.ts";
import { diffWorlds } from "../../../../src/simulator/world/diff.ts";
import { exportWorld, importWorld } from "../../../../src/simulator/world/world-file.ts";
import { aShell } from "../../../support/shell.ts";

/** A program of one behavior. */
const aProgram = (name: string, execute: Program["execute"]): Program => ({
  name,
  summary: name,
  commands: () => [{ name, summary: name, options: [] }],
  execute,
});

const bug = aProgram("bug", ({ machine, folder, out }) => {
  machine.files.write(`${folder}/half`, "done");
  out("so far\n");
  throw new TypeError("undefined is not a function");
});

const asks = aProgram("asks", async ({ terminal, out }) => {
  const answer = await terminal?.ask("Sure? ");
  out(`${answer ?? "no tty"}\n`);
  return 0;
});

describe("a command line", () => {
  it("reports whether it changed anything but time, ids and the shell's own state", async () => {
    const { run } = aShell();
    expect((await run("echo one > a; echo two > b")).changed).toBe(true);
    expect((await run("cat a; ls; nosuch")).changed).toBe(false);
    expect((await run("rm a")).changed).toBe(true);
  });

  it("continues with the folder and the variables of a world that is put back, and keeps the lines that were typed", async () => {
    const { simulator, session, runAll, run } = aShell();
    await runAll("mkdir app", "cd app", "V=1");
    const before = simulator.world;
    await runAll("touch f", "V=2", "cd ..");
    simulator.moveTo(before);
    expect(session.folder).toBe("/home/learner/app");
    expect((await run("echo $V; pwd; ls")).out).toBe("1\n/home/learner/app\n");
    expect(session.history).toEqual(["mkdir app", "cd app", "V=1", "touch f", "V=2", "cd ..", "echo $V; pwd; ls"]);
  });
});

describe("a session", () => {
  it("is stored in the world: a saved world continues with its folder, variables, functions and history", async () => {
    const first = aShell();
    await first.runAll("mkdir app", "cd app", "export A=1", "f() { echo $A $1; }");
    const text = exportWorld(nodeHash, first.simulator.world);
    const read = importWorld(nodeHash, text);
    if (!read.ok) throw new Error(read.refusal.message);
    const second = aShell();
    second.simulator.moveTo(read.value);
    expect((await second.run("f x; pwd; history | head -1")).out).toBe("1 x\n/home/learner/app\n    1  mkdir app\n");
  });

  it("runs one line after the other, however they are given", async () => {
    const { run } = aShell();
    const runs = ["sleep 5; echo a >> f", "echo b >> f", "cat f"].map((line) => run(line));
    expect((await Promise.all(runs)).at(-1)?.out).toBe("a\nb\n");
  });

  it("stops at Ctrl-C with 130 and keeps what was done until then", async () => {
    const { run } = aShell();
    const controller = new AbortController();
    const running = run("echo 1 > f; while true; do :; done; echo 2 > f", { signal: controller.signal });
    setTimeout(() => controller.abort(), 5);
    expect(await running).toMatchObject({ exitCode: 130, changed: true });
    expect((await run("cat f; echo $?")).out).toBe("1\n0\n");
  });

  it("catches a bug: exit 70, a message, and an unchanged world", async () => {
    const { simulator, run } = aShell({ programs: [bug] });
    const before = simulator.world;
    const { exitCode, err, out, bug: thrown, changed } = await run("bug; echo on");
    expect({ exitCode, out, changed }).toEqual({ exitCode: 70, out: "so far\n", changed: false });
    expect(err).toContain("please report it");
    expect(thrown).toBeInstanceOf(TypeError);
    const changes = diffWorlds(before, simulator.world).map(({ table }) => table);
    expect(changes).toEqual(["shell"]);
    expect((await run("echo $?")).out).toBe("70\n");
  });

  it("lets programs ask at a terminal, and gives them none in a pipe or without one", async () => {
    const shell = () => aShell({ programs: [asks] });
    expect((await shell().run("asks", { answers: ["yes"] })).out).toBe("yes\n");
    expect((await shell().run("asks")).out).toBe("no tty\n");
    expect((await shell().run("echo n | asks", { answers: ["yes"] })).out).toBe("no tty\n");
    expect((await shell().run("read -p 'Name: ' N; echo $N", { answers: ["contoso"] })).out).toBe("contoso\n");
  });

  it("shows live lines only while standard output is the terminal", async () => {
    const progress = aProgram("progress", ({ live, out }) => {
      if (live) live("layer", "50%");
      else out("plain\n");
      return Promise.resolve(0);
    });
    const lines: string[] = [];
    const live = (id: string, text: string) => void lines.push(`${id}: ${text}`);
    const { run } = aShell({ programs: [progress] });
    expect((await run("progress", { live })).out).toBe("");
    expect(lines).toEqual(["layer: 50%"]);
    expect((await run("progress > f; echo $(progress)", { live })).out).toBe("plain\n");
    expect(lines).toHaveLength(1);
  });

  it("shows the requests of a command, and explains a failure by the plane's own error", async () => {
    const { run } = aShell({ sku: "Basic" });
    const { exchanges, exitCode, explanation } = await run("curl -sf https://contoso.azurecr.io/v2/_catalog");
    expect(exitCode).not.toBe(0);
    expect(
      exchanges.map(({ request, response }) => [request.method, new URL(request.url).pathname, response.status]),
    ).toEqual([["GET", "/v2/_catalog", 401]]);
    expect(explanation).toMatchObject({ code: expect.any(String) as string, text: expect.any(String) as string });
    expect((await run("curl -s https://contoso.azurecr.io/v2/_catalog > f")).explanation).toBeUndefined();
  });

  it("keeps the first explanation that a program gives, and passes what the terminal is asked for", async () => {
    const fails = aProgram("fails", () => Promise.reject(new ExitError(3, "no", { code: "Reason", text: "Because." })));
    const { run } = aShell({ programs: [fails] });
    expect(await run("fails; nosuch")).toMatchObject({ exitCode: 127, explanation: { code: "Reason" } });
    expect(await run("clear")).toMatchObject({ asks: "clear", exitCode: 0 });
    expect(await run("exit 4")).toMatchObject({ asks: "exit", exitCode: 4 });
  });

  it("keeps the previous status after an empty line or a comment", async () => {
    const { run } = aShell();
    await run("false");
    expect((await run("   ")).exitCode).toBe(0);
    expect((await run("# a comment")).exitCode).toBe(0);
    expect((await run("echo $?")).out).toBe("1\n");
  });
});

/** Pieces that lines are made of, so that many of them run. */
const piece = fc.constantFrom(
  ..."echo|cat f|ls|grep a|sort|sed s/a/b/|tr a b|xargs|head -1|az acr|kubectl get|git|curl -s|cd|export A=1|unset A|f()|test".split(
    "|",
  ),
  ..."|,||,&&,;,&,(,),{,},$(,`,\",',\\,$,${,$((,)),<,>,>>,<<,<<<,2>&1,*,?,[,],!,#,~,=,\n, ,-, -n ,if,then,fi,do,done,for,in,while,case,esac".split(
    ",",
  ),
);
const line = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc
    .array(fc.oneof({ weight: 3, arbitrary: piece }, fc.string({ maxLength: 6 })), { maxLength: 12 })
    .map((words) => words.join(" ")),
  fc.array(piece, { maxLength: 12 }).map((words) => words.join("")),
);

describe("any text as a command line", () => {
  it("ends with a status and without a fault of ours", async () => {
    const { run } = aShell();
    await fc.assert(
      fc.asyncProperty(line, async (text) => {
        const { bug: fault, exitCode } = await run(text);
        expect(fault).toBeUndefined();
        expect(exitCode).toBeGreaterThanOrEqual(0);
        expect(exitCode).toBeLessThanOrEqual(255);
      }),
      { numRuns: 1_000 },
    );
  }, 120_000);
});
