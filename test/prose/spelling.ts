import dictionary from "dictionary-en";
import nspell from "nspell";
import type { Finding } from "./finding.ts";
import { lineAt, type Passage } from "./passage.ts";

/** A word of prose: letters with apostrophes inside; next to digits, dots, slashes and the like it is a name. */
const word = /(?<![\w./@$#~\\:=+%-])[A-Za-z]+(?:['’][A-Za-z]+)*(?![\w/@\\=+]|\.\w|:\w|\()/g;
const hyphenated = /(?<![\w./@$#~\\:=+%-])[A-Za-z]+(?:-[A-Za-z]+)+(?![\w/@\\=+-]|\.\w|:\w|\()/g;

export interface Spelling {
  knows(word: string): boolean;
  /** Whether a word is written with a capital inside a sentence: it is no ordinary word in lower case. */
  isName(word: string): boolean;
  /** Names of several words, such as "Docker Hub". */
  phrases: readonly string[];
}

/** Reads the American dictionary and the words of the project: one a line; names, also those of several words, keep their capitals. */
export function readSpelling(words: string): Spelling {
  const own = new Set(
    words
      .split("\n")
      .map((line) => line.replace(/#.*/, "").trim())
      .filter(Boolean),
  );
  const spell = nspell({ aff: Buffer.from(dictionary.aff), dic: Buffer.from(dictionary.dic) });
  const answers = new Map<string, boolean>();
  const plain = (text: string) => text.replaceAll("’", "'").replace(/'s$|'$/, "");
  const knows = (text: string): boolean => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const bare = plain(text);
    const lower = bare.toLowerCase();
    const right =
      own.has(bare) ||
      own.has(lower) ||
      spell.correct(text.replaceAll("’", "'")) ||
      spell.correct(bare) ||
      /^[A-Z]{2,}s?$/.test(bare) ||
      /[a-z][A-Z]/.test(bare);
    answers.set(text, right);
    return right;
  };
  return {
    knows,
    phrases: [...own].filter((entry) => entry.includes(" ")),
    isName: (text) => {
      const bare = plain(text);
      return own.has(bare) || (!own.has(bare.toLowerCase()) && !spell.correct(bare.toLowerCase()));
    },
  };
}

/** Words of a passage that neither the dictionary nor the project knows. */
export function spellingFindings(passage: Passage, spelling: Spelling): Finding[] {
  const { file, text } = passage;
  const words = [
    ...[...text.matchAll(word)].filter(({ index, 0: found }) => text[index + found.length] !== "-"),
    ...[...text.matchAll(hyphenated)].flatMap(({ index, 0: found }) =>
      [...found.matchAll(/[A-Za-z]+/g)].map((part) => ({ index: index + part.index, 0: part[0] })),
    ),
  ];
  return words
    .filter(({ 0: found }) => found.length > 2 && !spelling.knows(found))
    .map(({ index, 0: found }) => ({
      file,
      line: lineAt(passage, index),
      found,
      say: "look it up",
      why: "Not in the dictionary. A term of the field goes into test/prose/words.txt.",
    }));
}
