/** Small notes that only this browser needs, stored beside the mirror of the settings. */
const prefix = "drydock.";

/** Returns a note, or null when there is none or storage is blocked. */
export function readNote(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    return null;
  }
}

export function writeNote(name: string, text: string): void {
  try {
    localStorage.setItem(prefix + name, text);
  } catch {
    // Storage is blocked, and nothing depends on the note.
  }
}

export function eraseNote(name: string): void {
  try {
    localStorage.removeItem(prefix + name);
  } catch {
    // Blocked storage has nothing to erase.
  }
}

/** Erases all notes, including the mirror of the settings. */
export function eraseNotes(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
  } catch {
    // Blocked storage has nothing to erase.
  }
}
