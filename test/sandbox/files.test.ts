import { describe, expect, it } from "vitest";
import { aBrowser } from "../support/sandbox.ts";

const home = "/home/learner";

async function aMachine(...lines: string[]) {
  const { sandbox } = await aBrowser().openTab();
  await sandbox.request("create", { template: "empty", profile: "azure" });
  const run = async (line: string) => {
    const block = await sandbox.request("execute", { line });
    return { exitCode: block.exitCode, text: block.output.map(({ text }) => text).join("") };
  };
  for (const line of lines) expect((await run(line)).exitCode, line).toBe(0);
  return { sandbox, run };
}

describe("the files of the machine", () => {
  it("are listed folder by folder, folders first, what programs keep marked as hidden", async () => {
    const { sandbox } = await aMachine("mkdir .azure; echo x > .dockerignore");
    const listed = await sandbox.request("files", {});
    expect(listed?.filter(({ hidden }) => !hidden).map(({ name, kind }) => [name, kind])).toEqual([
      ["app", "folder"],
      ["mychart", "folder"],
      [".dockerignore", "file"],
      ["Dockerfile", "file"],
      ["azure-pipelines.yml", "file"],
      ["deployment.yaml", "file"],
      ["mychart-1.0.0.tgz", "file"],
      ["mychart.tgz", "file"],
      ["task.yaml", "file"],
      ["test-and-push.yaml", "file"],
      ["webhook-role.json", "file"],
    ]);
    expect(listed?.filter(({ hidden }) => hidden).map(({ name }) => name)).toEqual([".azure", ".bash_history"]);
    const inside = await sandbox.request("files", { folder: `${home}/app` });
    expect(inside?.map(({ path }) => path)).toEqual([`${home}/app/package.json`, `${home}/app/server.js`]);
    expect(await sandbox.request("files", { folder: `${home}/nowhere` })).toBeNull();
  });

  it("are edited in one step each, which the next command sees and undo takes back", async () => {
    const { sandbox, run } = await aMachine("echo one > note.txt");
    const status = await sandbox.request("saveFile", { path: `${home}/note.txt`, text: "two\n" });
    expect(status.undo).toBe("Edit ~/note.txt");
    expect((await run("cat note.txt")).text).toBe("two\n");
    await sandbox.request("undo", null);
    expect(await sandbox.request("file", { path: `${home}/note.txt` })).toMatchObject({ text: "one\n", size: 4 });
    await sandbox.request("redo", null);
    expect((await run("cat note.txt")).text).toBe("two\n");
  });

  it("are made with the folders above them, renamed and deleted", async () => {
    const { sandbox, run } = await aMachine();
    expect(await sandbox.request("newFile", { name: "k8s/web.yaml" })).toEqual({ path: `${home}/k8s/web.yaml` });
    await sandbox.request("saveFile", { path: `${home}/k8s/web.yaml`, text: "kind: Pod\n" });
    const moved = await sandbox.request("renameFile", { path: `${home}/k8s/web.yaml`, name: "~/pod.yaml" });
    expect(moved).toEqual({ path: `${home}/pod.yaml` });
    expect((await run("cat pod.yaml; ls k8s")).text).toBe("kind: Pod\n");
    await sandbox.request("removeFile", { path: `${home}/pod.yaml` });
    expect(await sandbox.request("file", { path: `${home}/pod.yaml` })).toBeNull();
    const { undo } = await sandbox.request("undo", null);
    expect(undo).toBe("Rename ~/k8s/web.yaml to ~/pod.yaml");
    expect((await run("cat pod.yaml")).exitCode).toBe(0);
  });

  it.each([
    ["", /Give the file a name/],
    ["  ", /Give the file a name/],
    ["app/", /is a folder/],
    ["/etc/passwd", /home folder only/],
    ["../other/x", /home folder only/],
    ["a\nb", /control characters/],
    ["Dockerfile/x", /~\/Dockerfile is a file/],
    ["app", /~\/app already exists/],
    ["Dockerfile", /~\/Dockerfile already exists/],
    ["x".repeat(256), /too long/],
  ])("reject the name %j and say why", async (name, why) => {
    const { sandbox } = await aMachine();
    const before = (await sandbox.request("advance", { milliseconds: 0 })).undo;
    await expect(sandbox.request("newFile", { name })).rejects.toMatchObject({
      code: "BadName",
      message: expect.stringMatching(why),
    });
    await expect(sandbox.request("renameFile", { path: `${home}/task.yaml`, name })).rejects.toThrow(why);
    expect((await sandbox.request("advance", { milliseconds: 0 })).undo).toBe(before);
  });

  it("report files that aren't text, are too large, or don't exist", async () => {
    const { sandbox } = await aMachine();
    expect(await sandbox.request("file", { path: `${home}/mychart.tgz` })).toMatchObject({ why: "binary" });
    expect(await sandbox.request("file", { path: `${home}/app` })).toBeNull();
    const long = "x".repeat(100_001);
    await expect(sandbox.request("saveFile", { path: `${home}/Dockerfile`, text: long })).rejects.toThrow(
      /1 characters? longer/,
    );
    await expect(sandbox.request("saveFile", { path: `${home}/nothing`, text: "" })).rejects.toMatchObject({
      code: "NoFile",
    });
    await expect(sandbox.request("removeFile", { path: `${home}/nothing` })).rejects.toMatchObject({ code: "NoFile" });
  });

  it("keep their line endings", async () => {
    const { sandbox, run } = await aMachine("printf 'a\\r\\nb\\r\\n' > dos.txt");
    expect(await sandbox.request("file", { path: `${home}/dos.txt` })).toMatchObject({ text: "a\nb\n" });
    await sandbox.request("saveFile", { path: `${home}/dos.txt`, text: "a\nc\n" });
    expect((await run("cat dos.txt")).text).toBe("a\r\nc\r\n");
  });

  it("that were edited by hand are part of a link", async () => {
    const { sandbox } = await aMachine("echo one > note.txt");
    await sandbox.request("saveFile", { path: `${home}/note.txt`, text: "two\n" });
    const shared = await sandbox.request("share", null);
    if (!("payload" in shared)) throw new Error(shared.refused);
    await sandbox.request("openShared", { payload: shared.payload, profile: "chapter" });
    expect(await sandbox.request("file", { path: `${home}/note.txt` })).toMatchObject({ text: "two\n" });
  });
});
