import type { Program } from "../../program.ts";
import { cat } from "./cat.ts";

/** The everyday filters, each a program of its own. */
export const filters: readonly Program[] = [cat];
