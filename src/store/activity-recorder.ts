import type { StoreApi } from "zustand/vanilla";
import type { Progress } from "../progress/progress.ts";
import { noActiveTime, takeSeconds, withInput, withoutPage } from "./active-time.ts";
import type { State } from "./state.ts";

/** Time between two writes while the page stays in view, in milliseconds. */
const writeEvery = 60_000;

/** Notes when the learner is active. */
export interface ActivityRecorder {
  /** An input in a visible page. */
  input(): void;
  /** The page goes out of view: what isn't stored yet is stored now. */
  hidden(): void;
}

/** Returns the id of this device in the activity table, and makes it at the first use. */
export async function deviceId(progress: Progress, { newId, now }: State): Promise<string> {
  const stored = (await progress.study()).find((row) => row.key === "device");
  if (stored) return stored.value;
  const id = newId();
  await progress.saveStudy({ key: "device", value: id, changedAt: now() });
  return id;
}

/** Creates a recorder that adds the seconds of each day to what this device has stored, at most once a minute. */
export function createActivityRecorder(app: StoreApi<State>): ActivityRecorder {
  const { now, keep } = app.getState();
  let time = noActiveTime;
  let storedAt: number | undefined;
  let device: string | undefined;

  const store = (at: number) => {
    storedAt = at;
    const taken = takeSeconds(time, at);
    time = taken.time;
    if (taken.days.length === 0) return;
    void keep(async (progress) => {
      device ??= await deviceId(progress, app.getState());
      for (const { day, seconds } of taken.days) await progress.addActivity({ day, device, seconds });
    });
  };
  return {
    input: () => {
      const at = now();
      time = withInput(time, at);
      storedAt ??= at;
      if (at - storedAt >= writeEvery) store(at);
    },
    hidden: () => {
      const at = now();
      time = withoutPage(time, at);
      store(at);
    },
  };
}
