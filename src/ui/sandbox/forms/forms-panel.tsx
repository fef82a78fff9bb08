import { clickPaths } from "../../../sandbox/click-paths.ts";
import type { PanelProps } from "../panel-props.ts";
import { useRemembered } from "../../shared/terminal/use-remembered.ts";
import { ClickForm } from "./click-form.tsx";
import "./forms.css";

/** What the chapter does in a portal, as forms that show and run the command that does the same. */
export function FormsPanel({ form, show }: PanelProps) {
  const [remembered, setRemembered] = useRemembered("form", clickPaths[0]?.id ?? "");
  const chosen = form?.path ?? remembered;
  const path = clickPaths.find(({ id }) => id === chosen) ?? clickPaths[0];
  if (!path) return null;
  return (
    <section className="forms" aria-label="Forms">
      <label className="field">
        <span>Action</span>
        <select
          value={path.id}
          onChange={(event) => {
            setRemembered(event.target.value);
            show("forms");
          }}
        >
          {clickPaths.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <ClickForm
        key={`${path.id} ${JSON.stringify(form?.values ?? {})}`}
        path={path}
        startingValues={form?.values ?? {}}
        onForm={(start) => show("forms", undefined, start)}
        onTerminal={() => show("terminal")}
      />
    </section>
  );
}
