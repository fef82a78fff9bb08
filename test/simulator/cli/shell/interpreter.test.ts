import { describe, expect, it } from "vitest";
import { aShell } from "../../../support/shell.ts";

/** Runs lines in one shell and tells what the last one printed. */
const printed = async (...lines: string[]) => {
  const { out, err, exitCode } = await aShell().runAll(...lines);
  return { out, err, exitCode };
};

const prints = (out: string) => ({ out, err: "", exitCode: 0 });

describe("words", () => {
  it.each([
    ["echo a   b", "a b\n"],
    [`echo 'a   b' "c   d" e\\ \\ f`, "a   b c   d e  f\n"],
    ["X='a  b'; echo $X; echo \"$X\"", "a b\na  b\n"],
    ["echo ${X:-none} ${X-none} ${X:+some}", "none none\n"],
    ["echo ${X:=set} $X", "set set\n"],
    ["F=web.tar.gz; echo ${F%.*} ${F%%.*} ${F#*.} ${F##*.} ${#F}", "web.tar web tar.gz gz 10\n"],
    ["I=a/b/c; echo ${I/\\//-} ${I//\\//-} ${I^^} ${I:2} ${I:0:1} ${I: -1}", "a-b/c a-b-c A/B/C b/c a c\n"],
    ["A=1 B=A; echo ${!B}", "1\n"],
    ["echo {a,b}{1..3} v{01..03} {c..a}", "a1 a2 a3 b1 b2 b3 v01 v02 v03 c b a\n"],
    ["echo {a,'b c'}x {1} {a,b", "ax b cx {1} {a,b\n"],
    ["echo ~ ~/x '~' a~", "/home/learner /home/learner/x ~ a~\n"],
    ["echo $(echo one; echo two) `echo three`", "one two three\n"],
    ['echo "$(echo "in \\"quotes\\"")"', 'in "quotes"\n'],
    ["echo $((2 + 3 * 4)) $((7 / 2)) $((1 << 4)) $((5 > 3 ? 1 : 0)) $((2 ** 10)) $((0x1f))", "14 3 16 1 1024 31\n"],
    ["N=4; ((N++)); echo $N $((N *= 2)) $N", "5 10 10\n"],
    ["echo $'a\\tb'", "a\tb\n"],
    ["echo a # the rest is a comment", "a\n"],
    ["echo a \\\n  b", "a b\n"],
    ["echo", "\n"],
    ["echo ''", "\n"],
    ["X=; printf '<%s>' $X \"$X\" a$X", "<><a>"],
    ["IFS=:; P=a:b::c; printf '<%s>' $P", "<a><b><><c>"],
    ["echo $'it\\'s' \"it's\"", "it's it's\n"],
    ["X='*'; echo \"$X\" '*' \\*", "* * *\n"],
    ["echo \\$HOME '$HOME' \"\\$HOME\"", "$HOME $HOME $HOME\n"],
    ["A=$(echo x) B=$A; echo $B", "x\n"],
  ])("%s", async (line, out) => {
    expect(await printed(line)).toEqual(prints(out));
  });

  it("expands patterns to sorted file names, and leaves those without a match", async () => {
    const made = "mkdir -p src/a src/b; touch src/a/x.ts src/b/y.ts src/.hidden one.txt two.txt";
    expect(await printed(made, "echo *.txt src/*/*.ts [ot]*.txt src/* ?ne.txt no*match '*.txt'")).toEqual(
      prints("one.txt two.txt src/a/x.ts src/b/y.ts one.txt two.txt src/a src/b one.txt no*match *.txt\n"),
    );
    expect(await printed(made, "cd src; echo */ /home/learner/*.txt ../o*")).toEqual(
      prints("a/ b/ /home/learner/one.txt /home/learner/two.txt ../one.txt\n"),
    );
  });

  it("derives $RANDOM from the seed", async () => {
    const first = await aShell({ seed: 7 }).run("echo acr$RANDOM");
    expect(first.out).toMatch(/^acr\d{1,5}\n$/);
    expect((await aShell({ seed: 7 }).run("echo acr$RANDOM")).out).toBe(first.out);
    expect((await aShell({ seed: 8 }).run("echo acr$RANDOM")).out).not.toBe(first.out);
  });
});

describe("lists and pipes", () => {
  it.each([
    ["true && echo yes || echo no", "yes\n"],
    ["false && echo yes || echo no", "no\n"],
    ["! false && echo yes", "yes\n"],
    ["false; echo $?", "1\n"],
    ["echo one; echo two\necho three", "one\ntwo\nthree\n"],
    ["printf 'b\\na\\n' | sort | head -1", "a\n"],
    ["echo x | { read Y; echo got $Y; }", "got x\n"],
    ["X=1; echo y | X=2; echo $X", "1\n"],
    ["X=1; (X=2; cd /; echo $X); echo $X; pwd", "2\n1\n/home/learner\n"],
    ["false | true; echo $?", "0\n"],
    ["set -o pipefail; false | true; echo $?", "1\n"],
    ["nosuch |& cat", "bash: nosuch: command not found\n"],
  ])("%s", async (line, out) => {
    expect((await printed(line)).out).toBe(out);
  });

  it("ends with the status of the last command", async () => {
    expect((await printed("true; false")).exitCode).toBe(1);
    expect((await printed("false; true")).exitCode).toBe(0);
    expect((await printed("exit 300")).exitCode).toBe(44);
  });
});

describe("redirections", () => {
  it.each([
    ["echo one > f; echo two >> f; cat f", "one\ntwo\n"],
    ["echo one > f; cat < f", "one\n"],
    ["nosuch 2> f; cat f", "bash: nosuch: command not found\n"],
    ["{ echo out; nosuch; } > f 2>&1; cat f", "out\nbash: nosuch: command not found\n"],
    ["{ echo out; nosuch; } &> f; wc -l < f", "2\n"],
    ["nosuch 2>/dev/null; echo $?", "127\n"],
    ["cat <<< 'a line'", "a line\n"],
    ["X=v; cat <<EOF\n$X $(echo s) \\$X\nEOF", "v s $X\n"],
    ["X=v; cat <<'EOF'\n$X $(echo s)\nEOF", "$X $(echo s)\n"],
    ["cat <<-EOF\n\tone\n\t\ttwo\n\tEOF", "one\ntwo\n"],
    ["cat <<A; cat <<B\n1\nA\n2\nB", "1\n2\n"],
    ["echo x > a b; cat a", "x b\n"],
    ["for i in 1 2; do echo $i; done > f; cat f", "1\n2\n"],
    ["echo hidden >&2 | cat", ""],
  ])("%s", async (line, out) => {
    expect((await printed(line)).out).toBe(out);
  });

  it("prints bash's message for a file that can't be opened, and doesn't run the command", async () => {
    expect(await printed("cat < none && echo yes")).toEqual({
      out: "",
      err: "bash: none: No such file or directory\n",
      exitCode: 1,
    });
    expect(await printed("echo x > no/such/file; echo $?")).toEqual({
      out: "1\n",
      err: "bash: no/such/file: No such file or directory\n",
      exitCode: 0,
    });
    expect((await printed("mkdir d; echo x > d")).err).toBe("bash: d: Is a directory\n");
    expect((await printed("echo x > $NONE")).err).toBe("bash: $NONE: ambiguous redirect\n");
  });

  it("keeps bytes as they are", async () => {
    const { bytes } = await aShell().run("printf '\\377\\000\\001' > f; echo /wAB | base64 -d > g; cat g");
    expect([...bytes]).toEqual([255, 0, 1]);
  });
});

describe("blocks", () => {
  it.each([
    ["for i in a b 'c d'; do echo \"<$i>\"; done", "<a>\n<b>\n<c d>\n"],
    ["for i in 1 2 3 4; do [ $i = 2 ] && continue; [ $i = 4 ] && break; echo $i; done", "1\n3\n"],
    ["for ((i = 0; i < 3; i++)); do echo $i; done", "0\n1\n2\n"],
    ["N=0; while [ $N -lt 3 ]; do N=$((N + 1)); done; echo $N", "3\n"],
    ["for i in $(echo a b); do echo $i; done", "a\nb\n"],
    [
      "case $(echo a) in a) echo yes ;; esac; [[ $(echo a) == a ]] && echo and; (( $(echo 1) )) && echo so",
      "yes\nand\nso\n",
    ],
    ["echo x | for i in $(cat); do echo $i; done", "x\n"],
    ["{ for i in $(echo a >&2; echo b); do echo $i; done; } 2>f >$(echo g); cat f; cat g", "a\nb\n"],
    ["N=3; until ((N == 0)); do ((N--)); done; echo $N", "0\n"],
    ["printf 'a b\\nc d\\n' | while read X Y; do echo $Y-$X; done", "b-a\nd-c\n"],
    ["if [ -f none ]; then echo a; elif [[ abc == a* ]]; then echo b; else echo c; fi", "b\n"],
    ["case v1.2 in v2*) echo two;; v1*|latest) echo one;; *) echo other;; esac", "one\n"],
    ["case x in x) echo 1;;& *) echo 2;; esac", "1\n2\n"],
    ["greet() { local N=$1; echo hello $N $#; return 3; }; greet you now; echo $? $N", "hello you 2\n3\n"],
    ["f() { echo \"$@\"; }; f 'a b' c; f", "a b c\n\n"],
    ["count() { [ $1 -gt 0 ] && { echo $1; count $(($1 - 1)); }; }; count 3; true", "3\n2\n1\n"],
    ["[[ web =~ ^w.b$ && ! -e none ]] && echo match", "match\n"],
    ["set -e; false; echo not reached", ""],
    ["set -e; if false; then :; fi; false || echo reached", "reached\n"],
    ["eval 'X=1; echo $X'", "1\n"],
    ["echo 'echo sourced $1; V=2' > s.sh; source s.sh arg; echo $V", "sourced arg\n2\n"],
    ["printf '#!/bin/bash\\necho script $1\\n' > s.sh; ./s.sh a; bash s.sh b; sh -c 'echo $0 $1' x y", null],
  ])("%s", async (line, out) => {
    const result = await printed(line);
    if (out === null) expect(result.out).toContain("script a\nscript b\n");
    else expect(result.out).toBe(out);
    expect(result.err).toBe("");
  });

  it("keeps functions, folder, variables and the status from one line to the next", async () => {
    const shell = aShell();
    await shell.run("mkdir app; cd app; export A=1; B=2; hi() { echo hi $A$B; }; false");
    expect((await shell.run("echo $?; pwd; hi; env | grep -c '^[AB]='")).out).toBe("1\n/home/learner/app\nhi 12\n1\n");
  });

  it("stops endless loops and endless recursion with a message", async () => {
    const endless = await printed("while true; do :; done; echo not reached");
    expect(endless).toEqual({ out: "", err: expect.stringContaining("loops end there") as string, exitCode: 2 });
    const deep = await printed("f() { f; }; f");
    expect(deep).toMatchObject({ exitCode: 2, err: expect.stringContaining("nesting level exceeded") as string });
    const big = await printed("X=0123456789; while true; do X=$X$X$X$X; done");
    expect(big.exitCode).toBe(2);
  });
});

describe("what the shell rejects", () => {
  it.each([
    ["echo )", "bash: syntax error near unexpected token `)'"],
    ["| cat", "bash: syntax error near unexpected token `|'"],
    ["echo a;; echo b", "bash: syntax error near unexpected token `;;'"],
    ["echo >", "bash: syntax error near unexpected token `newline'"],
    ["if true; then echo a", "bash: syntax error: unexpected end of file"],
    ["echo 'open", "bash: unexpected EOF while looking for matching `''"],
    ['echo "open', "bash: unexpected EOF while looking for matching `\"'"],
    ["echo $(open", "bash: unexpected EOF while looking for matching `)'"],
    ["true &&", "bash: syntax error: unexpected end of file"],
    ["done", "bash: syntax error near unexpected token `done'"],
    ["echo ok; echo a &", "bash: background jobs (&): not simulated"],
    ["diff <(ls) <(ls)", "bash: process substitution (<(…)): not simulated"],
    ["coproc ls", "bash: coproc: not simulated"],
    ["A=(a b)", "bash: arrays: not simulated"],
  ])("%s", async (line, message) => {
    const { out, err, exitCode, explanation } = await aShell().run(line);
    expect({ out, err, exitCode }).toEqual({ out: "", err: `${message}\n`, exitCode: 2 });
    expect(explanation?.text).toBeTruthy();
  });

  it("names the nearest program for an unknown one", async () => {
    const { err, exitCode, explanation } = await aShell().run("gti push");
    expect({ err, exitCode }).toEqual({ err: "bash: gti: command not found\n", exitCode: 127 });
    expect(explanation).toMatchObject({ code: "UnknownCommand", next: "Did you mean `git`?" });
    expect((await aShell().run("frobnicate")).explanation?.next).toContain("`help`");
  });

  it("distinguishes files that aren't programs from missing ones", async () => {
    expect(await printed("./none.sh")).toMatchObject({
      err: "bash: ./none.sh: No such file or directory\n",
      exitCode: 127,
    });
    expect(await printed("touch f; ./f")).toMatchObject({ err: "bash: ./f: Permission denied\n", exitCode: 126 });
    expect(await printed("mkdir d; ./d")).toMatchObject({ err: "bash: ./d: Is a directory\n", exitCode: 126 });
  });

  it("names the unset variable under set -u, and a bad expansion", async () => {
    expect((await printed("set -u; echo $NONE")).err).toBe("bash: NONE: unbound variable\n");
    expect((await printed("echo ${NONE:?is needed}")).err).toBe("bash: NONE: is needed\n");
    expect((await printed("echo $((1 / 0))")).err).toContain("division by 0");
  });
});
