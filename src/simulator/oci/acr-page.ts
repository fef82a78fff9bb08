import { fail, ok, type Result } from "../world/result.ts";

/** What a listing was asked for. */
export interface Page {
  /** At most this many entries. */
  n: number;
  /** Start after this entry. */
  last?: string;
  orderby: "" | "timedesc" | "timeasc";
}

/** Entries of a page when a client does not say how many; az asks for as many. */
const defaultPage = 100;

/** Reads n, last and orderby. */
export function readPage(url: URL): Result<Page> {
  const count = url.searchParams.get("n");
  if (count !== null && !/^\d{1,9}$/.test(count)) {
    return fail({
      code: "PAGINATION_NUMBER_INVALID",
      status: 400,
      message: "invalid number of results requested",
      target: { n: count },
    });
  }
  const order = url.searchParams.get("orderby") ?? "";
  const last = url.searchParams.get("last");
  return ok({
    n: count === null ? defaultPage : Number(count),
    orderby: order === "timedesc" || order === "timeasc" ? order : "",
    ...(last !== null && last !== "" && { last }),
  });
}

export interface Entry {
  name: string;
  /** Moment of the last change, for the orders by time. */
  at: number;
}

/**
 * One page of a listing that comes in the order of names. In that order nothing behind the page is read; the orders by
 * time read all of it.
 */
export function takePage<E extends Entry>(
  listing: (after: string | undefined) => Iterable<E>,
  page: Page,
): { entries: E[]; more: boolean } {
  if (page.n === 0) return { entries: [], more: false };
  const found: E[] = [];
  if (page.orderby === "") {
    for (const entry of listing(page.last)) {
      if (found.length === page.n) return { entries: found, more: true };
      found.push(entry);
    }
    return { entries: found, more: false };
  }
  const sign = page.orderby === "timedesc" ? -1 : 1;
  const all = [...listing(undefined)].sort((a, b) => sign * (a.at - b.at) || (a.name < b.name ? -1 : 1));
  const start = page.last === undefined ? 0 : all.findIndex(({ name }) => name === page.last) + 1;
  return { entries: all.slice(start, start + page.n), more: all.length > start + page.n };
}

/** The `Link` header of a page that has another behind it. */
export function nextLink(path: string, page: Page, last: string | undefined): Record<string, string> {
  if (last === undefined) return {};
  const query = new URLSearchParams({ last, n: String(page.n), orderby: page.orderby });
  return { Link: `<${path}?${query}>; rel="next"` };
}
