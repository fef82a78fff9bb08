import { jsonText } from "../output/json.ts";
import { tableText } from "../output/table.ts";
import { tsvText } from "../output/tsv.ts";
import { yamlText } from "../output/yaml.ts";
import { azError } from "./az-error.ts";
import type { AzTable } from "./az-call.ts";
import type { JsonValue } from "../../world/json.ts";

export const outputFormats = ["json", "jsonc", "yaml", "yamlc", "table", "tsv", "none"] as const;
export type OutputFormat = (typeof outputFormats)[number];

interface Formatting {
  format: OutputFormat;
  /** Set when the value is what a query made of the result. */
  queried: boolean;
  /** The command's own table, which a query turns off. */
  table: AzTable | undefined;
}

const noTable = () =>
  azError(
    "Table output unavailable. Use the --query option to specify an appropriate query. Use --debug for more info.",
    1,
    { code: "NoTable", text: "The result has nothing to show in columns.", next: "Choose columns with `--query`." },
  );

function asTable(value: JsonValue, { queried, table }: Formatting): string {
  const rows = table && !queried ? table(value) : value;
  const text = tableText(rows, queried || table !== undefined);
  const isEmptyList = Array.isArray(rows) && rows.length === 0;
  if (text === "\n" && !isEmptyList) throw noTable();
  return text;
}

/**
 * Returns a result as az 2.45 prints it to standard output, in one of the formats of
 * https://learn.microsoft.com/cli/azure/format-output-azure-cli. `jsonc` and `yamlc` have their plain forms: what the client prints
 * where there is no color.
 */
export function formatResult(value: JsonValue, formatting: Formatting): string {
  switch (formatting.format) {
    case "json":
    case "jsonc":
      return jsonText(value);
    case "yaml":
    case "yamlc":
      return yamlText(value);
    case "tsv":
      return tsvText(value, formatting.queried);
    case "table":
      return asTable(value, formatting);
    case "none":
      return "";
  }
}
