import { useEffect, useEffectEvent, useRef } from "react";
import type { CommandItem, Response } from "../../../assessment/item.ts";
import { blankResponse, isAnswered } from "../../../assessment/score.ts";
import { CommandGoals } from "../item/command-goals.tsx";
import type { FormProps } from "../item/form-props.ts";
import { Status } from "../status.tsx";
import { SandboxContext, useSandbox, useSandboxApi } from "./sandbox-context.tsx";
import { SaveTrouble } from "./save-trouble.tsx";
import { TerminalPanel } from "./terminal-panel.tsx";
import { useSandboxStore } from "./use-sandbox-store.ts";
import "./command-terminal.css";

/** Most lines of an answer that are stored; the state that they lead to is what counts. */
const mostLines = 500;

type Props = Omit<FormProps<CommandItem>, "disabled">;

/** Answers a typed command in a terminal on the environment of the question. Goals are checked after each command. */
export function CommandTerminal(props: Props) {
  const store = useSandboxStore();
  return (
    <SandboxContext value={store}>
      <Answer {...props} />
    </SandboxContext>
  );
}

const linesOf = (response: Response | undefined): readonly string[] =>
  response?.type === "command" ? response.commands : [];

function Answer({ item, response, onChange }: Props) {
  const store = useSandboxApi();
  const phase = useSandbox((state) => state.phase);
  const problem = useSandbox((state) => state.problem);
  const met = useSandbox((state) => state.status?.met) ?? [];
  const blocks = useSandbox((state) => state.blocks);
  const isBusy = useSandbox((state) => state.running !== undefined || state.waiting.length > 0);
  const isRepeating = useRef(false);
  const { id, version, askedUnder, template, setup, goals } = item;

  const open = async (more: { take?: boolean; fresh?: boolean } = {}) => {
    await store.getState().openExercise({
      key: `${id}.${version}.${askedUnder}`,
      goals: goals.map(({ id: goal, test }) => ({ id: goal, test })),
      name: "Typed command",
      template,
      setup,
      profile: askedUnder,
      ...more,
    });
  };
  /** Opens the environment as it was left. One that isn't on this device is made again by the commands of the answer. */
  const begin = useEffectEvent(async () => {
    const lines = linesOf(response);
    await open({ fresh: !isAnswered(response) });
    const state = store.getState();
    if (state.phase !== "open" || state.blocks.length > 0 || lines.length === 0) return;
    isRepeating.current = true;
    for (const line of lines) await store.getState().execute(line);
    isRepeating.current = false;
  });
  useEffect(() => void begin(), []);

  const keep = useEffectEvent((commands: string[], goalsMet: string[]) => {
    const before = response?.type === "command" ? response : undefined;
    const same = JSON.stringify([before?.commands, before?.met]) === JSON.stringify([commands, goalsMet]);
    if (!same) onChange({ type: "command", commands, met: goalsMet });
  });
  const typed = JSON.stringify(blocks.filter(({ undone }) => !undone).map(({ line }) => line));
  const reached = JSON.stringify(met);
  useEffect(() => {
    if (phase !== "open" || isBusy || isRepeating.current || typed === "[]") return;
    keep((JSON.parse(typed) as string[]).slice(-mostLines), JSON.parse(reached) as string[]);
  }, [phase, isBusy, typed, reached]);

  const startOver = async () => {
    await open({ fresh: true });
    onChange(blankResponse(item));
  };
  if (phase === "failed") {
    return (
      <div className="command-answer">
        <p role="alert">{problem?.message ?? "The simulator didn’t start."}</p>
        <button type="button" className="btn" onClick={() => window.location.reload()}>
          Reload
        </button>
      </div>
    );
  }
  if (phase === "elsewhere") {
    return (
      <div className="command-answer">
        <p>You are answering this question in another tab. Only one tab can change its environment at a time.</p>
        <button type="button" className="btn" onClick={() => void open({ take: true })}>
          Continue here
        </button>
      </div>
    );
  }
  return (
    <div className="command-answer">
      <CommandGoals item={item} met={met} />
      <Status className="visually-hidden">{blocks.length > 0 && `${met.length} of ${goals.length} goals met`}</Status>
      <SaveTrouble />
      <div className="command-terminal" data-answer="">
        <TerminalPanel eager={false} />
      </div>
      <p className="command-foot">
        <button
          type="button"
          className="btn quiet small"
          disabled={isBusy || blocks.length === 0}
          onClick={() => void startOver()}
        >
          Start over
        </button>
        <span className="muted small">Your answer is what the commands bring about, not how you write them.</span>
      </p>
    </div>
  );
}
