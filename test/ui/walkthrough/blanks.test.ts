import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileContent } from "../../../src/content/build/compile.ts";
import { blanksOf, filledIn, givenBy, linesOf } from "../../../src/ui/walkthrough/blanks.ts";

const { compiled, problems } = compileContent(join(import.meta.dirname, "../../.."));
if (!compiled) throw new Error(problems.toString());
const steps = compiled.walkthroughs.flatMap((walkthrough) => walkthrough.steps);

const answersOf = (pieces: ReturnType<typeof blanksOf>) =>
  pieces.flatMap((piece) => ("answer" in piece ? [piece.answer] : []));

describe("a command with blanks", () => {
  it.each(steps.map((step) => [step.title, step] as const))(
    "%s: has blanks, and filled in rightly is the command",
    (_, step) => {
      const optionParts = step.options.map(({ part }) => part);
      for (const whole of [false, true]) {
        const pieces = blanksOf(step.command, optionParts, whole);
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

  it("keeps every part of any command", () => {
    const words = fc.array(fc.stringMatching(/^[a-z-]{1,6}$/), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(words, fc.array(fc.nat(7)), fc.boolean(), (line, picks, whole) => {
        const command = line.join(" ");
        const optionParts = picks.flatMap((at) => (line[at] === undefined ? [] : [line.slice(at, at + 2).join(" ")]));
        const text = blanksOf(command, optionParts, whole).map((piece) =>
          "text" in piece ? piece.text : piece.answer,
        );
        expect(text.join("")).toBe(command);
      }),
    );
  });
});

describe("what is given to a learner on their own", () => {
  it("includes names, but not values to remember", () => {
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
