import type { AccountPart } from "./account-call.ts";

/** Commands that also work when nobody is signed in. */
export const accountModules: readonly AccountPart[] = [];
