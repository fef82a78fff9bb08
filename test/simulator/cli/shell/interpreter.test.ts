import { describe, expect, it } from "vitest";
import { aShell } from "../../../support/shell.ts";

const printed = async (line: string) => {
  const { out, err, exitCode } = await aShell().run(line);
  return { out, err, exitCode };
};

describe("words", () => {
  it.each([
    ["echo a   b", "a b\n"],
    [`echo 'a   b' "c   d" e\\ \\ f`, "a   b c   d e  f\n"],
    ["X='a  b'; echo $X; echo \"$X\"", "a b\na  b\n"],
    ["echo ${X:-none} ${X-none} ${X:+some}", "none none\n"],
    ["echo ${X:=set} $X", "set set\n"],
    ["F=web.tar.gz; echo ${F%.*} ${F%%.*} ${F#*.} ${F##*.} ${#F}", "web.tar web tar.gz gz 10\n"],
    ["I=a/b/c; echo ${I/\\//-} ${I//\\//-} ${I^^} ${I:2} ${I:0:1}", "a-b/c a-b-c A/B/C b/c a\n"],
    ["echo {a,b}{1..3} v{01..03}", "a1 a2 a3 b1 b2 b3 v01 v02 v03\n"],
    ["echo ~ ~/x '~'", "/home/learner /home/learner/x ~\n"],
    ["echo $(echo one; echo two) `echo three`", "one two three\n"],
    ['echo "$(echo "in \\"quotes\\"")"', 'in "quotes"\n'],
    ["echo $((2 + 3 * 4)) $((7 / 2)) $((1 << 4)) $((5 > 3 ? 1 : 0))", "14 3 16 1\n"],
    ["N=4; ((N++)); echo $N $((N *= 2))", "5 10\n"],
    ["echo $'a\\tb'", "a\tb\n"],
    ["echo a # the rest is a comment", "a\n"],
    ["echo a \\\n  b", "a b\n"],
    ["echo", "\n"],
    ["echo ''", "\n"],
    ["echo *.none", "*.none\n"],
  ])("%s", async (line, out) => {
    expect(await printed(line)).toEqual({ out, err: "", exitCode: 0 });
  });
});
