import type { ReactNode } from "react";
import type { FormProps } from "./form-props.ts";
import type { ScoredItem } from "../../../assessment/item.ts";
import { plainText } from "../../../assessment/plain-text.ts";
import { maximumOf } from "../../../assessment/score.ts";
import { Html } from "../html.tsx";
import { profileNames } from "../profile-names.ts";
import { BuildListForm } from "./build-list-form.tsx";
import { CommandGoals, CommandLines } from "./command-goals.tsx";
import { HotAreaForm } from "./hot-area-form.tsx";
import "./item.css";
import { PickForm, type Strikes } from "./pick-form.tsx";
import { SeriesForm } from "./series-form.tsx";
import { SeriesSituation } from "./series-situation.tsx";

function StatementsForm({
  item,
  response,
  onChange,
  disabled,
}: FormProps<Extract<ScoredItem, { type: "statements" }>>) {
  const answers = response?.type === "statements" ? response.answers : {};
  return (
    <table className="statements">
      <thead>
        <tr>
          <th scope="col">Statement</th>
          <th scope="col">Yes</th>
          <th scope="col">No</th>
        </tr>
      </thead>
      <tbody>
        {item.statements.map(({ id, html }, at) => (
          <tr key={id} data-answer="">
            <th scope="row">
              <Html html={html} />
            </th>
            {[true, false].map((answer) => (
              <td key={String(answer)}>
                <input
                  type="radio"
                  name={`item-${item.id}-${id}`}
                  aria-label={`Statement ${at + 1}: ${answer ? "yes" : "no"}`}
                  checked={answers[id] === answer}
                  disabled={disabled}
                  onChange={() => onChange({ type: "statements", answers: { ...answers, [id]: answer } })}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function MatchingForm({ item, response, onChange, disabled }: FormProps<Extract<ScoredItem, { type: "matching" }>>) {
  const tokens = response?.type === "matching" ? response.tokens : {};
  return (
    <div className="matching">
      {item.targets.map(({ id, html }) => (
        <div key={id} className="target">
          <label htmlFor={`match-${item.id}-${id}`}>
            <Html html={html} />
          </label>
          <select
            id={`match-${item.id}-${id}`}
            data-answer=""
            value={tokens[id] ?? ""}
            disabled={disabled}
            onChange={(event) => {
              const { [id]: _, ...rest } = tokens;
              onChange({ type: "matching", tokens: event.target.value ? { ...rest, [id]: event.target.value } : rest });
            }}
          >
            <option value="">Choose</option>
            {item.tokens.map((token) => {
              // Disabled for the other targets rather than taken from them, because arrow keys select every choice they pass.
              const used = !item.reuse && tokens[id] !== token.id && Object.values(tokens).includes(token.id);
              return (
                <option key={token.id} value={token.id} disabled={used}>
                  {plainText(token.html)}
                  {used && " (used)"}
                </option>
              );
            })}
          </select>
        </div>
      ))}
    </div>
  );
}

function DropdownsForm({ item, response, onChange, disabled }: FormProps<Extract<ScoredItem, { type: "dropdowns" }>>) {
  const choices = response?.type === "dropdowns" ? response.choices : {};
  return (
    <p className={item.command ? "gapped mono" : "gapped"}>
      {item.parts.map((part, at) => {
        if ("text" in part) return <span key={at}>{part.text}</span>;
        const gap = item.gaps.find(({ id }) => id === part.gap);
        return (
          gap && (
            <select
              key={at}
              data-answer=""
              aria-label={gap.label}
              value={choices[gap.id] ?? ""}
              disabled={disabled}
              onChange={(event) => {
                const { [gap.id]: _, ...rest } = choices;
                const chosen = event.target.value;
                onChange({ type: "dropdowns", choices: chosen ? { ...rest, [gap.id]: chosen } : rest });
              }}
            >
              <option value="">{gap.label}</option>
              {gap.choices.map(({ id, html }) => (
                <option key={id} value={id}>
                  {plainText(html)}
                </option>
              ))}
            </select>
          )
        );
      })}
    </p>
  );
}

/** What was entered, where there is no terminal or it's too late for one. Once checked, the feedback lists the goals. */
function EnteredCommands({ item, response, disabled }: FormProps<Extract<ScoredItem, { type: "command" }>>) {
  const { commands, met } = response?.type === "command" ? response : { commands: [], met: [] };
  return (
    <>
      {!disabled && <CommandGoals item={item} met={met} />}
      {commands.length > 0 && <CommandLines lines={commands} label="Commands you entered" />}
    </>
  );
}

function Controls({ terminal, ...props }: ItemFormProps) {
  const { item, disabled } = props;
  switch (item.type) {
    case "single":
    case "choose":
      return <PickForm {...props} item={item} />;
    case "statements":
      return <StatementsForm {...props} item={item} />;
    case "build-list":
      return <BuildListForm {...props} item={item} />;
    case "matching":
      return <MatchingForm {...props} item={item} />;
    case "dropdowns":
      return <DropdownsForm {...props} item={item} />;
    case "hot-area":
      return <HotAreaForm {...props} item={item} />;
    case "series":
      return <SeriesForm {...props} item={item} />;
    case "command":
      return disabled || !terminal ? <EnteredCommands {...props} item={item} /> : terminal;
  }
}

interface ItemFormProps extends FormProps<ScoredItem> {
  /** Lets the learner strike options through, where a screen offers that. */
  strikes?: Strikes | undefined;
  /** Where a typed command is answered, on a screen that has a terminal. */
  terminal?: ReactNode;
}

/** The stem of an item and the controls to answer it. All of them work without a pointer and without dragging. */
export function ItemForm(props: ItemFormProps) {
  const { item } = props;
  const maximum = maximumOf(item);
  return (
    <div className="item-form">
      {item.disputed && <p className="tag note">Rules: {profileNames[item.askedUnder]}</p>}
      {item.type === "series" && <SeriesSituation series={item.series} />}
      <div className="stem" dangerouslySetInnerHTML={{ __html: item.stem }} />
      {maximum > 1 && <p className="small muted">Worth {maximum} points.</p>}
      <Controls {...props} />
    </div>
  );
}
