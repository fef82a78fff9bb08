import { lazy, Suspense, type ReactNode } from "react";
import type { Response, ScoredItem } from "../../assessment/item.ts";
import { CasePanel } from "../shared/item/case-panel.tsx";
import { ItemForm } from "../shared/item/item-form.tsx";

/** Few questions are typed commands, so that the terminal loads with the first. */
const CommandTerminal = lazy(() =>
  import("../shared/terminal/command-terminal.tsx").then((module) => ({ default: module.CommandTerminal })),
);

/** The question on screen, with its case study or terminal, and what belongs below it. */
export function Question({
  item,
  response,
  disabled,
  onChange,
  children,
}: {
  item: ScoredItem;
  response: Response | undefined;
  disabled: boolean;
  onChange(response: Response): void;
  children: ReactNode;
}) {
  return (
    <div className={item.case ? "beside-case" : undefined}>
      {item.case && <CasePanel key={item.case.id} study={item.case} />}
      <div>
        <ItemForm
          key={item.id}
          item={item}
          response={response}
          disabled={disabled}
          onChange={onChange}
          terminal={
            item.type === "command" && (
              <Suspense fallback={<p className="muted">Loading the terminal…</p>}>
                <CommandTerminal item={item} response={response} onChange={onChange} />
              </Suspense>
            )
          }
        />
        {children}
      </div>
    </div>
  );
}
