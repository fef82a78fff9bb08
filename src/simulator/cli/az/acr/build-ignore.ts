/** One line of a `.dockerignore`, read as the client reads it (azure-cli, acr/_archive_utils.py). */
interface IgnoreRule {
  ignore: boolean;
  pattern: RegExp;
}

function ruleOf(line: string): IgnoreRule {
  const ignore = !line.startsWith("!");
  const rule = ignore ? line : line.slice(1).replace(/^\//, "").replace(/\/+$/, "");
  const segments = rule.split("/");
  const pattern = segments.map((part, index) => {
    if (part === "**") return ".*";
    const glob = part.replaceAll("*", "[^/]*").replaceAll("?", "[^/]").replaceAll(".", "\\.");
    return index < segments.length - 1 ? `${glob}/` : glob;
  });
  return { ignore, pattern: patternOf(pattern.join("")) };
}

/** The client takes the text for a regular expression as it is; one that is none matches nothing. */
function patternOf(text: string): RegExp {
  try {
    return new RegExp(`^${text}$`);
  } catch {
    return /$^/;
  }
}

/** Names that never go along, whatever the file says. */
const defaults = new Set([".git", ".gitignore", ".bzr", "bzrignore", ".hg", ".hgignore", ".svn"]);

export interface Ignored {
  ignored: boolean;
  /** Rules from this one on have less weight than the one that decided. */
  below: number;
}

/** Decides for a path below the context, given what was decided for its folder. */
export type IgnoreCheck = (path: string, parent: Ignored) => Ignored;

/**
 * What a `.dockerignore` leaves out; the last line that matches wins. Without such a file only the default rules hold.
 * `exclude` gets each name that they leave out.
 */
export function ignoreCheck(text: string | undefined, exclude: (path: string) => void): IgnoreCheck {
  const rules = (text ?? "")
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map(ruleOf)
    .toReversed();
  return (path, parent) => {
    if (defaults.has(path)) {
      exclude(path);
      return { ignored: true, below: parent.below };
    }
    const at = rules.findIndex(({ pattern }, index) => index < parent.below && pattern.test(path));
    const rule = rules[at];
    return rule ? { ignored: rule.ignore, below: at } : parent;
  };
}
