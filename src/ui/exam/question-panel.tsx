import { useRef } from "react";
import type { StoredResponse } from "../../assessment/attempt.ts";
import type { ScoredItem } from "../../assessment/item.ts";
import {
  resetAnswer,
  setConfidence,
  setNote,
  toggleFlag,
  toggleHighlight,
  toggleStrike,
  type RowChange,
} from "../../assessment/row-changes.ts";
import { isAnswered } from "../../assessment/score.ts";
import { CasePanel } from "../shared/item/case-panel.tsx";
import { ItemForm } from "../shared/item/item-form.tsx";
import { Sure } from "../shared/item/sure.tsx";
import { Group } from "../shared/group.tsx";
import { HighlightTool } from "./highlight-tool.tsx";
import { NoteTool } from "./note-tool.tsx";
import { ZoomTool } from "./zoom-tool.tsx";

/** A question under exam rules: answer, flag, strike through, note, highlight and reset; no hint and no verdict. */
export function QuestionPanel({
  item,
  row,
  disabled,
  asksConfidence,
  onChange,
}: {
  item: ScoredItem;
  row: StoredResponse | undefined;
  disabled: boolean;
  asksConfidence: boolean;
  onChange(change: RowChange): void;
}) {
  const question = useRef<HTMLDivElement>(null);
  const answered = isAnswered(row?.response);
  const hasChanges = answered || (row?.struck?.length ?? 0) > 0;
  return (
    <div className={item.case ? "beside-case" : undefined}>
      {item.case && <CasePanel key={item.case.id} study={item.case} />}
      <div>
        <Group className="exam-tools" aria-label="Tools for this question">
          <button
            type="button"
            className="chip"
            aria-pressed={row?.flagged ?? false}
            disabled={disabled}
            onClick={() => onChange(toggleFlag)}
          >
            {row?.flagged ? "Flagged" : "Flag"}
          </button>
          <NoteTool note={row?.note ?? ""} disabled={disabled} onChange={(note) => onChange(setNote(note))} />
          <HighlightTool
            question={question}
            spans={row?.highlights ?? []}
            disabled={disabled}
            onToggle={(span) => onChange(toggleHighlight(span))}
          />
          <button
            type="button"
            className="chip"
            disabled={disabled || !hasChanges}
            onClick={() => onChange(resetAnswer(item))}
          >
            Reset answer
          </button>
          <ZoomTool />
        </Group>
        <div ref={question}>
          <ItemForm
            item={item}
            response={row?.response}
            disabled={disabled}
            strikes={{ ids: row?.struck ?? [], onToggle: (id) => onChange(toggleStrike(id)) }}
            onChange={(response) => onChange((stored) => ({ ...stored, response }))}
          />
        </div>
        {asksConfidence && answered && !disabled && (
          <Sure value={row?.confidence} onChange={(confidence) => onChange(setConfidence(confidence))} />
        )}
      </div>
    </div>
  );
}
