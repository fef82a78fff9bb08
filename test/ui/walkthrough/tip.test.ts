import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileContent } from "../../../src/content/build/compile.ts";
import { tipOf } from "../../../src/ui/walkthrough/tip.ts";

const { compiled, problems } = compileContent(join(import.meta.dirname, "../../.."));
if (!compiled) throw new Error(problems.toString());
const steps = compiled.walkthroughs.flatMap((walkthrough) => walkthrough.steps);

const step = {
  command: "az acr create --name contoso --sku Premium --location eastus --output table",
  options: [
    { part: "--name contoso", text: "its name" },
    { part: "--sku Premium", text: "its tier", recall: true as const },
  ],
  spellings: { "--name": ["-n"], "--location": ["-l"] },
};

describe("the tip for a command that didn't do its step", () => {
  it("names the command when another was typed", () => {
    expect(tipOf(step, ["az acr show -n contoso"])).toEqual({ kind: "command", command: "az acr create" });
  });

  it("names the argument that differs, by any of its spellings, and what the step needs", () => {
    expect(tipOf(step, ["az acr create -n contoso --sku Premium -l 'westus'"])).toEqual({
      kind: "differs",
      argument: "--location",
      typedValue: "westus",
      expected: "eastus",
    });
    expect(tipOf(step, ["az acr create -n=shop --sku Premium"])).toMatchObject({
      argument: "--name",
      typedValue: "shop",
    });
  });

  it("doesn't give away a value that the learner has to recall", () => {
    expect(tipOf(step, ["az acr create -n contoso --sku basic"])).toEqual({
      kind: "differs",
      argument: "--sku",
      typedValue: "basic",
      text: "its tier",
    });
  });

  it("names an argument that is missing, and one that doesn't belong there", () => {
    expect(tipOf(step, ["az acr create -l eastus --sku premium"])).toEqual({
      kind: "missing",
      argument: "--name",
      text: "its name",
    });
    expect(tipOf(step, ["az acr create -n contoso --sku premium -l eastus --admin-enabled true"])).toEqual({
      kind: "extra",
      argument: "--admin-enabled",
    });
  });

  it("compares the last command of a kind, and words that belong to no option", () => {
    const tag = {
      command: "docker tag app:v1 contoso.azurecr.io/app:v1",
      options: [{ part: "app:v1", text: "image" }],
    };
    expect(tipOf(tag, ["docker tag app:v1 x", "docker tag app:v2 contoso.azurecr.io/app:v1"])).toEqual({
      kind: "differs",
      argument: "app:v2",
      typedValue: "app:v2",
      expected: "app:v1",
      text: "image",
    });
  });

  it("finds no difference when all arguments are there, whatever is printed", () => {
    expect(tipOf(step, ["az acr create -n 'contoso' --sku premium -l eastus -o tsv"])).toEqual({ kind: "result" });
  });

  it.each(steps.map((step) => [step.title, step] as const))(
    "%s: has nothing to add to the command of the step",
    (_, step) => {
      expect(tipOf(step, [step.command])).toEqual({ kind: "result" });
    },
  );
});
