import { errorText } from "../../assessment/error-text.ts";
import { useEffect, useState } from "react";
import { useNavigate } from "react-router-dom";
import { openAssignment } from "../../store/assigned-open.ts";
import { Link } from "../shared/link.tsx";
import { useStoreApi } from "../shared/use-store.tsx";

/** Reads the assignment in the address, then leads to it under a short one. */
export function Opening({ text }: { text: string }) {
  const app = useStoreApi();
  const navigate = useNavigate();
  const [problem, setProblem] = useState("");
  useEffect(() => {
    let current = true;
    const [payload = "", code = ""] = text.split("~");
    openAssignment(app, payload).then(
      (opened) => {
        if (!current) return;
        if (opened.ok) void navigate(`/a/#at/${opened.value}${code && `~${code}`}`, { replace: true });
        else setProblem(opened.error.message);
      },
      (error: unknown) =>
        current &&
        setProblem(
          `The assignment couldn’t be stored on this device: ${errorText(error)} Allow this site to store data, then reload.`,
        ),
    );
    return () => {
      current = false;
    };
  }, [app, navigate, text]);

  if (problem === "") {
    return (
      <div className="page assigned" aria-busy="true">
        <h1 tabIndex={-1}>Assignment</h1>
        <p className="muted">Checking the assignment…</p>
      </div>
    );
  }
  return (
    <div className="page assigned">
      <h1 tabIndex={-1}>This assignment can’t be opened</h1>
      <p role="alert">{problem}</p>
      <p className="actions">
        <Link className="btn primary" to="/a/">
          Show your assignments
        </Link>
      </p>
    </div>
  );
}
