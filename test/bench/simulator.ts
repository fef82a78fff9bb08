import { median, printTable } from "./table.ts";
import { undoInALargeWorld } from "./simulator-history.ts";
import { pushImages, pushSmall, replicate, listTags } from "./simulator-loads.ts";

/** What is measured: `run` does `size` times the work and tells how long that took, in milliseconds. */
export interface Load {
  name: string;
  run(size: number): Promise<number>;
}

const sizes = [1, 10, 100];
/** A load that would take longer than this, set-up included, is left out. */
const patience = 600_000;
/** A load that is done sooner than this is run three times, for its median: others may be using the machine. */
const quick = 10_000;

/** Milliseconds at ×1, ×10 and ×100; undefined where a size was left out. */
async function measureLoad({ run }: Load): Promise<(number | undefined)[]> {
  const costs: (number | undefined)[] = [];
  let took = 0;
  for (const [at, size] of sizes.entries()) {
    const growth = size / (sizes[at - 1] ?? size);
    if (took * growth > patience) {
      costs.push(undefined);
      took *= growth;
      continue;
    }
    const start = performance.now();
    const rounds = [await run(size)];
    took = performance.now() - start;
    if (took < quick) rounds.push(await run(size), await run(size));
    costs.push(median(rounds));
  }
  return costs;
}

/**
 * Milliseconds of each load at ×1, ×10 and ×100, and how they grow: 10 and 100 are in step with the work, more is worse
 * than that; loads that only look at or go back in a larger world should stay at 1. Quick loads are medians of three.
 */
export async function measure(): Promise<void> {
  const loads: Load[] = [...pushImages(), ...pushSmall(), ...listTags(), replicate(), ...undoInALargeWorld()];
  const rows: Record<string, string | number>[] = [];
  for (const load of loads) {
    const [first = Number.NaN, ...rest] = await measureLoad(load);
    rows.push({
      what: load.name,
      "×1 (ms)": first,
      ...Object.fromEntries(
        rest.flatMap((cost, at): [string, string | number][] => [
          [`×${sizes[at + 1]} (ms)`, cost ?? "left out"],
          [`×${sizes[at + 1]} / ×1`, cost === undefined ? "" : cost / first],
        ]),
      ),
    });
  }
  printTable(rows);
  if (rows.some((row) => Object.values(row).includes("left out"))) {
    console.log(`\nLeft out: what would have taken more than ${patience / 1000} s.`);
  }
}
