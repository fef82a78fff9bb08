import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { afterAll, describe, expect, it } from "vitest";
import { readSimOptions } from "../../src/node/sim-options.ts";
import { simContent } from "../support/sim-content.ts";
import { openSimSession } from "../../src/node/sim-session.ts";
import { runJson, runScript } from "../../src/node/sim.ts";
import { valueOf } from "../support/value-of.ts";

const root = join(import.meta.dirname, "../../");
const folder = mkdtempSync(join(tmpdir(), "drydock-sim-"));
afterAll(() => rmSync(folder, { recursive: true }));

const textOf = (stream: PassThrough): string => String(stream.read() ?? "");

interface Line {
  command: string;
  stdout: string;
  stderr: string;
  exitCode: number;
}

const signal = new AbortController().signal;

/** What `--json` prints for lines of input, in a session of its own unless one is given. */
async function json(input: string, args: string[] = []): Promise<Line[]> {
  const { session, save, close } = valueOf(openSimSession(simContent, valueOf(readSimOptions(["--json", ...args]))));
  const [out, err] = [new PassThrough({ highWaterMark: 2 ** 26 }), new PassThrough()];
  await runJson(session, { input: Readable.from([input]), out, err }, signal);
  save();
  close();
  expect(textOf(err)).toBe("");
  const lines = textOf(out).split("\n");
  expect(lines.pop()).toBe("");
  return lines.map((line) => JSON.parse(line) as Line);
}

describe("npm run sim -- --json", () => {
  it("prints one JSON line per input line, in order, whatever the line does", async () => {
    expect(await json("echo hi\n\nnosuch\nexit 3\n# comment\necho 'open\ncat <<EOF\nfalse\r\necho last")).toEqual([
      { command: "echo hi", stdout: "hi\n", stderr: "", exitCode: 0 },
      { command: "", stdout: "", stderr: "", exitCode: 0 },
      { command: "nosuch", stdout: "", stderr: "bash: nosuch: command not found\n", exitCode: 127 },
      { command: "exit 3", stdout: "", stderr: "", exitCode: 3 },
      { command: "# comment", stdout: "", stderr: "", exitCode: 0 },
      {
        command: "echo 'open",
        stdout: "",
        stderr: "bash: unexpected EOF while looking for matching `''\n",
        exitCode: 2,
      },
      {
        command: "cat <<EOF",
        stdout: "",
        stderr: "bash: warning: here-document at line 1 delimited by end-of-file (wanted `EOF')\n",
        exitCode: 0,
      },
      { command: "false", stdout: "", stderr: "", exitCode: 1 },
      { command: "echo last", stdout: "last\n", stderr: "", exitCode: 0 },
    ]);
  });

  it("never takes the next line as the answer to a prompt", async () => {
    const [first, second, third] = await json("read -p 'Name: ' N; echo got $N\ncat\necho next\n");
    expect(first).toMatchObject({ stdout: "got\n" });
    expect(second).toMatchObject({ stdout: "", exitCode: 0 });
    expect(third).toMatchObject({ command: "echo next", stdout: "next\n" });
  });

  it("keeps folder, variables, files and virtual time over the run", async () => {
    const lines = await json("mkdir app\ncd app\nexport V=1\necho $V > f\nsleep 1d\npwd; cat f; date +%F\n");
    expect(lines.at(-1)?.stdout).toBe("/home/learner/app\n1\n2026-09-02\n");
  });

  it("prints the same for the same seed, and follows the rules of the profile", async () => {
    const script = "echo $RANDOM $RANDOM\naz group create -n shop -l westeurope\naz group list\n";
    expect(await json(script, ["--seed", "5"])).toEqual(await json(script, ["--seed", "5"]));
    expect((await json(script, ["--seed", "6"]))[0]).not.toEqual((await json(script, ["--seed", "5"]))[0]);
    const { session } = valueOf(openSimSession(simContent, valueOf(readSimOptions(["--profile", "azure"]))));
    expect(session.host.rules().profile).toBe("azure");
  });

  it("continues where --state left off, and rejects another profile for it", async () => {
    for (const state of [join(folder, "world.json"), join(folder, "state.drydock"), join(folder, "deep/folder")]) {
      await json("mkdir app\ncd app\nX=kept\nseq 5000 > big.txt\n", ["--state", state]);
      const lines = await json("pwd; echo $X; tail -1 big.txt; history | head -1\n", ["--state", state]);
      expect(lines[0]?.stdout).toBe("/home/learner/app\nkept\n5000\n    1  mkdir app\n");
      await expect(json("ls\n", ["--state", state, "--profile", "azure"])).rejects.toThrow("chapter profile");
    }
  });

  it("runs a thousand lines with virtual sleeps", async () => {
    const lines = await json(Array.from({ length: 1_000 }, (_, at) => `echo ${at} >> f; sleep 60`).join("\n"));
    expect(lines).toHaveLength(1_000);
  });
});

describe("npm run sim with lines from a file", () => {
  const script = async (input: string) => {
    const { session } = valueOf(openSimSession(simContent, valueOf(readSimOptions([]))));
    const [out, err] = [new PassThrough(), new PassThrough()];
    const status = await runScript(session, { input: Readable.from([input]), out, err }, signal);
    return { status, out: textOf(out), err: textOf(err) };
  };

  it("reads them as a shell reads a script: blocks, here-documents and continued lines", async () => {
    const text = "for i in 1 2\ndo\n  echo $i\ndone\ncat <<EOF\na\nb\nEOF\necho one \\\n  two\n";
    expect(await script(text)).toEqual({ status: 0, out: "1\n2\na\nb\none two\n", err: "" });
  });

  it("continues after a failure, ends at exit, and returns the last status", async () => {
    expect(await script("nosuch\necho on\nexit 4\necho not\n")).toEqual({
      status: 4,
      out: "on\n",
      err: "bash: nosuch: command not found\n",
    });
    expect((await script("echo 'open\n")).status).toBe(2);
  });
});

describe("the options of npm run sim", () => {
  it("are rejected with a reason when they are invalid", () => {
    const options = (...args: string[]) => valueOf(readSimOptions(args));
    expect(() => options("--profile", "aws")).toThrow("--profile is one of chapter, azure, not aws.");
    expect(() => options("--seed", "x")).toThrow("--seed is a whole number, not x.");
    expect(() => options("--frob")).toThrow("--frob");
    expect(() => options("--seed")).toThrow("--seed");
    expect(options("--seed", "9", "--profile", "azure")).toMatchObject({ seed: 9, profile: "azure" });
  });
});

describe("the command itself", () => {
  it("prints only JSON lines on standard output", async () => {
    const child = spawn("npm", ["run", "sim", "--", "--json"], { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
    let out = "";
    child.stdout.on("data", (piece: Buffer) => (out += piece.toString()));
    child.stdin.end("echo hi\n");
    const status = await new Promise((done) => child.on("close", done));
    expect({ status, out }).toEqual({
      status: 0,
      out: '{"command":"echo hi","stdout":"hi\\n","stderr":"","exitCode":0}\n',
    });
  }, 60_000);
});
