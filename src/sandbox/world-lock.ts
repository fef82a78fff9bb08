import { createTabLock, type TabLock } from "../progress/tab-lock.ts";

/** Sees to it that a world is changed in one tab at a time. */
export type WorldLock = TabLock;

/** Creates the lock of this tab's world. */
export const createWorldLock = (): WorldLock => createTabLock("drydock-world-");
