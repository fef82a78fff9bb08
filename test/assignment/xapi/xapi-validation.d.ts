declare module "@learninglocker/xapi-validation" {
  /** Returns the warnings about a statement; none when it conforms to xAPI 1.0.3. */
  const validate: (statement: unknown) => { toString(): string }[];
  export default validate;
}
