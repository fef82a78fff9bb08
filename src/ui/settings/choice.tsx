import type { Settings } from "../../progress/rows.ts";
import { useStore } from "../shared/use-store.tsx";

type Chosen = "theme" | "textSize" | "contrast" | "density" | "motion";

/** Shows one setting with a fixed list of values. */
export function Choice<K extends Chosen>({
  name,
  title,
  options,
}: {
  name: K;
  title: string;
  options: { value: Settings[K]; title: string }[];
}) {
  const value = useStore((state) => state.settings[name]);
  const changeSettings = useStore((state) => state.changeSettings);
  return (
    <div className="field">
      <label htmlFor={`setting-${name}`}>{title}</label>
      <select
        id={`setting-${name}`}
        value={value}
        onChange={(event) => changeSettings({ [name]: event.target.value as Settings[K] })}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.title}
          </option>
        ))}
      </select>
    </div>
  );
}
