import { errorText } from "../../../assessment/error-text.ts";
import { useId, useState } from "react";
import { webhookKey, type WebhookEntry } from "../../../sandbox/webhooks-view.ts";
import { useSandbox, useSandboxApi } from "../../shared/terminal/sandbox-context.tsx";
import { useAnswer } from "../../shared/terminal/use-view.ts";
import { PanelState } from "../panel-state.tsx";
import { RunLine } from "../run-line.tsx";

const answers: { value: string; words: string }[] = [
  { value: "200", words: "Responds with 200 OK" },
  { value: "500", words: "Responds with 500 (error)" },
  { value: "", words: "Doesn't respond" },
];

interface WebhookReceiversProps {
  /** Key of the webhook whose deliveries alone are shown. */
  only: string | undefined;
  onOnly(key: string | undefined): void;
}

/** Every webhook with its receiver, which can be made to answer well, badly or not at all. */
export function WebhookReceivers({ only, onOnly }: WebhookReceiversProps) {
  const request = useAnswer("webhooks", null);
  const { answer: view } = request;
  if (!view) return <PanelState of={request} />;
  const { webhooks, registries, tries } = view;
  if (webhooks.length === 0) {
    const [registry] = registries;
    return (
      <p className="small">
        {registry === undefined ? (
          "No webhooks yet. Create a registry first."
        ) : (
          <>
            No webhooks yet. Try{" "}
            <RunLine
              line={`az acr webhook create --registry ${registry} --name pushes --uri https://hooks.example/pushes --actions push delete`}
            />
          </>
        )}
      </p>
    );
  }
  return (
    <ul className="webhook-list">
      {webhooks.map((webhook) => {
        const key = webhookKey(webhook.registry, webhook.name);
        return (
          <li key={key}>
            <Receiver
              webhook={webhook}
              tries={tries}
              isOnly={only === key}
              onOnly={() => onOnly(only === key ? undefined : key)}
            />
          </li>
        );
      })}
    </ul>
  );
}

interface ReceiverProps {
  webhook: WebhookEntry;
  tries: number;
  isOnly: boolean;
  onOnly(): void;
}

function Receiver({ webhook, tries, isOnly, onOnly }: ReceiverProps) {
  const { registry, name, uri, region, actions, scope, enabled, delivered, failed, waiting } = webhook;
  const store = useSandboxApi();
  const busy = useSandbox((state) => state.running !== undefined);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const title = useId();
  const value = webhook.answers === null ? "" : String(webhook.answers);
  const known = answers.some((answer) => answer.value === value);
  const change = (next: string) => {
    setProblem(undefined);
    store
      .getState()
      .ask("receiver", { uri, status: next === "" ? null : Number(next) })
      .catch((error: unknown) => setProblem(errorText(error)));
  };
  return (
    <section aria-labelledby={title}>
      <h2 id={title}>
        <span className="mono">{name}</span> <span className="small muted">in {registry}</span>
        {!enabled && <span className="tag caution">disabled</span>}
      </h2>
      <p className="small muted">
        {actions.join(", ")} of {scope === "" ? "every image" : scope}, in {region}
      </p>
      <p className="small mono webhook-uri">{uri}</p>
      <div className="webhook-tools">
        <label className="field">
          <span className="label small">Receiver</span>
          <select value={value} disabled={busy} onChange={(event) => change(event.target.value)}>
            {!known && <option value={value}>Answers {value}</option>}
            {answers.map((answer) => (
              <option key={answer.value} value={answer.value}>
                {answer.words}
              </option>
            ))}
          </select>
        </label>
        <button type="button" className="chip" aria-pressed={isOnly} onClick={onOnly}>
          Show its deliveries only
        </button>
      </div>
      {problem !== undefined && (
        <p className="small webhook-problem" role="alert">
          {problem}
        </p>
      )}
      <p className="small num">
        <span className="webhook-count" data-state={delivered > 0 ? "ok" : undefined}>
          {delivered > 0 && "✓ "}
          {delivered} delivered
        </span>
        , {waiting} waiting,{" "}
        <span className="webhook-count" data-state={failed > 0 ? "failed" : undefined}>
          {failed > 0 && "✕ "}
          {failed} given up
        </span>{" "}
        <span className="muted">after {tries} tries</span>
      </p>
      <p className="small">
        <RunLine line={`az acr webhook ping --registry ${registry} --name ${name}`} />
      </p>
    </section>
  );
}
