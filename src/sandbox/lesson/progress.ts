import type { World } from "../../simulator/world/world.ts";
import type { CommandRecord } from "../world-parts.ts";
import { isAmong } from "./asks.ts";
import { isSatisfied } from "./effects.ts";
import type { StepProof } from "./track.ts";

const succeeded = (record: CommandRecord | undefined): boolean =>
  record !== undefined && !record.block.undone && record.block.exitCode === 0;

/**
 * Returns the steps that are done, each with the block that completed it. Steps are completed in order. A completed step stays
 * completed, whatever later steps remove, until its command is undone.
 */
export function doneSteps(
  track: readonly StepProof[],
  world: World,
  records: readonly CommandRecord[],
  before: Readonly<Record<string, string>>,
): Record<string, string> {
  const done: Record<string, string> = {};
  const last = records.findLastIndex(({ block }) => !block.undone);
  let from = 0;
  for (const { id, effects, ask } of track) {
    const known = records.findIndex(({ block }) => block.id === before[id] && !block.undone);
    const at =
      known !== -1
        ? known
        : ask
          ? records.findIndex((record, index) => index >= from && succeeded(record) && isAmong(ask, record.wire))
          : last >= from - 1 && succeeded(records[last]) && effects.every((effect) => isSatisfied(effect, world))
            ? last
            : -1;
    const block = records[at]?.block;
    if (!block) return done;
    done[id] = block.id;
    from = at + 1;
  }
  return done;
}
