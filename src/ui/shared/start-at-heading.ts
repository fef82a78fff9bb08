/** Scrolls to the top and focuses the screen's heading, as a browser starts at the top of a new page. */
export function startAtHeading(): void {
  window.scrollTo(0, 0);
  document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
}
