/**
 * Returns identifiers for ids, unique within the list and valid in QTI and Common Cartridge: a letter first, then letters,
 * digits, `_` and `-`. An id that has other characters gets its position's number.
 */
export function identifiersOf(prefix: string, ids: readonly string[]): Map<string, string> {
  const plain = ids.every((id) => /^[A-Za-z0-9_-]{1,60}$/.test(id));
  return new Map(ids.map((id, at) => [id, `${prefix}${plain ? id : at + 1}`]));
}
