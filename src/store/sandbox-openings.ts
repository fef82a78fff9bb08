import type { SandboxClient } from "../sandbox/client.ts";
import type { OpenedWorld, Requests } from "../sandbox/protocol.ts";
import { problemOf } from "./sandbox-problem.ts";
import type { Problem, SandboxState } from "./sandbox-state.ts";

/**
 * Codes of failures that concern only the environment or template in the address, so that the list still works. After any
 * other failure, e.g. of a database that can't be opened, the list's requests would fail as well.
 */
const addressFaults: readonly string[] = ["NoTemplate", "NoWorld", "NewerVersion"];

interface OpeningParts {
  request: SandboxClient["request"];
  get(): SandboxState;
  set(change: Partial<SandboxState>): void;
  /** Runs the first waiting line, if an environment is open and nothing runs. */
  runNext(): void;
}

type OpeningActions = Pick<
  SandboxState,
  "openDestination" | "create" | "open" | "openFile" | "openLesson" | "openExercise" | "retry" | "choose"
>;

interface Openings {
  /** Returns whether an environment is being opened. */
  isOpening(): boolean;
  actions: OpeningActions;
}

/**
 * Opens environments. The learner may ask for another one, or for the list, before an opening ends: only the latest choice
 * decides which screen is shown.
 */
export function createOpenings({ request, get, set, runNext }: OpeningParts): Openings {
  /** How many environments are being opened. */
  let pending = 0;
  /** Number of the latest choice of an environment or of the list. */
  let latest = 0;
  /** Whether the list was on screen, so that an opening that fails returns to it. */
  let hasListed = false;
  /** Asks again for the environment of a lesson or an exercise, without taking it from another tab. */
  let askAgain: (() => Promise<OpenedWorld>) | undefined;

  const withdrawAll = () => {
    for (const { id } of get().waiting) get().withdraw(id);
  };

  const show = ({ status, blocks, earlier, note }: OpenedWorld, isLatest: boolean) => {
    // Another one is about to replace it.
    if (!isLatest && pending > 1) return;
    const { status: before, phase } = get();
    // Lines entered for another environment don't run in this one: they go back to where they were typed.
    if (before && before.entry.id !== status.entry.id) withdrawAll();
    // After a later choice, the learner stays in the list or at what another tab has. A terminal changes, because its commands run
    // in what the worker opened last.
    const isShown = isLatest || phase === "open";
    set({
      status,
      blocks,
      earlier,
      running: undefined,
      clearedUpTo: 0,
      note,
      ...(isShown && { phase: "open", problem: undefined, elsewhere: undefined }),
    });
  };

  /**
   * Opens an environment for a choice, given by its number; lines entered meanwhile wait until it is open. Resolves with whether it
   * opened and is still the latest choice.
   */
  const openWith = async (
    choice: number,
    opening: () => Promise<OpenedWorld>,
    onFailure: (problem: Problem) => void,
  ): Promise<boolean> => {
    pending += 1;
    try {
      show(await opening(), choice === latest);
      return choice === latest;
    } catch (error) {
      if (choice === latest) onFailure(problemOf(error));
      return false;
    } finally {
      pending -= 1;
      if (pending === 0) set({ progress: undefined });
      runNext();
    }
  };

  const showFailure = (problem: Problem) => {
    const hasList = hasListed || get().status !== undefined || addressFaults.includes(problem.code);
    set({ problem, phase: hasList ? "choosing" : "failed" });
  };

  /** Opens what the learner chose. Unless another environment is open, its terminal is there at once and keeps what is entered. */
  const openChosen = (opening: () => Promise<OpenedWorld>, onFailure = showFailure): Promise<boolean> => {
    const { phase, status } = get();
    hasListed ||= phase === "choosing";
    if (status === undefined) {
      // They were entered for what was chosen before.
      withdrawAll();
      set({ phase: "opening" });
    }
    return openWith(++latest, opening, (problem) => {
      if (get().status === undefined) withdrawAll();
      onFailure(problem);
    });
  };

  /** Opens the environment that a screen is about, which may be open in another tab. */
  const openForScreen = async <N extends "openLesson" | "openExercise">(
    name: N,
    ask: Requests[N]["ask"],
  ): Promise<void> => {
    await openWith(
      ++latest,
      () => request(name, ask),
      (problem) => {
        askAgain = () => request(name, { ...ask, take: false, fresh: false });
        if (problem.code === "OpenElsewhere") set({ phase: "elsewhere", elsewhere: undefined });
        else set({ problem, phase: "failed" });
      },
    );
  };

  const create = (ask: Requests["create"]["ask"]): Promise<boolean> => openChosen(() => request("create", ask));

  const actions: OpeningActions = {
    openDestination: async (destination, profile) => {
      switch (destination.kind) {
        case "choose":
          return get().choose();
        case "world":
          return get().open(destination.id);
        case "shared":
          await openChosen(() => request("openShared", { payload: destination.payload, profile }));
          return;
        case "template": {
          const { id: template, lines = [] } = destination;
          if (await create({ template, profile, replaces: lines })) await get().executeAll(lines);
        }
      }
    },
    create: async (template, profile) => {
      await create({ template, profile });
    },
    open: async (id, take = false) => {
      await openChosen(
        () => request("open", { id, take }),
        (problem) => {
          if (problem.code === "OpenElsewhere") set({ phase: "elsewhere", elsewhere: id });
          else showFailure(problem);
        },
      );
    },
    openFile: async (name, text) => {
      await openChosen(() => request("importWorld", { name, text }));
    },
    openLesson: (ask) => openForScreen("openLesson", ask),
    openExercise: (ask) => openForScreen("openExercise", ask),
    retry: async () => {
      const { phase, elsewhere: id } = get();
      const opening = id === undefined ? askAgain : () => request("open", { id, take: false });
      if (!opening || phase !== "elsewhere") return;
      await openWith(latest, opening, (problem) => {
        if (problem.code !== "OpenElsewhere") set({ problem, phase: "failed" });
      });
    },
    choose: () => {
      latest += 1;
      if (get().phase === "opening") withdrawAll();
      set({ phase: "choosing" });
    },
  };
  return { isOpening: () => pending > 0, actions };
}
