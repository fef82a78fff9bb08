/** Small things of no weight that only this browser needs to know, kept beside the mirror of the settings. */
const prefix = "drydock.";

/** A blocked storage reads as nothing. */
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
    // Blocked storage: it is forgotten with the tab, which costs the reader nothing.
  }
}

/** Forgets all of them, the mirror of the settings included. */
export function eraseNotes(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
  } catch {
    // Blocked storage holds nothing to erase.
  }
}
