import type { ReactNode } from "react";

/** A table that may be wider than the page: it scrolls by itself, also by keyboard. */
export function ScrollRegion({
  label,
  className = "scroll",
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- What scrolls has to be reachable by keyboard.
    <section className={className} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
