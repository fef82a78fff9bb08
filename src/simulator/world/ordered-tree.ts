import tree from "sorted-btree";
import difference from "sorted-btree/extended/diffAgainst";

/** The package is CommonJS: some loaders hand out its exports in place of its default export. */
const defaultOf = <T>(loaded: T): T => (loaded as { default?: T }).default ?? loaded;

export type { default as OrderedTree } from "sorted-btree";
/** A sorted map whose copies share what none of them changed. */
export const BTree = defaultOf(tree);
export const diffAgainst = defaultOf(difference);
