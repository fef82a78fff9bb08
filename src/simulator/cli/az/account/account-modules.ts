import type { AccountPart } from "./account-call.ts";
import { configurePart } from "./configure.ts";
import { loginPart } from "./login.ts";
import { subscriptionsPart } from "./subscriptions.ts";

/** Commands that also work when nobody is signed in. */
export const accountModules: readonly AccountPart[] = [loginPart, subscriptionsPart, configurePart];
