/** The command that the cursor is in, as far as it is typed. */
export interface TypedLine {
  /** Whole words before the one at the cursor, without quotes; the first is the command. */
  words: string[];
  /** The word at the cursor without quotes. */
  word: string;
  /** Where that word begins in the line. */
  from: number;
  /** The quote that is open at the cursor. */
  quote: "" | "'" | '"';
  /** What the word is the target of, if a redirection. */
  redirection: boolean;
}

const separators = new Set(["|", "&", ";", "(", ")", "\n", "{", "}", "`"]);

const assignment = /^[A-Za-z_]\w*=/;

/** Words that a command follows. */
const leading = new Set([
  "if",
  "then",
  "else",
  "elif",
  "do",
  "while",
  "until",
  "!",
  "time",
  "sudo",
  "command",
  "env",
  "xargs",
]);

/** Reads what stands before the cursor: quotes, escapes, pipes, lists and substitutions. */
export function readTyped(line: string, cursor: number): TypedLine {
  let words: string[] = [];
  let word = "";
  let from = -1;
  let quote: TypedLine["quote"] = "";
  let redirection = false;
  const begin = (at: number) => {
    if (from === -1) from = at;
  };
  const finish = () => {
    if (from === -1) return;
    if (!redirection && !(words.length === 0 && (assignment.test(word) || leading.has(word)))) words.push(word);
    redirection = false;
    word = "";
    from = -1;
  };
  for (let at = 0; at < cursor; at++) {
    const char = line[at] ?? "";
    if (quote === "'") {
      if (char === "'") quote = "";
      else word += char;
    } else if (char === "\\" && at + 1 < cursor) {
      begin(at);
      word += line[++at];
    } else if (char === "$" && line[at + 1] === "(") {
      // A substitution begins a command of its own, also within quotes.
      at++;
      words = [];
      word = "";
      from = -1;
      quote = "";
    } else if (quote === '"') {
      if (char === '"') quote = "";
      else word += char;
    } else if (char === "'" || char === '"') {
      begin(at);
      quote = char;
    } else if (char === "#" && from === -1) {
      const end = line.indexOf("\n", at);
      if (end === -1 || end >= cursor) return { words: ["#"], word: "", from: cursor, quote: "", redirection: false };
      at = end - 1;
    } else if (char === ">" || char === "<") {
      if (/^\d*$/.test(word)) {
        word = "";
        from = -1;
      } else finish();
      redirection = true;
    } else if (separators.has(char) && !(char === "{" && from !== -1) && !(char === "}" && from !== -1)) {
      if (char === "&" && redirection) continue;
      finish();
      words = [];
      redirection = false;
    } else if (/\s/.test(char)) finish();
    else {
      begin(at);
      word += char;
    }
  }
  return { words, word, from: from === -1 ? cursor : from, quote, redirection };
}
