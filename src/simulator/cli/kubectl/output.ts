import { stringify } from "yaml";
import { ExitError } from "../program.ts";
import { columnPath, jsonPath } from "./json-path.ts";
import { apiVersion, resourceName, type Kind } from "./kinds.ts";
import { nameOf } from "./objects.ts";
import { layOut } from "./tables.ts";
import { asRecord, type JsonRecord } from "../../world/json.ts";

/** An object with its apiVersion and kind first, as the server's own answers have them. */
const typed = (kind: Kind, object: JsonRecord): JsonRecord => ({
  ...object,
  apiVersion: apiVersion(kind),
  kind: kind.kind,
});

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(asRecord(value))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
};

/**
 * Returns objects in the output format of `-o`; undefined for the formats that are tables: none and `wide`. `single` prints the
 * first object alone, otherwise they are items of a List. Throws ExitError with kubectl's words for a format that it doesn't have.
 */
export function formatted(
  format: string | undefined,
  kind: Kind,
  objects: readonly JsonRecord[],
  single: boolean,
): string | undefined {
  if (format === undefined || format === "" || format === "wide") return undefined;
  if (format === "name") return objects.map((object) => `${resourceName(kind)}/${nameOf(object)}\n`).join("");
  const all = objects.map((object) => typed(kind, object));
  const whole =
    single && all[0] ? all[0] : { apiVersion: "v1", items: all, kind: "List", metadata: { resourceVersion: "" } };
  if (format === "json") return `${JSON.stringify(sorted(whole), null, 4)}\n`;
  if (format === "yaml") return stringify(sorted(whole), { lineWidth: 0, indentSeq: false });
  if (format.startsWith("jsonpath=")) return jsonPath(format.slice("jsonpath=".length), whole);
  if (format.startsWith("custom-columns=")) {
    const columns = format
      .slice("custom-columns=".length)
      .split(",")
      .map((text) => {
        const [title = "", ...path] = text.split(":");
        return { title, path: path.join(":") };
      });
    const cell = (path: string, object: JsonRecord) => jsonPath(columnPath(path), object) || "<none>";
    return layOut(
      columns.map(({ title }) => title),
      all.map((object) => columns.map(({ path }) => cell(path, object))),
    );
  }
  throw new ExitError(
    1,
    `error: unable to match a printer suitable for the output format "${format}", allowed formats are: custom-columns,json,jsonpath,name,wide,yaml`,
    { code: "UnknownFormat", text: `There is no output format ${format}.` },
  );
}
