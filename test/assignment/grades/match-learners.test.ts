import { expect, it } from "vitest";
import { matchLearners } from "../../../src/assignment/grades/match-learners.ts";
import { rosterOf } from "./golden-file.ts";

const { learners } = rosterOf(
  [
    "id,login,email,name",
    "s1,first,first@example.org,First",
    "s2,second,Second@Example.org,Second",
    "S2x,third,shared@example.org,Third",
    "s4,fourth,shared@example.org,Fourth",
    "first,fifth,,Fifth",
    "s6,j\u00fcrg,,Sixth",
  ].join("\n"),
);

const rowsOf = (identities: readonly string[]) =>
  Object.fromEntries([...matchLearners(learners, identities).matched].map(([identity, { name }]) => [identity, name]));

it("matches by ID, then login, then email, each as ids are compared everywhere: in any case and width", () => {
  expect(rowsOf(["s1", "SECOND", "s4 "])).toEqual({ s1: "First", SECOND: "Second", "s4 ": "Fourth" });
  expect(rowsOf(["second@example.ORG"])).toEqual({ "second@example.ORG": "Second" });
  expect(rowsOf(["S1"])).toEqual({ S1: "First" });
  expect(rowsOf(["ｓ４"])).toEqual({ ｓ４: "Fourth" });
});

it("prefers an ID to the same text as a login", () => {
  expect(rowsOf(["first"])).toEqual({ first: "Fifth" });
});

it("matches letters with marks in either form of Unicode", () => {
  expect(rowsOf(["ju\u0308rg"])).toEqual({ "ju\u0308rg": "Sixth" });
});

it("never matches by name, nor by an email that two learners share", () => {
  expect(matchLearners(learners, ["Sixth", "shared@example.org", ""])).toMatchObject({
    matched: new Map(),
    unmatched: ["Sixth", "shared@example.org", ""],
  });
});

it("lists learners whom no submission names", () => {
  const { missing } = matchLearners(learners, ["s1", "s2", "unknown"]);
  expect(missing.map(({ name }) => name)).toEqual(["Third", "Fourth", "Fifth", "Sixth"]);
});

it("matches none of two identities that name one learner, and lists them", () => {
  const { matched, contested, missing } = matchLearners(learners, ["s2", "second", "s1", "s1"]);
  expect([...matched.keys()]).toEqual(["s1"]);
  expect(contested).toMatchObject([{ learner: { name: "Second" }, identities: ["s2", "second"] }]);
  expect(missing.map(({ name }) => name)).not.toContain("Second");
});
