let typed: string | null = null;

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") return void takeTyped();
  if (event.key === "Backspace") typed = (typed ?? "").slice(0, -1);
  else if (event.key.length === 1) typed = (typed ?? "") + event.key;
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Keeps what is typed from now on for a field that is about to open. */
export function keepTyping(): void {
  if (typed !== null) return;
  typed = "";
  window.addEventListener("keydown", onKey, true);
}

/** Ends keeping; returns what was typed meanwhile. */
export function takeTyped(): string {
  const text = typed ?? "";
  typed = null;
  window.removeEventListener("keydown", onKey, true);
  return text;
}
