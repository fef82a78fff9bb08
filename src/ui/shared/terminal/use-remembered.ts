import { useState } from "react";

const keyOf = (name: string): string => `drydock.sandbox.${name}`;

function read<T>(name: string, usual: T): T {
  try {
    const text = localStorage.getItem(keyOf(name));
    const value: unknown = text === null ? usual : JSON.parse(text);
    return typeof value === typeof usual ? (value as T) : usual;
  } catch {
    return usual;
  }
}

/** A choice about the sandbox that is kept on this device; if storage is blocked, it lasts as long as the screen. */
export function useRemembered<T>(name: string, usual: T): [T, (value: T) => void] {
  const [value, setValue] = useState(() => read(name, usual));
  const change = (next: T) => {
    setValue(() => next);
    try {
      localStorage.setItem(keyOf(name), JSON.stringify(next));
    } catch {
      // Blocked storage: the choice holds until the screen is left.
    }
  };
  return [value, change];
}
