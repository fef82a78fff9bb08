import { useEffect, useId, useMemo } from "react";
import type { ClickField } from "../../../sandbox/click-paths.ts";
import { useView } from "../../shared/terminal/use-view.ts";

interface FieldInputProps {
  field: ClickField;
  value: string;
  /** Registry that the form names so far; narrows what belongs to one. */
  registry: string | undefined;
  missing: boolean;
  onChange(value: string): void;
  /** Opens the form that creates the first one. */
  onMake(form: string): void;
}

/** What a learner can make when there is none of it yet, and with which form. */
const makers: Partial<Record<string, [words: string, form: string]>> = {
  registry: ["No registry yet.", "registry"],
  group: ["No resource group yet.", "group"],
};

const nothing: Partial<Record<string, string>> = {
  cluster: "No cluster yet. Create one in the terminal with az aks create.",
  repository: "This registry has no repositories yet. Push an image first.",
};

/** One labeled input: a choice of what the world has, of fixed words, or free text with suggestions. */
export function FieldInput(props: FieldInputProps) {
  const { field } = props;
  if (field.live) return <LiveInput {...props} kind={field.live} />;
  return <Labelled {...props} names={(field.choices ?? []).map((text) => ({ text, detail: "" }))} />;
}

function LiveInput({ kind, ...props }: FieldInputProps & { kind: NonNullable<ClickField["live"]> }) {
  const { field, value, registry, onChange } = props;
  const ask = useMemo(
    () => ({ kind, ...(kind === "repository" && registry !== undefined && registry !== "" && { registry }) }),
    [kind, registry],
  );
  const names = useView("names", ask);
  const only = names?.length === 1 ? names[0]?.text : undefined;
  const gone = field.only && names && value !== "" && !names.some(({ text }) => text === value);
  useEffect(() => {
    // With one thing to choose there is no choice; what has gone cannot stay chosen.
    if (field.required && field.only && only !== undefined && value === "") onChange(only);
    else if (gone) onChange("");
  });
  return <Labelled {...props} names={names} />;
}

interface Name {
  text: string;
  detail: string;
}

function Labelled({ field, value, missing, names, onChange, onMake }: FieldInputProps & { names: Name[] | undefined }) {
  const id = useId();
  const { flag, label, hint, required, only, many } = field;
  const described = [hint !== undefined && `${id}-hint`, missing && `${id}-missing`].filter(Boolean).join(" ");
  const shared = {
    id,
    name: flag,
    "aria-required": required,
    "aria-invalid": missing || undefined,
    "aria-describedby": described || undefined,
  };
  const maker = field.live && makers[field.live];
  const none = only && names?.length === 0;
  const notes = (
    <>
      {hint !== undefined && (
        <span id={`${id}-hint`} className="small muted">
          {hint}
        </span>
      )}
      {none && (
        <span className="small">
          {maker ? (
            <>
              {maker[0]}{" "}
              <button type="button" className="link" onClick={() => onMake(maker[1])}>
                Create one
              </button>
            </>
          ) : (
            nothing[field.live ?? ""]
          )}
        </span>
      )}
      {missing && (
        <span id={`${id}-missing`} className="small wrong-text">
          {label} is required.
        </span>
      )}
    </>
  );
  if (many) {
    const chosen = new Set(value.split(" ").filter(Boolean));
    return (
      <fieldset className="field" aria-describedby={described || undefined}>
        <legend>{label}</legend>
        {names?.map(({ text }, at) => (
          <label key={text} className="check">
            <input
              type="checkbox"
              name={at === 0 ? flag : undefined}
              checked={chosen.has(text)}
              onChange={({ target: { checked } }) =>
                onChange(
                  (names ?? [])
                    .flatMap((name) => ((name.text === text ? checked : chosen.has(name.text)) ? [name.text] : []))
                    .join(" "),
                )
              }
            />{" "}
            {text}
          </label>
        ))}
        {notes}
      </fieldset>
    );
  }
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {!required && <span className="small muted"> (optional)</span>}
      </label>
      {only ? (
        <select {...shared} value={value} disabled={none} onChange={(event) => onChange(event.target.value)}>
          <option value="">{required ? "Choose…" : "Unchanged"}</option>
          {names?.map(({ text, detail }) => (
            <option key={text} value={text}>
              {detail === "" || detail === text ? text : `${text} (${detail})`}
            </option>
          ))}
        </select>
      ) : (
        <>
          <input
            {...shared}
            type="text"
            value={value}
            list={names ? `${id}-names` : undefined}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            onChange={(event) => onChange(event.target.value)}
          />
          {names && (
            <datalist id={`${id}-names`}>
              {names.map(({ text, detail }) => (
                // oxlint-disable-next-line jsx-a11y/control-has-associated-label -- An option of a datalist is named by its value.
                <option key={text} value={text} label={detail} />
              ))}
            </datalist>
          )}
        </>
      )}
      {notes}
    </div>
  );
}
