import type { Progress } from "../progress/progress.ts";

/** What the store needs from outside; the composition root passes the real ones, tests their own. */
export interface Services {
  /** Opens storage on first use, so that Dexie stays out of the first screen. */
  progress(): Promise<Progress>;
  now(): number;
  /** Milliseconds by a clock that can't be set, from any beginning. */
  steady(): number;
  newId(): string;
  /** The synchronous mirror of the settings that must be known before paint. */
  mirror: { read(): string | null; write(text: string): void };
}
