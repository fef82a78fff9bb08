declare global {
  interface Window {
    /** Set by public/boot.js: ends keeping and hands over what was pressed since the first paint. */
    takeEarlyInput?(): Event[];
  }
}

type Field = HTMLInputElement | HTMLSelectElement;

/** Makes React see a value that the reader gave before it looked at the field. */
function giveAgain(field: Field): void {
  if (field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio")) {
    field.checked = !field.checked;
    field.click();
    return;
  }
  if (field instanceof HTMLInputElement && field.type !== "file") {
    const { value } = field;
    // React remembers what is assigned to the field itself and takes an unremembered value for the reader's.
    field.value = "";
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, value);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Does what was asked for between the first paint and the moment when the app began to listen. */
export function replayEarlyInput(): void {
  const fields = new Set<Field>();
  for (const event of window.takeEarlyInput?.() ?? []) {
    const target = event.target instanceof HTMLElement && event.target.isConnected ? event.target : document.body;
    if (event instanceof KeyboardEvent) target.dispatchEvent(new KeyboardEvent("keydown", event));
    else if (event.type === "click") target.closest("button")?.click();
    else if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) fields.add(target);
  }
  fields.forEach(giveAgain);
}
