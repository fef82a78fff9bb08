import { Fragment, useEffect, useMemo, useState } from "react";
import { useHref } from "react-router-dom";
import { packTerms, type Accommodation } from "../../assignment/accommodation.ts";
import { identitiesOf, type LearnerRow } from "../../assignment/gradebook.ts";
import { qrLimit } from "../../assignment/link.ts";
import { signKeyOf } from "../../store/gradebook-results.ts";
import { CopyButton } from "../shared/copy-button.tsx";
import { QrCode } from "../shared/qr-code.tsx";
import { useGradebook } from "./gradebook-context.tsx";
import { termsWarning } from "./terms-text.ts";

/** The link that tells the learner's page about the other terms. */
export function PersonalLink({ row, accommodation }: { row: LearnerRow; accommodation: Accommodation }) {
  const { hash, payload, assignment } = useGradebook((state) => state.row.issued);
  const keys = useGradebook((state) => state.keys);
  const path = useHref("/a/");
  const [code, setCode] = useState<string>();
  const report = useGradebook((state) => state.report);
  const signKey = signKeyOf(assignment, keys);
  const identities = useMemo(() => identitiesOf(row), [row]);
  useEffect(() => {
    let current = true;
    if (signKey && identities.length > 0)
      packTerms(hash, identities, accommodation, signKey).then((made) => {
        if (current) setCode(made);
      }, report);
    return () => {
      current = false;
    };
  }, [hash, identities, accommodation, signKey, report]);
  const warning = termsWarning(row.terms);
  if (!signKey) {
    return (
      <p>
        The key that signed this assignment isn’t on this device, so no personal link can be made. The terms count in
        the gradebook anyway.
      </p>
    );
  }
  if (identities.length === 0) {
    return (
      <p>
        The roster has no email address, login or ID that is this learner’s alone, so no personal link can be made. The
        terms count in the gradebook anyway.
      </p>
    );
  }
  const link = code && `${location.origin}${path}#${payload}~${code}`;
  return (
    <div className="personal">
      {warning && <p className="callout">{warning}</p>}
      <p>
        With the personal link, the learner’s page knows the terms, too. It works only for{" "}
        {identities.map((identity, at) => (
          <Fragment key={identity}>
            {at > 0 && (at === identities.length - 1 ? " or " : ", ")}
            <strong>
              <bdi>{identity}</bdi>
            </strong>
          </Fragment>
        ))}
        {identities.length > 1 && ", whichever the assignment asks for"}.
      </p>
      {link && (
        <>
          <CopyButton text={link} label="Copy the personal link" />
          {link.length <= qrLimit ? (
            <details>
              <summary>Show as a QR code</summary>
              <QrCode text={link} label="QR code of the personal link" />
            </details>
          ) : (
            <p className="small muted">The link is too long for a QR code that cameras can read.</p>
          )}
        </>
      )}
    </div>
  );
}
