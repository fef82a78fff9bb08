import { describe, expect, it } from "vitest";
import { describeAnswer, describeKey } from "../../src/assessment/describe-response.ts";
import {
  buildList,
  choose,
  command,
  dropdowns,
  hotArea,
  matching,
  oneOfEach,
  series,
  single,
  statements,
} from "./some-items.ts";

describe("in words", () => {
  it("describes a key with one line per part, without markup", () => {
    expect(describeKey(single)).toEqual(["Choice b"]);
    expect(describeKey(choose)).toEqual(["Choice b", "Choice d"]);
    expect(describeKey(statements)).toEqual(["Statement a. Yes", "Statement b. No", "Statement c. Yes"]);
    expect(describeKey(buildList)).toEqual(["1. Step 1", "2. Step 2", "3. Step 3", "4. Step 4"]);
    expect(describeKey(matching)).toEqual(["Target p: Token 1", "Target q: Token 2", "Target r: Token 3"]);
    expect(describeKey(dropdowns)).toEqual(["Gap g: Choice b", "Gap h: Choice a"]);
    expect(describeKey(hotArea)).toEqual(["north", "south"]);
    expect(describeKey(series)).toEqual(["No"]);
    expect(describeKey(command)).toEqual(["make", "fill"]);
  });

  it("describes an answer with one line per part, including parts left open", () => {
    expect(describeAnswer(single, { type: "single", option: "a" })).toEqual(["Choice a"]);
    expect(describeAnswer(choose, { type: "choose", options: ["d", "a"] })).toEqual(["Choice d", "Choice a"]);
    expect(describeAnswer(statements, { type: "statements", answers: { a: false } })).toEqual([
      "Statement a. No",
      "Statement b. not answered",
      "Statement c. not answered",
    ]);
    expect(describeAnswer(buildList, { type: "build-list", steps: ["x", "1"] })).toEqual(["1. Step x", "2. Step 1"]);
    expect(describeAnswer(matching, { type: "matching", tokens: { q: "4" } })).toEqual([
      "Target p: not answered",
      "Target q: Token 4",
      "Target r: not answered",
    ]);
    expect(describeAnswer(dropdowns, { type: "dropdowns", choices: { g: "c" } })).toEqual([
      "Gap g: Choice c",
      "Gap h: not answered",
    ]);
    expect(describeAnswer(hotArea, { type: "hot-area", places: ["west"] })).toEqual(["west"]);
    expect(describeAnswer(series, { type: "series", meetsGoal: true })).toEqual(["Yes"]);
    expect(describeAnswer(command, { type: "command", commands: ["make", "ls"], met: ["made"] })).toEqual([
      "make",
      "ls",
      "1 of 2 goals met",
    ]);
  });

  it("says “not answered” for a missing answer or one that doesn't fit", () => {
    for (const item of oneOfEach) expect(describeAnswer(item, undefined)).toEqual(["not answered"]);
    expect(describeAnswer(single, { type: "choose", options: ["a"] })).toEqual(["not answered"]);
    expect(describeAnswer(single, { type: "single", option: "gone" })).toEqual(["not answered"]);
    expect(describeAnswer(buildList, { type: "build-list", steps: [] })).toEqual(["not answered"]);
  });

  it("shows text that looks like markup unchanged", () => {
    const item = {
      ...single,
      options: [
        {
          ...single.options[0],
          id: "a",
          html: "<code>&lt;name&gt; &amp; &quot;x&quot;</code>",
          correct: true,
          rationale: "",
        },
      ],
    };
    expect(describeKey(item)).toEqual(['<name> & "x"']);
  });
});
