import { useState } from "react";

/** Returns the page of a table that is shown, from 0, and what goes to another. It's the last one once there are fewer rows. */
export function usePage(size: number, total: number): [page: number, go: (page: number) => void] {
  const [page, go] = useState(0);
  return [Math.max(0, Math.min(page, Math.ceil(total / size) - 1)), go];
}
