import { describe, expect, it } from "vitest";
import { confirm } from "../../../../src/simulator/cli/az/prompts.ts";
import { ExitError } from "../../../../src/simulator/cli/program.ts";

async function ask(answers: string[] | undefined, quiet = false) {
  const questions: string[] = [];
  const remainingAnswers = [...(answers ?? [])];
  const terminal = answers && {
    ask: (question: string) => {
      questions.push(question);
      return Promise.resolve(remainingAnswers.shift());
    },
  };
  const stop = await confirm({ terminal }, "Are you sure?", quiet).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof ExitError) return error;
      throw error;
    },
  );
  return { questions, exitCode: stop?.exitCode, message: stop?.message };
}

describe("a question before something is removed", () => {
  it("continues after y in any case", async () => {
    expect(await ask(["Y"])).toEqual({ questions: ["Are you sure? (y/n): "], exitCode: undefined, message: undefined });
  });

  it("asks again until it is y or n; yes is neither", async () => {
    expect((await ask(["yes", "", "maybe", "y"])).questions).toHaveLength(4);
  });

  it("ends with exit 1 after n, silently with 0 where the client does so", async () => {
    expect(await ask(["n"])).toMatchObject({ exitCode: 1, message: "ERROR: Operation cancelled." });
    expect(await ask(["n"], true)).toMatchObject({ exitCode: 0, message: "" });
  });

  it("cannot be asked without a terminal, and ends when the input is closed", async () => {
    expect(await ask(undefined)).toMatchObject({
      exitCode: 1,
      message: "ERROR: Unable to prompt for confirmation as no tty available. Use --yes.",
    });
    expect(await ask([])).toMatchObject({ exitCode: 1 });
  });
});
