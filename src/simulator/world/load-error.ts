/** A part of the simulator is loaded when it is first used, and its code couldn't be fetched. */
export class LoadError extends Error {
  constructor(part: string, options?: ErrorOptions) {
    super(`The code of ${part} isn't on this device yet and couldn't be fetched.`, options);
  }
}
