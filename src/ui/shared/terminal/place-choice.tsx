import { useSandbox, useSandboxApi } from "./sandbox-context.tsx";
import { useView } from "./use-view.ts";

/**
 * Chooses the machine that commands run on, and with it the address and the name server they use. It has its place before the
 * machines are known, so that the command line doesn't move while somebody types.
 */
export function PlaceChoice() {
  const store = useSandboxApi();
  const places = useView("places", null) ?? [];
  const chosen = useSandbox((state) => state.status?.place);
  const busy = useSandbox((state) => state.running !== undefined);
  return (
    <label className="place-choice small">
      <span className="muted">Run on</span>
      <select
        value={places.some(({ id }) => id === chosen) ? chosen : (places[0]?.id ?? "")}
        disabled={busy || places.length === 0}
        aria-label="Machine that commands run on"
        onChange={(event) => void store.getState().ask("place", { id: event.target.value })}
      >
        {places.length === 0 && <option value="">…</option>}
        {places.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
