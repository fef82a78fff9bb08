import type { SignIn } from "../../../sandbox/wire-reading.ts";

/** A sign-in as a dialogue: what the client said to the right, what came back to the left. */
export function SignInSteps({ signIn: { steps, succeeded } }: { signIn: SignIn }) {
  const host = steps[0]?.host ?? "";
  return (
    <details className="sign-in">
      <summary className="small">
        {succeeded ? `Signed in to ${host}` : `Not signed in to ${host}`} in {steps.length} steps
      </summary>
      <div className="lanes small muted" aria-hidden="true">
        <span>Client</span>
        <span>{host}</span>
      </div>
      <ol>
        {steps.map(({ id, from, said, meaning, host: other }) => (
          <li key={id} data-from={from}>
            <span className="visually-hidden">{from === "client" ? `Client to ${other}:` : `${other} to client:`}</span>
            <span className="said mono small">{said}</span>
            <span className="arrow" aria-hidden="true" />
            <span className="small">{meaning}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
