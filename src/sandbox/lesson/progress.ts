import type { World } from "../../simulator/world/world.ts";
import type { CommandRecord } from "../world-parts.ts";
import { isAmong } from "./asks.ts";
import { isSatisfied } from "./effects.ts";
import type { StepProof } from "./track.ts";

const succeeded = (one: CommandRecord | undefined): boolean =>
  one !== undefined && !one.block.undone && one.block.exitCode === 0;

/**
 * Returns the steps that are done, each with the block that completed it. Steps are completed in order. A completed step stays
 * completed, whatever later steps remove, until its command is undone.
 */
export function doneSteps(
  track: readonly StepProof[],
  world: World,
  given: readonly CommandRecord[],
  before: Readonly<Record<string, string>>,
): Record<string, string> {
  const done: Record<string, string> = {};
  const last = given.findLastIndex(({ block }) => !block.undone);
  let from = 0;
  for (const { id, effects, ask } of track) {
    const known = given.findIndex(({ block }) => block.id === before[id] && !block.undone);
    const at =
      known !== -1
        ? known
        : ask
          ? given.findIndex((one, index) => index >= from && succeeded(one) && isAmong(ask, one.wire))
          : last >= from - 1 && succeeded(given[last]) && effects.every((effect) => isSatisfied(effect, world))
            ? last
            : -1;
    const block = given[at]?.block;
    if (!block) return done;
    done[id] = block.id;
    from = at + 1;
  }
  return done;
}
