import { arrayNatives } from "./arrays.ts";
import { dateNatives } from "./dates.ts";
import type { NativeTable } from "./native.ts";
import { numberNatives } from "./numbers.ts";
import { outsideNatives } from "./outside.ts";
import { pathNatives } from "./paths.ts";
import { streamNatives } from "./streams.ts";
import { stringNatives } from "./strings.ts";
import { typeNatives } from "./types.ts";

/** The functions that are not written in jq itself; see the prelude for those. */
export const natives: NativeTable = {
  ...typeNatives,
  ...stringNatives,
  ...arrayNatives,
  ...numberNatives,
  ...pathNatives,
  ...streamNatives,
  ...dateNatives,
  ...outsideNatives,
};
