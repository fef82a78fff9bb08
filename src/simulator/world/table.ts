import type { Schema } from "./row-schemas.ts";

declare const kindOfSegment: unique symbol;

/**
 * A text that names one kind of thing, e.g. a registry or a digest. Any text can be used as one, but not one that is known to
 * name another kind of thing, so that the compiler rejects a key whose segments are in the wrong order.
 */
export type Segment<Kind extends string> = string & { readonly [kindOfSegment]?: Kind };

/** Name of a registry in lower case, which is the first segment of every row that belongs to it. */
export type RegistryKey = Segment<"registry">;
/** Name of a repository, with its slashes. */
export type RepositoryName = Segment<"repository">;
/** Digest of a blob or manifest, e.g. `sha256:…`. */
export type Digest = Segment<"digest">;
export type TagName = Segment<"tag">;
/** Name of a region as Azure writes it in ids, e.g. `westeurope`. */
export type RegionName = Segment<"region">;

/** The type of a segment by what a table calls it: "digest of the subject" is a digest, "digest or tag" can be either. */
type SegmentCalled<Name extends string> = Name extends `${infer First} or ${infer Second}`
  ? Segment<First | Second>
  : Name extends `${infer Kind} of ${string}`
    ? Segment<Kind>
    : Segment<Name>;

/** The segments of a key, in order, by what a table calls them. */
export type KeyCalled<Names extends readonly string[]> = { readonly [At in keyof Names]: SegmentCalled<Names[At]> };

/** How the rows of one table are named, and what they hold. */
export interface Table<Names extends readonly string[], Row> {
  /** What each segment of a key names, in order. */
  key: Names;
  row: Schema<Row>;
}

/**
 * Defines a table: what the segments of a key name, and the schema of a row. Segments that start with the same word name the same
 * kind of thing: "digest of the subject" and "digest" are both digests.
 */
export const table = <const Names extends readonly string[], Row>(key: Names, row: Schema<Row>): Table<Names, Row> => ({
  key,
  row,
});

/** All keys below which rows can be: the first segments of a key, at least one fewer than it has. */
export type PrefixOf<Key extends readonly string[]> = Key extends readonly [...infer Prefix extends string[], string]
  ? Readonly<Prefix> | PrefixOf<Prefix>
  : never;

/** The segments of a key that follow a prefix. */
export type RestOf<Key extends readonly string[], Prefix extends readonly string[]> = Prefix extends readonly [
  string,
  ...infer Below extends string[],
]
  ? Key extends readonly [string, ...infer Rest extends string[]]
    ? RestOf<Rest, Below>
    : never
  : Key;
