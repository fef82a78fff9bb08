import type { Case, CompoundCommand, If } from "unbash";
import { testExpression } from "../conditions.ts";
import { matches } from "../glob.ts";
import { notSimulated } from "../syntax.ts";
import { failEarly, type CommandContext, type Executor } from "./execution.ts";
import { executeArithmeticFor, executeFor, executeWhile } from "./loops.ts";
import { inSubshell } from "./subshell.ts";

/** Executes a command that is made of others: a group, a loop, a conditional. */
export async function executeCompound(
  node: CompoundCommand,
  context: CommandContext,
  executor: Executor,
): Promise<void> {
  const { state } = context;
  await executor.step();
  switch (node.type) {
    case "BraceGroup":
      await executor.list(node.body, context);
      return;
    case "Subshell": {
      const inside = state.copy();
      await inSubshell(inside, () => executor.list(node.body, { ...context, state: inside }));
      state.status = inside.status;
      return;
    }
    case "If":
      return executeIf(node, context, executor);
    case "For":
      return executeFor(node, context, executor);
    case "While":
      return executeWhile(node, context, executor);
    case "ArithmeticFor":
      return executeArithmeticFor(node, context, executor);
    case "Case":
      return executeCase(node, context, executor);
    case "TestCommand": {
      const { files, home } = executor.machine;
      const succeeded = await testExpression(node.expression, executor.expander(context), { files, home });
      state.status = succeeded ? 0 : 1;
      failEarly(context);
      return;
    }
    case "ArithmeticCommand":
      state.status = (await executor.expander(context).arithmetic(node.expression)) === 0n ? 1 : 0;
      failEarly(context);
      return;
    case "Select":
      notSimulated("select");
  }
}

async function executeIf(node: If, context: CommandContext, executor: Executor): Promise<void> {
  const test = { ...context, tested: true };
  for (const { clause, then } of [node, ...node.elif]) {
    if ((await executor.list(clause, test)) === 0) {
      await executor.list(then, context);
      return;
    }
  }
  context.state.status = 0;
  if (node.else) await executor.list(node.else, context);
}

/** The body of the first pattern that matches; `;&` and `;;&` go on behind it. */
async function executeCase(node: Case, context: CommandContext, executor: Executor): Promise<void> {
  const expander = executor.expander(context);
  const text = await expander.text(node.word);
  context.state.status = 0;
  let through = false;
  for (const { pattern, body, terminator } of node.items) {
    let hit = through;
    for (const choice of pattern) hit ||= matches(await expander.pattern(choice), text);
    if (!hit) continue;
    await executor.list(body, context);
    through = terminator === ";&";
    if (!through && terminator !== ";;&") return;
  }
}
