/** Data in which a longer text is a reference to a list, so that each text is stored once, however often it occurs. */
export interface Packed {
  /** In alphabetical order, because a list with similar texts next to each other compresses better. */
  texts: string[];
  data: unknown;
}

/** A reference is this mark and a place in the list. A text that begins with the mark is in the list, however short it is. */
const mark = "~";
const isListed = (text: string): boolean => text.length >= 20 || text.startsWith(mark);

/** Returns a copy in which every text was replaced. */
function replaced(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === "string") return replace(value);
  if (Array.isArray(value)) return value.map((part) => replaced(part, replace));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, replaced(part, replace)]));
}

/** Makes data of plain values shorter for a script. */
export function pack(value: unknown): Packed {
  const found = new Set<string>();
  replaced(value, (text) => {
    if (isListed(text)) found.add(text);
    return text;
  });
  const texts = [...found].sort();
  const places = new Map(texts.map((text, at) => [text, at]));
  return { texts, data: replaced(value, (text) => (isListed(text) ? `${mark}${places.get(text)}` : text)) };
}

const unpacked = new WeakMap<Packed, unknown>();

/** Returns packed data as it was; the same objects for the same packed data. */
export function unpack<T>(packed: Packed): T {
  const known =
    unpacked.get(packed) ??
    replaced(packed.data, (text) => (text.startsWith(mark) ? (packed.texts[Number(text.slice(1))] ?? "") : text));
  unpacked.set(packed, known);
  return known as T;
}
