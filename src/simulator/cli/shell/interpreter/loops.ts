import type { ArithmeticFor, For, While } from "unbash";
import { Leave } from "../control.ts";
import type { CommandContext, Executor } from "./execution.ts";

/** `for name in words` */
export async function executeFor(node: For, context: CommandContext, executor: Executor): Promise<void> {
  const { state } = context;
  const values = node.wordlist ? await executor.expander(context).fields(node.wordlist) : state.positional;
  state.status = 0;
  await loop(values.values(), context, executor, async (value) => {
    state.set(node.name.value, value);
    await executor.list(node.body, context);
    return true;
  });
}

/** `while` and `until` */
export async function executeWhile(node: While, context: CommandContext, executor: Executor): Promise<void> {
  let status = 0;
  await loop(endless(), context, executor, async () => {
    const succeeded = (await executor.list(node.clause, { ...context, tested: true })) === 0;
    if (succeeded !== (node.kind === "while")) return false;
    status = await executor.list(node.body, context);
    return true;
  });
  context.state.status = status;
}

/** `for ((start; test; update))` */
export async function executeArithmeticFor(
  node: ArithmeticFor,
  context: CommandContext,
  executor: Executor,
): Promise<void> {
  const expander = executor.expander(context);
  await expander.arithmetic(node.initialize);
  context.state.status = 0;
  let first = true;
  await loop(endless(), context, executor, async () => {
    if (!first) await expander.arithmetic(node.update);
    first = false;
    if (node.test && (await expander.arithmetic(node.test)) === 0n) return false;
    await executor.list(node.body, context);
    return true;
  });
}

/** Goes through values until the body says no; `break` and `continue` count the loops they leave. */
async function loop<T>(
  values: Iterator<T>,
  { state }: CommandContext,
  executor: Executor,
  body: (value: T) => Promise<boolean>,
): Promise<void> {
  state.loops++;
  try {
    for (let next = values.next(); !next.done; next = values.next()) {
      await executor.step();
      try {
        if (!(await body(next.value))) return;
      } catch (error) {
        if (!(error instanceof Leave) || (error.kind !== "break" && error.kind !== "continue")) throw error;
        state.status = 0;
        if (error.value > 1 && state.loops > 1) throw new Leave(error.kind, error.value - 1);
        if (error.kind === "break") return;
      }
    }
  } finally {
    state.loops--;
  }
}

function* endless(): Generator<undefined> {
  for (;;) yield undefined;
}
