import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { git } from "../../../../src/simulator/cli/git/git.ts";
import type { Simulator } from "../../../../src/simulator/simulator.ts";
import { aMachine, runProgram } from "../../../support/program.ts";
import { aSimulator } from "../../../support/simulator.ts";

const home = "/home/learner";
const folder = `${home}/web`;

async function committed(): Promise<Simulator> {
  const simulator = aSimulator();
  const { files } = aMachine(simulator);
  files.write(`${folder}/Dockerfile`, "FROM alpine:3.20\n");
  files.write(`${folder}/src/app.js`, "1");
  await runProgram(simulator, git, "init", { folder });
  await runProgram(simulator, git, "add .", { folder });
  await runProgram(simulator, git, ["commit", "-m", "first cut"], { folder });
  return simulator;
}

const pushed = async () => {
  const simulator = await committed();
  await runProgram(simulator, git, "remote add origin https://github.com/shop/web.git", { folder });
  const answer = await runProgram(simulator, git, "push -u origin main", { folder });
  return { simulator, answer };
};

describe("git", () => {
  it("stores commits and shows them, newest first", async () => {
    const simulator = await committed();
    aMachine(simulator).files.write(`${folder}/Dockerfile`, "FROM alpine:3.21\n");
    const dirty = await runProgram(simulator, git, "status -s", { folder: `${folder}/src` });
    expect(dirty.out).toBe(" M Dockerfile\n");
    const made = await runProgram(simulator, git, ["commit", "-am", "newer base"], { folder });
    expect(made.out).toMatch(/^\[main [0-9a-f]{7}\] newer base\n 1 file changed\n$/);
    const log = await runProgram(simulator, git, "log --oneline", { folder });
    expect(log.out).toMatch(/^[0-9a-f]{7} newer base\n[0-9a-f]{7} first cut\n$/);
    expect((await runProgram(simulator, git, "status", { folder })).out).toBe(
      "On branch main\nnothing to commit, working tree clean\n",
    );
  });

  it("pushes to the git host, where the branch then has the same commit", async () => {
    const { simulator, answer } = await pushed();
    expect(answer.err).toBe("To https://github.com/shop/web.git\n * [new branch]      main -> main\n");
    const log = await runProgram(simulator, git, "log", { folder });
    const id = /^commit ([0-9a-f]{40})/.exec(log.out)?.[1];
    const there = simulator.world.get("git", "https://github.com/shop/web");
    expect(there?.branches).toEqual({ main: id });
    expect(there?.commits[id ?? ""]?.files).toEqual({ Dockerfile: "FROM alpine:3.20\n", "src/app.js": "1" });
    expect((await runProgram(simulator, git, "push", { folder })).err).toBe("Everything up-to-date\n");
  });

  it("removes a deleted file at the host and in a clone", async () => {
    const { simulator } = await pushed();
    aMachine(simulator).files.remove(`${folder}/src`);
    await runProgram(simulator, git, ["commit", "-am", "no app"], { folder });
    await runProgram(simulator, git, "push", { folder });
    const cloned = await runProgram(simulator, git, "clone https://github.com/shop/web.git copy");
    expect(cloned.exitCode).toBe(0);
    expect(aMachine(simulator).files.list(`${home}/copy`)).toEqual([".git", "Dockerfile"]);
  });

  it("rejects a push that would lose the commits of another, and takes them over with pull", async () => {
    const { simulator } = await pushed();
    await runProgram(simulator, git, "clone https://github.com/shop/web.git copy");
    aMachine(simulator).files.write(`${home}/copy/new.txt`, "n");
    await runProgram(simulator, git, "add .", { folder: `${home}/copy` });
    await runProgram(simulator, git, ["commit", "-m", "from the copy"], { folder: `${home}/copy` });
    await runProgram(simulator, git, "push", { folder: `${home}/copy` });
    const behind = await runProgram(simulator, git, "pull", { folder });
    expect([behind.exitCode, behind.err]).toEqual([0, ""]);
    expect(aMachine(simulator).files.text(`${folder}/new.txt`)).toBe("n");

    aMachine(simulator).files.write(`${home}/copy/new.txt`, "other");
    await runProgram(simulator, git, ["commit", "-am", "again"], { folder: `${home}/copy` });
    await runProgram(simulator, git, "push", { folder: `${home}/copy` });
    aMachine(simulator).files.write(`${folder}/new.txt`, "mine");
    await runProgram(simulator, git, ["commit", "-am", "mine"], { folder });
    const refused = await runProgram(simulator, git, "push", { folder });
    expect(refused.exitCode).toBe(1);
    expect(refused.err).toContain("! [rejected]        main -> main (fetch first)");
    expect((await runProgram(simulator, git, "pull", { folder })).exitCode).toBe(128);
    expect(aMachine(simulator).files.text(`${folder}/new.txt`)).toBe("mine");
  });

  it("switches to a branch and back, with the files of each", async () => {
    const simulator = await committed();
    const { files } = aMachine(simulator);
    await runProgram(simulator, git, "checkout -b feature", { folder });
    files.write(`${folder}/feature.txt`, "f");
    await runProgram(simulator, git, "add .", { folder });
    await runProgram(simulator, git, ["commit", "-m", "feature"], { folder });
    await runProgram(simulator, git, "switch main", { folder });
    expect(files.stat(`${folder}/feature.txt`)).toBeUndefined();
    await runProgram(simulator, git, "switch feature", { folder });
    expect(files.text(`${folder}/feature.txt`)).toBe("f");
    files.write(`${folder}/Dockerfile`, "FROM scratch\n");
    expect((await runProgram(simulator, git, "switch main", { folder })).err).toContain("would be overwritten");
  });

  it("says what is wrong outside a repository, without a message, a remote, a commit or a host", async () => {
    const simulator = await committed();
    expect((await runProgram(simulator, git, "status")).err).toContain("fatal: not a git repository");
    const silent = await runProgram(simulator, git, "commit --allow-empty", { folder });
    expect(silent).toMatchObject({ exitCode: 1, err: "Aborting commit due to empty commit message.\n" });
    expect((await runProgram(simulator, git, "push", { folder })).exitCode).toBe(128);
    expect((await runProgram(simulator, git, "frob", { folder })).exitCode).toBe(1);
    await runProgram(simulator, git, "remote add origin https://example.invalid/a/b", { folder });
    expect((await runProgram(simulator, git, "push", { folder })).err).toContain("Could not resolve host");
  });

  it("ends for any arguments, and changes files outside .git only on checkout, clone and pull", async () => {
    const words = fc.constantFrom(
      "add",
      "commit",
      "-m",
      "x",
      ".",
      "log",
      "branch",
      "push",
      "remote",
      "-v",
      "--",
      "-a",
      "..",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(words, { maxLength: 5 }), async (line) => {
        const simulator = await committed();
        const before = aMachine(simulator).files.list(folder);
        const { exitCode } = await runProgram(simulator, git, line, { folder });
        expect(exitCode).toBeLessThan(130);
        expect(aMachine(simulator).files.list(folder)).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  it("says which addresses it can reach", async () => {
    const simulator = aSimulator();
    for (const address of ["app", "git@github.com:fabrikam/app.git", "contoso.azurecr.io/web:v1", "file:///tmp/app"]) {
      const { exitCode, err } = await runProgram(simulator, git, `clone ${address} here`);
      expect([exitCode, err]).toEqual([128, expect.stringContaining(`fatal: repository '${address}' does not exist`)]);
    }
  });
});
