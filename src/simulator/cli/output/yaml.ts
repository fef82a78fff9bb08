import { sortedKeys } from "./json.ts";
import { escapeOf, isBreak, styleOf } from "./yaml-scalar.ts";
import type { JsonValue } from "../../world/json.ts";

/** Columns after which PyYAML continues in the next line at the next blank. */
const bestWidth = 80;

/** Keys from this length on (128 less the five of `!!str`), empty ones and those of several lines are written behind a question mark. */
const simpleKeyLimit = 123;

const isEmpty = (value: JsonValue): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;

/** Writes block style as PyYAML's emitter does, character by character, because its folding looks at the column. */
class YamlWriter {
  private text = "";
  private column = 0;

  toString(): string {
    return this.text;
  }

  write(text: string): void {
    this.text += text;
    this.column += [...text].length;
  }

  newLine(indent = 0): void {
    this.text += `\n${" ".repeat(indent)}`;
    this.column = indent;
  }

  /** A scalar; `indent` is that of its further lines, `key` says that it has to stay in its line. */
  scalar(value: JsonValue, indent: number, key = false): void {
    if (typeof value !== "string") return this.write(value === null ? "null" : String(value));
    const chars = [...value];
    switch (styleOf(value)) {
      case "plain":
        return this.plain(chars, indent, key);
      case "single":
        return key && chars.some(isBreak) ? this.double(chars, indent, key) : this.single(chars, indent, key);
      case "double":
        return this.double(chars, indent, key);
    }
  }

  private plain(chars: readonly string[], indent: number, key: boolean): void {
    for (let at = 0; at < chars.length; at++) {
      const alone = chars[at] === " " && chars[at - 1] !== " " && chars[at + 1] !== " ";
      if (alone && this.column > bestWidth && !key) this.newLine(indent);
      else this.write(chars[at] ?? "");
    }
  }

  private single(chars: readonly string[], indent: number, key: boolean): void {
    this.write("'");
    for (let at = 0; at < chars.length; at++) {
      const char = chars[at] ?? "";
      const inside = at > 0 && at < chars.length - 1;
      const alone = char === " " && chars[at - 1] !== " " && chars[at + 1] !== " ";
      if (isBreak(char)) {
        if (!isBreak(chars[at - 1]) && char === "\n") this.newLine();
        this.newLine(isBreak(chars[at + 1]) ? 0 : indent);
      } else if (alone && inside && this.column > bestWidth && !key) this.newLine(indent);
      else this.write(char === "'" ? "''" : char);
    }
    this.write("'");
  }

  private double(chars: readonly string[], indent: number, key: boolean): void {
    this.write('"');
    let start = 0;
    const flush = (end: number) => {
      if (start < end) this.write(chars.slice(start, end).join(""));
      start = Math.max(start, end);
    };
    for (let end = 0; end <= chars.length; end++) {
      const char = chars[end];
      const escape = char === undefined ? undefined : escapeOf(char);
      if (char === undefined || escape !== undefined) {
        flush(end);
        if (escape !== undefined) {
          this.write(escape);
          start = end + 1;
        }
      }
      const inside = end > 0 && end < chars.length - 1;
      if (inside && (char === " " || start >= end) && this.column + (end - start) > bestWidth && !key) {
        flush(end);
        this.write("\\");
        this.newLine(indent);
        if (chars[start] === " ") this.write("\\");
      }
    }
    this.write('"');
  }

  /** A value after what introduces it; a block collection starts in place when `inline` allows it. */
  node(value: JsonValue, indent: number, inline: boolean): void {
    if (Array.isArray(value) && value.length > 0) return this.sequence(value, indent, inline);
    if (typeof value === "object" && value !== null && !Array.isArray(value) && !isEmpty(value)) {
      return this.mapping(value, indent, inline);
    }
    this.scalarOrEmpty(value, indent);
  }

  private scalarOrEmpty(value: JsonValue, indent: number): void {
    if (typeof value !== "object" || value === null) this.scalar(value, indent);
    else this.write(Array.isArray(value) ? "[]" : "{}");
  }

  private sequence(items: readonly JsonValue[], indent: number, inline: boolean): void {
    items.forEach((item, at) => {
      if (at > 0 || !inline) this.newLine(indent);
      this.write("- ");
      this.node(item, indent + 2, true);
    });
  }

  private mapping(value: { [key: string]: JsonValue }, indent: number, inline: boolean): void {
    sortedKeys(value).forEach((key, at) => {
      if (at > 0 || !inline) this.newLine(indent);
      const item = value[key] ?? null;
      const simple = key !== "" && [...key].length < simpleKeyLimit && !key.includes("\n");
      if (!simple) this.write("? ");
      this.scalar(key, indent + 2, simple);
      if (!simple) this.newLine(indent);
      this.write(":");
      if (typeof item !== "object" || item === null || isEmpty(item)) {
        this.write(" ");
        this.scalarOrEmpty(item, indent + 2);
      } else if (simple) this.node(item, Array.isArray(item) ? indent : indent + 2, false);
      else {
        this.write(" ");
        this.node(item, indent + 2, true);
      }
    });
  }
}

/** `yaml.safe_dump(value, default_flow_style=False, allow_unicode=True)` of PyYAML: block style, keys sorted, YAML 1.1. */
export function yamlText(value: JsonValue): string {
  const writer = new YamlWriter();
  writer.node(value, typeof value === "object" && value !== null ? 0 : 2, true);
  const isOpen = typeof value !== "object" || value === null;
  const plain = isOpen && (typeof value !== "string" || styleOf(value) === "plain");
  return `${writer.toString()}\n${plain ? "...\n" : ""}`;
}
