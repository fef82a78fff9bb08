interface PagerProps {
  /** From 0. */
  page: number;
  size: number;
  total: number;
  go(page: number): void;
}

const grouped = (count: number): string => count.toLocaleString("en");

/** Goes through the pages of a long table; nothing when one page holds it. */
export function Pager({ page, size, total, go }: PagerProps) {
  const pages = Math.ceil(total / size);
  if (pages <= 1) return null;
  return (
    <nav aria-label="Pages of the table" className="pager">
      <button type="button" className="btn" disabled={page === 0} onClick={() => go(page - 1)}>
        Previous
      </button>
      <span className="num">
        {grouped(page * size + 1)}–{grouped(Math.min(total, (page + 1) * size))} of {grouped(total)}
      </span>
      <button type="button" className="btn" disabled={page >= pages - 1} onClick={() => go(page + 1)}>
        Next
      </button>
    </nav>
  );
}
