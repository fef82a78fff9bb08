import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import {
  exampleAnswers,
  exampleCommands,
  exampleMinutes,
  termsMarkdown,
} from "../../../src/content/build/term-docs.ts";
import {
  checkExpression,
  checkGoal,
  evaluateExpression,
  evaluateGoal,
} from "../../../src/simulator/goals/expression.ts";
import type { GoalSource, TraceCommand, TraceRequest } from "../../../src/simulator/goals/goal-source.ts";
import { termGroups } from "../../../src/simulator/goals/terms/all.ts";
import { traceRequest } from "../../../src/simulator/goals/trace.ts";
import { aShell } from "../../support/shell.ts";

const terms = termGroups.flatMap((group) => group.terms);

let source: GoalSource;

beforeAll(async () => {
  const { simulator, run } = aShell({ startFiles: true });
  const start = simulator.world;
  const commands: TraceCommand[] = [];
  const requests: TraceRequest[] = [];
  simulator.onExchange((exchange) => requests.push(traceRequest(exchange)));
  for (const line of exampleCommands) {
    const { exitCode, out, err } = await run(line);
    commands.push({ line, exitCode, output: out + err });
    expect(exitCode === 0, `${line}: ${err}`).toBe(line !== exampleCommands.at(-1));
  }
  await simulator.advance(exampleMinutes * 60_000);
  source = {
    world: simulator.world,
    start,
    rules: simulator.rules(),
    blobs: simulator.blobs,
    trace: { commands, requests },
    answers: exampleAnswers,
  };
});

describe("the terms of expressions", () => {
  it.each(terms.map(({ name, example }) => [name, example]))("%s: its example is true", (name, example) => {
    expect(example).toContain(name);
    expect(evaluateGoal(example, source)).toBe(true);
  });

  it("are documented with the types that they have", async () => {
    await expect(termsMarkdown()).toMatchFileSnapshot(join(import.meta.dirname, "../../../content/TERMS.md"));
  });

  it("read the starting world below `start`", () => {
    expect(evaluateExpression("start.reg('contoso').exists", source)).toBe(false);
    expect(evaluateExpression("start.registries().size()", source)).toBe(0);
  });

  it("return plain data", () => {
    expect(evaluateExpression("limit('webhooks', 'Standard') - 1", source)).toBe(9);
    expect(evaluateExpression("reg('contoso').policies", source)).toMatchObject({
      contentTrust: false,
      softDeleteDays: 0,
    });
    expect(evaluateExpression("reg('contoso').replications.map(r, r.location)", source)).toEqual(["westeurope"]);
  });

  it("give empty values for what doesn't exist", () => {
    const none = "reg('nowhere')";
    expect(
      evaluateGoal(`!${none}.exists && ${none}.sku == '' && ${none}.networkRule.ipRules.size() == 0`, source),
    ).toBe(true);
  });
});

describe("the check of an expression", () => {
  it.each([
    ["registy('contoso').sku == 'Basic'", "unknown term `registy`"],
    ["regs('contoso').sku == 'Basic'", "unknown term `regs`; did you mean `reg`?"],
    ["reg.skw == 'Basic'", "`Registry` has no field `skw`; did you mean `sku`?"],
    ["hots.image('a') == ''", "unknown term `hots`; did you mean `host`?"],
    ["host.imge('a') == ''", "unknown term `host.imge`; did you mean `host.image`?"],
    ["tag('web:v1') == ''", "`tag(registry: string, reference: string)` was given (string)"],
    ["count(http({'pth': '/v2/'})) == 1", "`http` knows no `pth`; did you mean `path`?"],
    ["count(http({'status': '200'})) == 1", "`status` of `http` is string, not int"],
    ["reg('contoso').sku == 3", "no such overload: string == int"],
    ["reg('contoso'", "Expected RPAREN, got EOF"],
  ])("%s: %s", (expression, message) => {
    expect(checkExpression(expression)).toMatchObject({ ok: false, message });
  });

  it("returns the type of a valid expression", () => {
    expect(checkExpression("reg.sku")).toEqual({ ok: true, type: "string" });
    expect(checkExpression("count(runs('contoso')) > 1")).toEqual({ ok: true, type: "bool" });
  });

  it("says where a mistake begins", () => {
    expect(checkExpression("reg.sku == 'Basic' && tga('a', 'b') == ''")).toMatchObject({ ok: false, at: 22 });
  });

  it("rejects a goal that isn't a condition, has a mistake, or asks for the start", () => {
    expect(checkGoal("reg.sku == 'Basic'")).toEqual({ ok: true });
    expect(checkGoal("reg.sku")).toEqual({ ok: false, message: "reg.sku: a goal has to be true or false" });
    expect(checkGoal("regs.sku")).toMatchObject({ ok: false });
    const asking = "count(start.tags('contoso', 'web')) == 1";
    expect(checkGoal(asking)).toMatchObject({ ok: false, message: expect.stringContaining("`start`") as string });
    const { start: _, ...present } = source;
    expect(() => evaluateGoal(asking, present)).toThrow("the start isn't known");
  });

  it("evaluates no goal that isn't a condition, and no unknown action", () => {
    expect(() => evaluateGoal("reg.sku", source)).toThrow("reg.sku: a goal has to be true or false");
    expect(() => evaluateGoal("can('ci', 'fly', 'contoso', 'web')", source)).toThrow("can() knows no action `fly`");
  });
});
