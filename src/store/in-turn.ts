/** Runs a task after all that were given before it, also after those that failed. */
export type InTurn = <T>(task: () => Promise<T>) => Promise<T>;

/** Creates what runs tasks in their order, so that none sees the state in the middle of another. A task must not wait for another in the same queue. */
export function createQueue(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const run = last.then(task);
    last = run.catch(() => undefined);
    return run;
  };
}
