import { useId, useState } from "react";
import { digestWords } from "../../assignment/fingerprint.ts";
import { qrLimit } from "../../assignment/link.ts";
import { fromCode } from "../../assignment/packing.ts";
import type { AssignedRow, Sitting } from "../../progress/assignment-rows.ts";
import { receiptOfSitting, submissionName } from "../../store/assigned-submit.ts";
import { CopyButton } from "../shared/copy-button.tsx";
import { download } from "../shared/download.ts";
import { QrCode } from "../shared/qr-code.tsx";
import { Status } from "../shared/status.tsx";
import { momentText } from "./moment.ts";

/** The sealed submission: the ways to send it, and the receipt to keep. */
export function HandIn({ row, sitting, submittedAt }: { row: AssignedRow; sitting: Sitting; submittedAt: number }) {
  const id = useId();
  const [says, setSays] = useState("");
  const { sealed = "" } = sitting;
  const name = submissionName(row, sitting);
  const bytes = Uint8Array.from(fromCode(sealed) ?? []);
  const receipt = receiptOfSitting(sitting, submittedAt);
  const { zone } = row.assignment;
  const at = momentText(submittedAt, zone, Intl.DateTimeFormat().resolvedOptions().timeZone);

  const save = () => {
    download(bytes, name, "application/octet-stream");
    setSays(`Saved as ${name}. Now send the file to your instructor.`);
  };
  const file = new File([bytes], name, { type: "application/octet-stream" });
  const canShare = "canShare" in navigator && navigator.canShare({ files: [file] });
  const share = () => {
    // A share sheet that is closed without a choice is no failure.
    void navigator.share({ files: [file], title: name }).catch(() => undefined);
  };
  return (
    <>
      <p>
        Your answers are sealed for your instructor. <strong>They haven’t been sent yet: Drydock has no server.</strong>{" "}
        Download the file, then upload or send it the way your instructor asked for, such as in the course’s upload or
        by email. You can send the same file again; it counts once.
      </p>
      <div className="actions">
        <button type="button" className="btn primary" onClick={save}>
          Download the file
        </button>
        <CopyButton
          text={sealed}
          label="Copy the code"
          done="Copied. Paste the code where your instructor collects submissions."
        />
        {canShare && (
          <button type="button" className="btn" onClick={share}>
            Share
          </button>
        )}
      </div>
      <Status className="small">{says}</Status>
      <details className="assigned-more">
        <summary>Show the code{sealed.length <= qrLimit && " and QR code"}</summary>
        <div className="field">
          <label htmlFor={`${id}-code`}>Code of the submission</label>
          <textarea id={`${id}-code`} rows={4} readOnly value={sealed} onFocus={(event) => event.target.select()} />
        </div>
        {sealed.length <= qrLimit && <QrCode text={sealed} label="QR code of the submission" />}
      </details>
      <section className="assigned-receipt" aria-labelledby={`${id}-receipt`}>
        <h3 id={`${id}-receipt`}>Receipt</h3>
        <dl className="assigned-facts">
          <div>
            <dt>Submitted</dt>
            <dd>
              {at.own}
              {at.instructor !== undefined && <span className="assigned-zone muted small">{at.instructor}</span>}
            </dd>
          </div>
          <div>
            <dt>Submission</dt>
            <dd className="mono">{receipt.submissionId}</dd>
          </div>
          <div>
            <dt>Words</dt>
            <dd className="mono">{digestWords(receipt.digest).join(" ")}</dd>
          </div>
          <div>
            <dt>SHA-256</dt>
            <dd className="mono">{receipt.digest}</dd>
          </div>
        </dl>
        <p className="small muted">
          Keep it with the file. Together they show what you submitted. They don’t prove when, because the time comes
          from your device’s clock.
        </p>
        <button type="button" className="btn quiet" onClick={() => window.print()}>
          Print the receipt
        </button>
      </section>
    </>
  );
}
