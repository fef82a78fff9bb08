import { JqError, named } from "../values.ts";
import { pure, withValues, type Native, type NativeTable } from "./native.ts";

const numeric = (compute: (value: number) => number): Native =>
  pure((value) => {
    if (typeof value !== "number") throw new JqError(`${named(value)} number required`);
    return compute(value);
  });

/** Numbers. */
export const numberNatives: NativeTable = {
  "floor/0": numeric(Math.floor),
  "ceil/0": numeric(Math.ceil),
  "round/0": numeric((value) => Math.sign(value) * Math.round(Math.abs(value))),
  "fabs/0": numeric(Math.abs),
  "abs/0": numeric(Math.abs),
  "sqrt/0": numeric(Math.sqrt),
  "trunc/0": numeric(Math.trunc),
  "sin/0": numeric(Math.sin),
  "cos/0": numeric(Math.cos),
  "tan/0": numeric(Math.tan),
  "asin/0": numeric(Math.asin),
  "acos/0": numeric(Math.acos),
  "atan/0": numeric(Math.atan),
  "cbrt/0": numeric(Math.cbrt),
  "exp2/0": numeric((value) => 2 ** value),
  "exp10/0": numeric((value) => 10 ** value),
  "log/0": numeric(Math.log),
  "log2/0": numeric(Math.log2),
  "log10/0": numeric(Math.log10),
  "exp/0": numeric(Math.exp),
  "pow/2": withValues((_value, [base = null, exponent = null]) => {
    if (typeof base !== "number" || typeof exponent !== "number") throw new JqError(`${named(base)} number required`);
    return base ** exponent;
  }),
  "infinite/0": pure(() => Number.POSITIVE_INFINITY),
  "nan/0": pure(() => Number.NaN),
  "isnan/0": pure((value) => typeof value === "number" && Number.isNaN(value)),
  "isinfinite/0": pure((value) => typeof value === "number" && Math.abs(value) === Number.POSITIVE_INFINITY),
  "isnormal/0": pure((value) => typeof value === "number" && Number.isFinite(value) && value !== 0),
};
