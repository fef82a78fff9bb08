import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileContent } from "../../../src/content/build/compile.ts";
import { blanksOf, filledIn, givenBy, linesOf } from "../../../src/ui/walkthrough/blanks.ts";
import { tipOf } from "../../../src/ui/walkthrough/tip.ts";

const { compiled, problems } = compileContent(join(import.meta.dirname, "../../.."));
if (!compiled) throw new Error(problems.toString());
const steps = compiled.walkthroughs.flatMap((walkthrough) => walkthrough.steps);

const answersOf = (pieces: ReturnType<typeof blanksOf>) =>
  pieces.flatMap((piece) => ("answer" in piece ? [piece.answer] : []));

describe("a command with blanks", () => {
  it.each(steps.map((step) => [step.title, step] as const))(
    "%s: has blanks, and filled in rightly is the command",
    (_, step) => {
      const parts = step.options.map(({ part }) => part);
      for (const whole of [false, true]) {
        const pieces = blanksOf(step.command, parts, whole);
        expect(answersOf(pieces).length).toBeGreaterThan(0);
        expect(filledIn(pieces, answersOf(pieces))).toEqual(linesOf(step.command));
      }
    },
  );

  it("leaves out the values of options, and later the options too", () => {
    const command = "az acr create --name contoso --sku Premium";
    expect(answersOf(blanksOf(command, ["--name contoso", "--sku Premium"], false))).toEqual(["contoso", "Premium"]);
    expect(answersOf(blanksOf(command, ["--name contoso", "--sku Premium"], true))).toEqual([
      "--name contoso",
      "--sku Premium",
    ]);
  });

  it("takes a part where it stands as a word, not inside another", () => {
    const command = "docker tag app:v1 contoso.azurecr.io/app:v1";
    expect(answersOf(blanksOf(command, ["contoso.azurecr.io/app:v1", "app:v1"], false))).toEqual([
      "app:v1",
      "contoso.azurecr.io/app:v1",
    ]);
  });

  it("loses nothing of any command, whatever its parts", () => {
    const words = fc.array(fc.stringMatching(/^[a-z-]{1,6}$/), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(words, fc.array(fc.nat(7)), fc.boolean(), (line, picks, whole) => {
        const command = line.join(" ");
        const parts = picks.flatMap((at) => (line[at] === undefined ? [] : [line.slice(at, at + 2).join(" ")]));
        const text = blanksOf(command, parts, whole).map((piece) => ("text" in piece ? piece.text : piece.answer));
        expect(text.join("")).toBe(command);
      }),
    );
  });
});

describe("what is given to a learner on their own", () => {
  it("is names, not values to remember", () => {
    expect(
      givenBy([
        { part: "--name contoso", text: "" },
        { part: "--sku Premium", text: "", recall: true },
        { part: "--image=contoso.azurecr.io/app:v1", text: "" },
        { part: "mychart.tgz", text: "" },
      ]),
    ).toEqual(["contoso", "contoso.azurecr.io/app:v1", "mychart.tgz"]);
  });
});

describe("the tip for a command that did not do its step", () => {
  const step = {
    command: "az acr create --name contoso --sku Premium",
    options: [
      { part: "--name contoso", text: "its name" },
      { part: "--sku Premium", text: "its tier" },
    ],
  };
  it("names the command when another was typed", () => {
    expect(tipOf(step, "az acr show -n contoso")).toEqual({ kind: "command", command: "az acr create" });
  });
  it("explains the first option whose value is missing", () => {
    expect(tipOf(step, "az acr create -n contoso --sku basic")).toEqual({
      kind: "option",
      option: "--sku",
      text: "its tier",
    });
  });
  it("asks to compare when everything is there", () => {
    expect(tipOf(step, "az  acr create -n 'contoso' --sku premium -g x")).toEqual({ kind: "compare" });
  });
  it.each(steps.map((one) => [one.title, one] as const))(
    "%s: has nothing to add to the command of the text",
    (_, one) => {
      expect(tipOf(one, one.command)).toEqual({ kind: "compare" });
    },
  );
});
