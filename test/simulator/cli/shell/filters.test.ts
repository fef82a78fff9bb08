import { describe, expect, it } from "vitest";
import { builtins } from "../../../../src/simulator/cli/shell/builtins/all.ts";
import { filters } from "../../../../src/simulator/cli/shell/filters/all.ts";
import { aShell } from "../../../support/shell.ts";

const out = async (...lines: string[]) => (await aShell().runAll(...lines)).out;
const printed = async (...lines: string[]) => {
  const result = await aShell().runAll(...lines);
  return { out: result.out, err: result.err, exitCode: result.exitCode };
};

const names = "printf 'web:v1\\nweb:v10\\nweb:v2\\napi:v1\\n' > names";

describe("filters of lines", () => {
  it.each([
    ["grep web: names | head -1", "web:v1\n"],
    ["grep -c web names", "3\n"],
    ["grep -n api names", "4:api:v1\n"],
    ["grep -v web names", "api:v1\n"],
    ["grep -i API names", "api:v1\n"],
    ["grep -oE 'v[0-9]+' names | sort -u", "v1\nv10\nv2\n"],
    ["grep -q web names && echo found", "found\n"],
    ["grep 'v1$' names", "web:v1\napi:v1\n"],
    ["grep -E '^(api|none):' names", "api:v1\n"],
    ["grep 'v[[:digit:]]\\{2\\}' names", "web:v10\n"],
    ["grep -F 'v1.' names; echo $?", "1\n"],
    ["grep -w v1 names", "web:v1\napi:v1\n"],
    ["grep -A1 v10 names", "web:v10\nweb:v2\n"],
    ["mkdir d; cp names d; grep -rl api d names", "d/names\nnames\n"],
    ["grep api names none 2>/dev/null; echo $?", "names:api:v1\n2\n"],
    ["head -n 2 names", "web:v1\nweb:v10\n"],
    ["head -n -3 names", "web:v1\n"],
    ["tail -n 1 names", "api:v1\n"],
    ["tail -n +3 names", "web:v2\napi:v1\n"],
    ["head -c 3 names", "web"],
    ["tail -2 names", "web:v2\napi:v1\n"],
    ["wc -l names", "4 names\n"],
    ["wc -l < names", "4\n"],
    ["wc names", " 4  4 29 names\n"],
    ["cat names | wc", "      4       4      29\n"],
    ["sort names", "api:v1\nweb:v1\nweb:v10\nweb:v2\n"],
    ["sort -r names | head -1", "web:v2\n"],
    ["sort -V names | tail -1", "web:v10\n"],
    ["sort -t: -k2,2 -k1,1 names", "api:v1\nweb:v1\nweb:v10\nweb:v2\n"],
    ["printf '10\\n9\\n1\\n9\\n' | sort -nu", "1\n9\n10\n"],
    ["cut -d: -f1 names | uniq -c", "      3 web\n      1 api\n"],
    ["cut -c1-3 names | sort | uniq -d", "web\n"],
    ["cut -d: -f2- names | head -1", "v1\n"],
    ["echo 'Web App' | tr A-Z a-z", "web app\n"],
    ["echo 'Web App' | tr '[:upper:]' '[:lower:]' | tr -d ' '", "webapp\n"],
    ["printf 'a\\nb\\n' | tr '\\n' ','", "a,b,"],
    ["echo aabbc | tr -s ab", "abc\n"],
    ["echo a1b2 | tr -cd 0-9", "12"],
    ["sed 's/web/shop/' names | head -1", "shop:v1\n"],
    ["sed 's/v\\([0-9]*\\)/version \\1/' names | tail -1", "api:version 1\n"],
    ["sed -E 's#(web|api):(.*)#\\2 of \\1#' names | head -1", "v1 of web\n"],
    ["echo aaa | sed 's/a/b/2'; echo aaa | sed 's/a/b/g'; echo a | sed 's/./[&]/'", "aba\nbbb\n[a]\n"],
    ["sed -n '2,3p' names", "web:v10\nweb:v2\n"],
    ["sed -n '/api/p' names", "api:v1\n"],
    ["sed '/web/d' names", "api:v1\n"],
    ["sed '$d' names | tail -1", "web:v2\n"],
    ["sed -i 's/v1$/v9/' names; head -1 names", "web:v9\n"],
    ["sed 's/a/b' names", ""],
    ["cat -n names | tail -1", "     4\tapi:v1\n"],
    ["echo one | tee f g; cat f g", "one\none\none\n"],
    ["echo two | tee -a names | wc -c; wc -l < names", "4\n5\n"],
    ["seq 3", "1\n2\n3\n"],
    ["seq -s, 2 2 6", "2,4,6\n"],
    ["basename a/b.txt .txt; dirname a/b.txt; dirname b", "b\na\n.\n"],
  ])("%s", async (line, expected) => {
    expect(await out(names, line)).toBe(expected);
  });

  it("prints the tool's own error messages", async () => {
    expect(await printed("grep")).toMatchObject({ exitCode: 2 });
    expect(await printed("head -n x")).toMatchObject({ err: "head: invalid number of lines: 'x'\n", exitCode: 1 });
    expect(await printed("cat none")).toEqual({ out: "", err: "cat: none: No such file or directory\n", exitCode: 1 });
    expect(await printed("cut names")).toMatchObject({
      err: "cut: you must specify a list of bytes, characters, or fields\nTry 'cut --help' for more information.\n",
    });
    expect(await printed("sort --frob")).toMatchObject({
      err: "sort: unrecognized option '--frob'\nTry 'sort --help' for more information.\n",
      exitCode: 2,
    });
    expect(await printed("wc -Z")).toMatchObject({
      err: "wc: invalid option -- 'Z'\nTry 'wc --help' for more information.\n",
      exitCode: 1,
    });
    expect((await printed("sed 's/a/b'")).err).toContain("unterminated `s' command");
    expect((await printed("awk '{print $1}'")).err).toBe("bash: awk: command not found\n");
  });

  it("prints help for every filter and every builtin", async () => {
    const shell = aShell();
    for (const { name } of Object.values(filters)) {
      const { out: text, exitCode } = await shell.run(`${name} --help`);
      expect(exitCode, name).toBe(0);
      expect(text, name).toContain(`Usage: ${name}`);
    }
    for (const name of builtins.keys()) {
      const { out: text, exitCode } = await shell.run(`help '${name}'`);
      expect(exitCode, name).toBe(0);
      expect(text, name).toContain(name);
    }
    expect((await shell.run("help")).out).toMatch(/^ {2}grep +Print the lines/m);
    expect((await shell.run("help cd")).out).toContain("Change to another folder");
  });
});

describe("files", () => {
  it("lists them by name, with size and virtual date", async () => {
    const made = "mkdir app; echo hello > app/a.txt; touch .hidden";
    expect(await out(made, "ls")).toBe("app\n");
    expect(await out(made, "ls -a")).toMatch(/^\.\n\.\.\n\.bash_history\n\.hidden\napp\n$/);
    expect(await out(made, "ls -l app")).toMatch(/^total 4\n-rw-r--r-- 1 learner learner 6 Sep {2}1 09:00 a\.txt\n$/);
    expect(await out(made, "ls -1 app .hidden")).toBe(".hidden\n\napp:\na.txt\n");
    expect(await printed(made, "ls none")).toEqual({
      out: "",
      err: "ls: cannot access 'none': No such file or directory\n",
      exitCode: 2,
    });
    expect(await out("ls -lh /", "ls -d /home")).toBe("/home\n");
  });

  it("makes, copies, moves and removes them", async () => {
    expect(
      await out("mkdir -p a/b; echo x > a/b/f; cp -r a c; mv a d; rm -r c; find . 2>/dev/null; cat d/b/f; ls"),
    ).toBe("x\nd\n");
    expect((await printed("mkdir a/b")).err).toBe("mkdir: cannot create directory 'a/b': No such file or directory\n");
    expect((await printed("mkdir a; mkdir a")).err).toBe("mkdir: cannot create directory 'a': File exists\n");
    expect((await printed("mkdir a; rm a")).err).toBe("rm: cannot remove 'a': Is a directory\n");
    expect((await printed("rm none")).err).toBe("rm: cannot remove 'none': No such file or directory\n");
    expect(await printed("rm -f none")).toEqual({ out: "", err: "", exitCode: 0 });
    expect((await printed("mkdir a; cp a b")).err).toBe("cp: -r not specified; omitting directory 'a'\n");
    expect((await printed("touch a; cp a a")).err).toBe("cp: 'a' and 'a' are the same file\n");
    expect((await printed("mkdir a; mv a a/b")).err).toBe("mv: cannot move 'a' to a subdirectory of itself, 'a/b'\n");
    expect((await printed("rm -rf /")).err).toContain("dangerous to operate recursively");
  });
});

describe("bytes and digests", () => {
  it.each([
    ["echo -n user:password | base64", "dXNlcjpwYXNzd29yZA==\n"],
    ["echo dXNlcjpwYXNzd29yZA== | base64 -d", "user:password"],
    ['echo -n dXNlcg | base64 -d; echo " $?"', "user 1\n"],
    ["seq 100 | base64 -w0 | wc -l", "0\n"],
    ["seq 100 | base64 | head -1 | tr -d '\\n' | wc -c", "76\n"],
    ["seq 1000 | base64 | base64 -d | tail -1", "1000\n"],
    ["echo -n | sha256sum", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  -\n"],
  ])("%s", async (line, expected) => {
    expect(await out(line)).toBe(expected);
  });
});

describe("archives", () => {
  it("are packed, listed and unpacked, compressed or not", async () => {
    const shell = aShell();
    await shell.run("mkdir -p a/b; echo one > a/f; echo two > a/b/g; tar czf a.tgz a; tar -cf a.tar a; rm -r a");
    expect((await shell.run("tar tzf a.tgz; tar -tf a.tar")).out).toBe("a/\na/b/\na/b/g\na/f\n".repeat(2));
    expect(
      (await shell.run("tar xzf a.tgz; cat a/f a/b/g; mkdir d; tar -xf a.tar -C d a/f; cat d/a/f; ls d/a")).out,
    ).toBe("one\ntwo\none\nf\n");
    expect((await shell.run("tar czf - a | tar xzf - -O a/f")).out).toBe("one\n");
    expect(await printed("echo text > f; tar tf f")).toMatchObject({ exitCode: 2, out: "" });
    expect((await printed("tar tf none.tar")).err).toContain("tar: none.tar: Cannot open: No such file or directory");
  });
});

describe("time", () => {
  it("is virtual: sleep moves the clock that date shows, and not the real one", async () => {
    const shell = aShell();
    expect((await shell.run("date")).out).toBe("Tue Sep  1 09:00:00 UTC 2026\n");
    await shell.run("sleep 1h 30m");
    expect((await shell.run("date -u +%Y-%m-%dT%H:%M:%SZ")).out).toBe("2026-09-01T10:30:00Z\n");
    expect((await shell.run("date -d '+2 days' +%F; date -d @0 +%s; date -d 2026-01-31 +%j")).out).toBe(
      "2026-09-03\n0\n031\n",
    );
    expect((await shell.run("date -d someday")).err).toBe("date: invalid date 'someday'\n");
    expect((await shell.run("sleep abc")).err).toContain("sleep: invalid time interval 'abc'");
    expect((await shell.run("time sleep 2")).err).toBe("\nreal\t0m2.000s\nuser\t0m0.000s\nsys\t0m0.000s\n");
  });
});

describe("starting others", () => {
  it.each([
    ["printf 'a b\\nc\\n' | xargs echo x", "x a b c\n"],
    ["printf 'a b\\nc\\n' | xargs -n1 echo x", "x a\nx b\nx c\n"],
    ["printf 'a b\\nc\\n' | xargs -I{} echo '<{}>'", "<a b>\n<c>\n"],
    ["printf '' | xargs -r echo x", ""],
    ["env A=1 bash -c 'echo $A'; echo [$A]", "1\n[]\n"],
    ["A=2 env | grep ^A=", "A=2\n"],
    ["which git cd grep", "/usr/bin/git\n/usr/bin/grep\n"],
    ["type cd git; command -v sed", "cd is a shell builtin\ngit is /usr/bin/git\n/usr/bin/sed\n"],
    ["/usr/bin/printf '%5.1f|%-4s|%03d|%x\\n' 2.25 ab 7 255", "  2.2|ab  |007|ff\n"],
    ["printf '%s=%s\\n' a 1 b 2", "a=1\nb=2\n"],
    ["echo -e 'a\\tb\\c more'", "a\tb"],
    ["test 3 -gt 2 && test -n x -a ! -f none && echo yes", "yes\n"],
    ["[ a = b ] || [ -d /home/learner ] && echo yes", "yes\n"],
  ])("%s", async (line, expected) => {
    expect((await aShell().run(line)).out).toBe(expected);
  });
});
