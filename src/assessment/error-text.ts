/** Returns what a caught error says, for the person at the screen. */
export const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error));
