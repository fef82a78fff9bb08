import { keyOf } from "./options.ts";
import type { Surface, SurfaceArgument } from "./surface.ts";

/** One line of help: the argument's own, else what all commands say of an argument spelled like it. */
export const helpOf = ({ shared }: Surface, argument: SurfaceArgument): string =>
  argument.help ?? shared?.[argument.options.join(" ")] ?? shared?.[keyOf(argument)] ?? "";
