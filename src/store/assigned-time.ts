/** A stretch of time in milliseconds since the epoch. */
export interface Span {
  from: number;
  to: number;
}

/** What is stored of how an attempt at an assignment was sat. */
export interface SittingTime {
  /** Seconds by a clock that can't be set, as far as the page was open. */
  elapsed: number;
  /** When the page was hidden or closed. */
  hidden: readonly Span[];
  /** When the device had no network. */
  offline: readonly Span[];
  /** When the page was last open. */
  seenAt?: number | undefined;
}

/** A look at the page while an attempt runs. */
export interface Look {
  /** By the device's clock, in milliseconds since the epoch. */
  at: number;
  /** By a clock that can't be set, in milliseconds from any beginning. */
  steady: number;
  isHidden: boolean;
  isOffline: boolean;
}

/** What was recorded so far; `last` is absent until the page that is open was looked at. */
export interface TimeRecord {
  time: SittingTime;
  last?: Look;
}

/** Spans that are kept of each kind; the shortest go first. */
export const mostSpans = 500;
/** Milliseconds between two looks after which the device slept, or the page was closed. */
const longestPause = 60_000;
/** Milliseconds that a page takes to be opened again, which isn't time away. */
const reloadTime = 3000;

/** Adds a stretch of time, joined to the last one where it continues from there. One that ends before it begins comes from a clock that was set. */
function withSpan(spans: readonly Span[], from: number, to: number): readonly Span[] {
  if (to <= from) return spans;
  const last = spans.at(-1);
  if (last && from >= last.from && from <= last.to)
    return [...spans.slice(0, -1), { ...last, to: Math.max(last.to, to) }];
  const added = [...spans, { from, to }];
  if (added.length <= mostSpans) return added;
  const length = (span: Span) => span.to - span.from;
  const shortest = added.reduce((least, span) => (length(span) < length(least) ? span : least));
  return added.filter((span) => span !== shortest);
}

/** Returns the record with one more look at the page. Setting the device's clock changes neither the seconds nor earlier spans. */
export function withLook({ time, last }: TimeRecord, look: Look): TimeRecord {
  const { at, steady, isHidden, isOffline } = look;
  if (!last) {
    const wasAway = time.seenAt !== undefined && at - time.seenAt > reloadTime;
    const hidden = wasAway ? withSpan(time.hidden, time.seenAt ?? at, at) : time.hidden;
    return { time: { ...time, hidden, seenAt: at }, last: { at, steady, isHidden, isOffline } };
  }
  const passed = Math.max(0, steady - last.steady);
  const wasHidden = last.isHidden || passed > longestPause;
  return {
    time: {
      elapsed: time.elapsed + passed / 1000,
      hidden: wasHidden ? withSpan(time.hidden, last.at, at) : time.hidden,
      offline: last.isOffline ? withSpan(time.offline, last.at, at) : time.offline,
      seenAt: at,
    },
    last: look,
  };
}
