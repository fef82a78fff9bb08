import { useEffect, useState } from "react";
import { useHref } from "react-router-dom";
import { packTerms, type Accommodation } from "../../assignment/accommodation.ts";
import type { LearnerRow } from "../../assignment/gradebook.ts";
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
  const signKey = signKeyOf(assignment, keys);
  useEffect(() => {
    let current = true;
    if (signKey)
      void packTerms(hash, row.learner, accommodation, signKey).then((made) => {
        if (current) setCode(made);
      });
    return () => {
      current = false;
    };
  }, [hash, row.learner, accommodation, signKey]);
  const warning = termsWarning(row.terms);
  if (!signKey) {
    return (
      <p>
        The key that signed this assignment isn’t on this device, so no personal link can be made. The terms count in
        the gradebook anyway.
      </p>
    );
  }
  const link = code && `${location.origin}${path}#${payload}~${code}`;
  return (
    <div className="personal">
      {warning && <p className="callout">{warning}</p>}
      <p>
        With the personal link, the learner’s page knows the terms, too. It works only for the identity{" "}
        <strong>
          <bdi>{row.learner}</bdi>
        </strong>
        .
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
