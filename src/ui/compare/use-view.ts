import { useLocation, useNavigate } from "react-router-dom";
import { useStore } from "../shared/use-store.tsx";

/** Which rows of a comparison are shown. */
export type Rows = "all" | "columns" | "profiles";

/** How a comparison is looked at. */
export interface View {
  rows: Rows;
  /** Whether cells are hidden to be recalled. */
  recall: boolean;
}

const isRows = (text: string | null): text is Rows => text === "columns" || text === "profiles";

/** The view that the address asks for (`?rows=columns&recall`), so that a reload and a link keep it; and how to change it. */
export function useView(): [View, (change: Partial<View>) => void] {
  const { pathname, search, hash } = useLocation();
  const navigate = useNavigate();
  // The page of the build holds every row open; what the address asks for follows once progress is read.
  const isReady = useStore((state) => state.snapshot !== null);
  const params = new URLSearchParams(isReady ? search : "");
  const rows = params.get("rows");
  const view: View = { rows: isRows(rows) ? rows : "all", recall: params.has("recall") };
  const change = (changes: Partial<View>) => {
    const next = { ...view, ...changes };
    const query = [next.rows !== "all" && `rows=${next.rows}`, next.recall && "recall"].filter(Boolean).join("&");
    void navigate({ pathname, search: query, hash }, { replace: true });
  };
  return [view, change];
}
