import type { CommandDefinition } from "../definition.ts";
import type { Call, Program, ExitError } from "../program.ts";
import { notSimulated } from "./az-error.ts";
import { AzRun } from "./az-run.ts";
import { Configuration } from "./configuration.ts";
import { definitionsOf } from "./definitions.ts";
import { formatResult, outputFormats, type OutputFormat } from "./format-result.ts";
import { helpText, welcomeText } from "./help.ts";
import { handlerOf, tableOf, whyNotServed } from "./modules.ts";
import { ParsedOptions } from "./options.ts";
import { parseLine, type ParsedLine } from "./parse.ts";
import { previewNotes } from "./preview-notes.ts";
import { checkQuery, search } from "./query.ts";
import { withRequestLog, type LogLevel } from "./request-log.ts";
import { surfaceTree, type SurfaceNode } from "./surface-index.ts";
import type { Surface, SurfaceCommand } from "./surface.ts";
import { azVersionText } from "./version.ts";
import type { JsonValue } from "../../world/json.ts";
import { summaries } from "../summaries.ts";

function levelOf(options: ParsedOptions, configuration: Configuration): LogLevel {
  if (options.on("--debug")) return "debug";
  if (options.on("--verbose")) return "info";
  return options.on("--only-show-errors") || configuration.on("core", "only_show_errors") ? "errors" : "warnings";
}

function formatOf(options: ParsedOptions, configuration: Configuration): OutputFormat {
  const typedFormat = options.text("--output") ?? configuration.get("core", "output") ?? "json";
  return outputFormats.find((format) => format === typedFormat.toLowerCase()) ?? "json";
}

/** The refusal of a command that the surface knows and no module serves. */
const notServed = (command: SurfaceCommand): ExitError =>
  notSimulated(
    `'${command.command}'`,
    `${whyNotServed(command) ?? ""}. Nothing was sent and nothing was changed.`,
    "The reference of commands lists what the simulated cloud leaves out.",
  );

class AzProgram implements Program {
  readonly name = "az";
  readonly summary = summaries.az;
  private readonly root: SurfaceNode;
  private definitions: readonly CommandDefinition[] | undefined;

  constructor(
    private readonly surface: Surface,
    private readonly programs: (name: string) => Promise<Program | undefined>,
  ) {
    this.root = surfaceTree(surface);
  }

  commands(): readonly CommandDefinition[] {
    this.definitions ??= definitionsOf(this.surface);
    return this.definitions;
  }

  async execute(call: Call): Promise<number> {
    if (call.args[0] === "--version" && call.args.length === 1) {
      call.out(azVersionText);
      return 0;
    }
    const configuration = new Configuration(call);
    const line = parseLine(this.root, call.args, {
      configured: (name) => configuration.get("defaults", name),
      checkQuery,
    });
    if (line.kind === "help") {
      call.out(call.args.length === 0 ? welcomeText(this.root) : helpText(this.surface, line.node));
      return 0;
    }
    await this.run(call, line, configuration);
    return 0;
  }

  private async run(call: Call, line: ParsedLine, configuration: Configuration): Promise<void> {
    const options = new ParsedOptions(line.command.command, line.args, line.values);
    const level = levelOf(options, configuration);
    const machine = withRequestLog(call.machine, call, level);
    const started = machine.now();
    const inner: Call = Object.create(call, { machine: { value: machine, enumerable: true } }) as Call;
    const warn = (text: string) => {
      if (level !== "errors") call.err(`WARNING: ${text}\n`);
    };
    if (level === "debug") call.err(`DEBUG: cli.knack.cli: Command arguments: ${pythonList(call.args)}\n`);
    const serve = handlerOf(line.command.command);
    for (const note of previewNotes(this.root, line)) warn(note);
    if (!serve) throw notServed(line.command);
    const run = new AzRun(inner, line.command.command, options, configuration, warn, this.programs);
    const result = await serve(run);
    this.print(call, line.command.command, result, options, configuration);
    if (level === "debug" || level === "info") {
      const seconds = ((machine.now() - started) / 1000).toFixed(3);
      call.err(`INFO: Command ran in ${seconds} seconds (init: 0.000, invoke: ${seconds})\n`);
    }
  }

  private print(
    call: Call,
    command: string,
    result: JsonValue | undefined,
    options: ParsedOptions,
    configuration: Configuration,
  ): void {
    if (result === undefined) return;
    const query = options.text("--query");
    const value = query === undefined ? result : search(query, result);
    if (value === null) return;
    const table = tableOf(command);
    const format = formatOf(options, configuration);
    call.out(formatResult(value, { format, queried: query !== undefined, table }));
  }
}

const pythonList = (words: readonly string[]): string => `[${words.map((word) => `'${word}'`).join(", ")}]`;

/**
 * The azure-cli over a surface of commands: parser, help, completion and refusals come from the data alone. `programs` finds
 * the other programs of the machine, which some commands start.
 */
export const createAz = (
  surface: Surface,
  programs: (name: string) => Promise<Program | undefined> = () => Promise.resolve(undefined),
): Program => new AzProgram(surface, programs);
