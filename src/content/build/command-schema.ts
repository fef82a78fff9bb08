import * as v from "valibot";

const text = v.pipe(v.string(), v.minLength(1, "is empty"));

const spelling = v.pipe(text, v.regex(/^(--?[A-Za-z0-9_][\w.-]*|<[A-Z_]+>)$/, "is no option: --name, -n or <NAME>"));

/** An argument of a command, as `SurfaceArgument` types it. */
export const argumentSchema = v.strictObject({
  options: v.pipe(v.array(spelling), v.minLength(1, "has no spelling")),
  required: v.boolean(),
  choices: v.exactOptional(v.pipe(v.array(text), v.minLength(1, "has no value"))),
  nargs: v.exactOptional(v.union([v.picklist(["?", "*", "+"]), v.pipe(v.number(), v.integer(), v.minValue(0))])),
  three_state: v.exactOptional(v.boolean()),
  default: v.exactOptional(v.unknown()),
  preview: v.exactOptional(v.boolean()),
  deprecated: v.exactOptional(v.union([v.boolean(), text])),
  repeatable: v.exactOptional(v.boolean()),
  type: v.exactOptional(v.literal("int")),
  help: v.exactOptional(text),
});

const commandName = v.pipe(text, v.regex(/^az( [a-z0-9][a-z0-9-]*)+$/, "is no command: az GROUP… VERB"));

/** A command of the surface. */
export const commandSchema = v.strictObject({
  command: commandName,
  summary: text,
  args: v.array(argumentSchema),
  table_columns: v.exactOptional(v.array(text)),
  /** Name of the client's own function for the table; kept because the file is the measured one. */
  table_transformer: v.exactOptional(text),
  preview: v.exactOptional(v.boolean()),
  hidden: v.exactOptional(v.boolean()),
  deprecated: v.exactOptional(text),
});

/** content/commands/az.json: the surface as measured with the real client. */
export const measuredSchema = v.array(commandSchema);

/** content/commands/az-more.json: groups, commands that came later or lie around the registry, more options of measured ones. */
export const moreSchema = v.strictObject({
  groups: v.array(v.strictObject({ group: commandName, summary: text, preview: v.exactOptional(v.boolean()) })),
  commands: v.array(commandSchema),
  extraArgs: v.record(commandName, v.array(argumentSchema)),
  /** Spellings of options that the client still takes and no longer shows, with what replaces them. */
  oldSpellings: v.record(commandName, v.record(spelling, spelling)),
  /** Why what no module serves is left out, by command or group. */
  notSimulated: v.record(commandName, text),
});

/** content/commands/az-help.json: a line for each option, shared by all commands or of one command. */
export const helpSchema = v.strictObject({
  shared: v.record(text, text),
  commands: v.record(commandName, v.record(text, text)),
});

/** content/commands/az-reference.json: what the reference page says beside options. */
export const referenceSchema = v.record(
  commandName,
  v.strictObject({
    examples: v.exactOptional(v.array(text)),
    facts: v.exactOptional(v.array(text)),
    permission: v.exactOptional(text),
    /** Options that people look for here and that do not exist: what to do instead. */
    mistakes: v.exactOptional(v.record(spelling, v.strictObject({ next: text, fact: v.exactOptional(text) }))),
  }),
);
