declare global {
  interface Window {
    /** Set by public/boot.js: ends the keeping of clicks and entries, which React answers from the moment that it knows the page. */
    endEarlyPresses?(): void;
    /** Set by public/boot.js: ends the keeping of keys and hands over all that was kept since the first paint. */
    takeEarlyInput?(): Event[];
  }
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const isField = (target: Element): target is Field =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;

/** Makes React see a value that the reader gave before it looked at the field. */
function giveAgain(field: Field): void {
  if (field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio")) {
    field.checked = !field.checked;
    field.click();
    return;
  }
  if (!(field instanceof HTMLSelectElement) && field.type !== "file") {
    const { value } = field;
    const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
    // React remembers what is assigned to the field itself and takes an unremembered value for the reader's.
    field.value = "";
    Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(field, value);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Does what was asked for between the first paint and the moment when the app began to listen. */
export function replayEarlyInput(): void {
  const fields = new Set<Field>();
  // What was typed counts before the button that was pressed after it.
  const giveFields = () => {
    fields.forEach(giveAgain);
    fields.clear();
  };
  for (const event of window.takeEarlyInput?.() ?? []) {
    const target = event.target instanceof HTMLElement && event.target.isConnected ? event.target : document.body;
    if (event.type !== "input") giveFields();
    if (event instanceof KeyboardEvent) target.dispatchEvent(new KeyboardEvent("keydown", event));
    else if (event.type === "click") target.closest("button")?.click();
    else if (isField(target)) fields.add(target);
  }
  giveFields();
}
