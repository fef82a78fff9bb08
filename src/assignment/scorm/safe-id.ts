/** FNV-1a over the UTF-16 code units of a text, 32 bits. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

const escapeUnit = (unit: string): string => `_${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

/**
 * Returns an id that every LMS accepts for a question: 1 to 250 printable ASCII characters without spaces, with a letter or digit
 * at the end. Different ids stay different; one that is too long ends with a checksum instead.
 */
export function safeId(id: string): string {
  const escaped = id.replaceAll(/[^A-Za-z0-9./-]/g, escapeUnit).replace(/[^A-Za-z0-9]$/, escapeUnit);
  if (escaped === "") return "_0";
  return escaped.length <= 250 ? escaped : `${escaped.slice(0, 240)}.${fnv1a(id).toString(16).padStart(8, "0")}`;
}

/**
 * Returns the ids of a question's parts as short identifiers, in the same order and all different: letters, digits and
 * underscores only, which is what Moodle accepts in a response of SCORM 2004 (`^[\w.]{1,250}$`).
 */
export function shortIds(ids: readonly string[]): string[] {
  const taken = new Set<string>();
  return ids.map((id) => {
    const plain = id.replaceAll(/\W/g, "_").slice(0, 200) || "_";
    let unique = plain;
    for (let next = 2; taken.has(unique); next++) unique = `${plain}_${next}`;
    taken.add(unique);
    return unique;
  });
}
