import { aBuildRoom, minute } from "./build-room.ts";

/** A request to run the steps of a task file. */
export const quickRun = (text: string) => ({ type: "EncodedTaskRunRequest", encodedTaskContent: btoa(text) });

/** A run of the steps of a task file, `time` minutes after it was queued. */
export async function runOf(steps: string, time = 1, more: Record<string, unknown> = {}) {
  const room = aBuildRoom();
  const run = await room.schedule({ ...quickRun(steps), timeout: 3600, ...more });
  if (time > 1) await room.simulator.advance((time - 1) * minute);
  return room.runs().find(({ id }) => id === run.id) ?? run;
}

/** A log without the moments that the agent puts in front of its own lines. */
export const linesOf = ({ log }: { log: string[] }) =>
  log.map((line) => line.replace(/^\d{4}(\/\d\d){2} \d\d(:\d\d){2} /, ""));
