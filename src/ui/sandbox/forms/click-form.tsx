import { useId, useRef, useState, type FormEvent } from "react";
import {
  clickPaths,
  lineOf,
  missingIn,
  startValues,
  type ClickPath,
  type ClickValues,
} from "../../../sandbox/click-paths.ts";
import type { Block } from "../../../sandbox/block.ts";
import type { FormStart } from "../panel-props.ts";
import { useSandbox, useSandboxApi } from "../../shared/terminal/sandbox-context.tsx";
import { FieldInput } from "./field-input.tsx";
import { FormOutcome } from "./form-outcome.tsx";

interface ClickFormProps {
  path: ClickPath;
  startingValues: ClickValues;
  /** Opens the form that makes what is missing. */
  onForm(start: FormStart): void;
  onTerminal(): void;
}

/** One form. What is filled in is shown as the command that it stands for, and exactly that command is run. */
export function ClickForm({ path, startingValues, onForm, onTerminal }: ClickFormProps) {
  const store = useSandboxApi();
  const running = useSandbox((state) => state.running !== undefined);
  const [values, setValues] = useState<ClickValues>(() => startValues(path, startingValues));
  const [isSubmitted, setSubmitted] = useState(false);
  const [ran, setRan] = useState<Block | undefined>(undefined);
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  const missing = isSubmitted ? missingIn(path, values) : [];
  const line = lineOf(path, values);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSubmitted(true);
    const [first] = missingIn(path, values);
    if (first) {
      form.current?.querySelector<HTMLElement>(`[name="${first.flag}"]`)?.focus();
      return;
    }
    setRan(await store.getState().execute(line));
  };

  return (
    <form
      ref={form}
      className="click-form"
      aria-labelledby={`${id}-title`}
      noValidate
      onSubmit={(event) => void submit(event)}
    >
      <h2 id={`${id}-title`} className="visually-hidden">
        {path.title}
      </h2>
      <p className="muted">{path.summary}</p>
      {path.fields.map((field) => (
        <FieldInput
          key={field.flag}
          field={field}
          value={values[field.flag] ?? ""}
          registry={values["--registry"] ?? (path.command.startsWith("az acr") ? values["--name"] : undefined)}
          missing={missing.includes(field)}
          onChange={(value) => {
            setValues((before) => ({ ...before, [field.flag]: value }));
            setRan(undefined);
          }}
          onMake={(kind) => {
            const maker = clickPaths.find((clickPath) => clickPath.id === kind);
            if (maker) onForm({ path: maker.id, values: {} });
          }}
        />
      ))}
      <div className="as-command">
        <h3 id={`${id}-command`}>As a command</h3>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It scrolls, so the keyboard has to reach it. */}
        <pre className="mono" tabIndex={0} aria-labelledby={`${id}-command`}>
          {line}
        </pre>
      </div>
      <div className="actions">
        <button type="submit" className={path.removes ? "btn danger" : "btn primary"} disabled={running}>
          {path.action}
        </button>
        <button type="button" className="btn" onClick={() => void navigator.clipboard.writeText(line)}>
          Copy command
        </button>
      </div>
      {ran && <FormOutcome block={ran} onTerminal={onTerminal} />}
    </form>
  );
}
