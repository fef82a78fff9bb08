import { useState } from "react";
import { startOfDay } from "../../assessment/local-day.ts";
import { handoverCode } from "../../store/hand-over.ts";
import { useStore } from "../shared/use-store.tsx";

const periods = [
  { days: 0, title: "Today" },
  { days: 6, title: "The last week" },
  { days: 29, title: "The last month" },
];

const size = new Intl.NumberFormat("en", { style: "unit", unit: "kilobyte", maximumFractionDigits: 1 });

/** Gives out recent progress as a code to paste on another device, or through the device's share sheet. */
export function AnotherDevice() {
  const keep = useStore((state) => state.keep);
  const now = useStore((state) => state.now);
  const [days, setDays] = useState(0);
  const [code, setCode] = useState("");
  const [says, setSays] = useState("");
  const canShare = code !== "" && "share" in navigator;

  const make = () =>
    void keep(async (progress) => {
      const made = await handoverCode(progress, startOfDay(now(), -days), now());
      setCode(made);
      const length = `The code has ${size.format(made.length / 1000)}.`;
      await navigator.clipboard.writeText(made).then(
        () => setSays(`Copied. ${length} On the other device, open Settings and paste it under “Restore”.`),
        () =>
          setSays(`${length} Copy it from the field, and paste it on the other device in Settings, under “Restore”.`),
      );
    });
  const share = () => {
    // A share sheet that is closed without a choice is no failure.
    void navigator.share({ title: "Drydock progress", text: code }).catch(() => undefined);
  };

  return (
    <div>
      <h3>Continue on another device</h3>
      <p className="muted">
        A code carries your answers, reading and notes of these days, without environments. Pasting it merges; nothing
        on the other device is lost.
      </p>
      <div className="field">
        <label htmlFor="handover-days">Progress of</label>
        <select
          id="handover-days"
          value={days}
          onChange={(event) => {
            setDays(Number(event.target.value));
            setCode("");
            setSays("");
          }}
        >
          {periods.map((period) => (
            <option key={period.days} value={period.days}>
              {period.title}
            </option>
          ))}
        </select>
      </div>
      <div className="actions">
        <button type="button" className="btn" onClick={make}>
          Copy the code
        </button>
        {canShare && (
          <button type="button" className="btn" onClick={share}>
            Share
          </button>
        )}
      </div>
      {code && (
        <div className="field">
          <label htmlFor="handover-code">Code</label>
          <textarea id="handover-code" rows={3} readOnly value={code} onFocus={(event) => event.target.select()} />
        </div>
      )}
      <output>{says}</output>
    </div>
  );
}
