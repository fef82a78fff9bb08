import type { AzOptions } from "./az-call.ts";
import type { SurfaceArgument } from "./surface.ts";

/** First long spelling of an argument, by which code asks for it; a positional one goes by its name. */
export const keyOf = ({ options }: SurfaceArgument): string =>
  options.find((option) => option.startsWith("--")) ?? options[0] ?? "";

/** Words that a command line gave to an argument: one list for each time that it was given. */
export type GivenValues = ReadonlyMap<string, readonly (readonly string[])[]>;

const textOf = (value: unknown): string => (typeof value === "string" ? value : String(value));

/** The arguments of one command line, with the defaults of the surface where nothing was given. */
export class ParsedOptions implements AzOptions {
  private readonly known: ReadonlyMap<string, SurfaceArgument>;

  constructor(
    private readonly command: string,
    args: readonly SurfaceArgument[],
    private readonly values: GivenValues,
  ) {
    this.known = new Map(args.map((argument) => [keyOf(argument), argument]));
  }

  /** Whether the command has the argument. */
  knows(flag: string): boolean {
    return this.known.has(flag);
  }

  wasTyped(flag: string): boolean {
    this.argument(flag);
    return this.values.has(flag);
  }

  text(flag: string): string | undefined {
    const words = this.last(flag);
    if (words) return words.join(" ");
    const { default: value } = this.argument(flag);
    return value === undefined || value === null ? undefined : textOf(value);
  }

  required(flag: string): string {
    const value = this.text(flag);
    if (value === undefined) throw new Error(`${this.command} has no value for ${flag}`);
    return value;
  }

  texts(flag: string): string[] | undefined {
    const times = this.values.get(flag);
    if (times) return (this.argument(flag).repeatable ? times : times.slice(-1)).flat();
    const { default: value } = this.argument(flag);
    return Array.isArray(value) ? value.map(textOf) : undefined;
  }

  lists(flag: string): string[][] {
    this.argument(flag);
    return (this.values.get(flag) ?? []).map((words) => [...words]);
  }

  number(flag: string): number | undefined {
    const value = this.text(flag);
    return value === undefined ? undefined : Number(value.replaceAll("_", ""));
  }

  on(flag: string): boolean {
    const { nargs, default: standard } = this.argument(flag);
    if (nargs !== 0) return this.state(flag) ?? false;
    return this.values.has(flag) || [true, 1, "1"].includes(standard as boolean | number | string);
  }

  state(flag: string): boolean | undefined {
    const value = this.text(flag);
    if (value === undefined) return undefined;
    return value === "" || value.toLowerCase() === "true";
  }

  tags(flag: string): Record<string, string> | undefined {
    const words = this.texts(flag);
    if (!words) return undefined;
    const pairs = words
      .filter((word) => word !== "")
      .map((word) => {
        const at = word.indexOf("=");
        return at < 0 ? ([word, ""] as const) : ([word.slice(0, at), word.slice(at + 1)] as const);
      });
    return Object.fromEntries(pairs);
  }

  private last(flag: string): readonly string[] | undefined {
    this.argument(flag);
    return this.values.get(flag)?.at(-1);
  }

  private argument(flag: string): SurfaceArgument {
    const argument = this.known.get(flag);
    if (!argument) throw new Error(`${this.command} has no argument ${flag}`);
    return argument;
  }
}
