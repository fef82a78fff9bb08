import { createRequire } from "node:module";
import type validateStatement from "@learninglocker/xapi-validation";

// The package is CommonJS and has its function under `default`.
const { default: validate }: { default: typeof validateStatement } = createRequire(import.meta.url)(
  "@learninglocker/xapi-validation",
);

/** Returns what Learning Locker's validator objects to in a statement. */
export const statementErrors = (statement: unknown): string[] =>
  validate(JSON.parse(JSON.stringify(statement))).map((warning) => JSON.stringify(warning));
