import { useEffect, useId, useState } from "react";
import { useHref } from "react-router-dom";
import type { Assignment } from "../../assignment/assignment.ts";
import { makePackage, planPackage, type PackagePlan } from "../../store/author-package.ts";
import { loadPlayerFiles, type PlayerFiles } from "../../store/player-files.ts";
import { counted } from "../../assessment/counted.ts";
import { download } from "../shared/download.ts";
import { Status } from "../shared/status.tsx";

type Version = Parameters<typeof planPackage>[1];

const versionTexts: Record<Version, { name: string; text: string }> = {
  "1.2": { name: "SCORM 1.2", text: "for most LMSs. This page tells you when an assignment is too long for it" },
  "2004": { name: "SCORM 2004 4th Edition", text: "for long assignments, and with the questions’ text in reports" },
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The browser's store of fetched files; absent on pages without HTTPS. */
const fileCaches = (): CacheStorage | undefined => ("caches" in globalThis ? globalThis.caches : undefined);

/** Makes a package in which the assignment runs in an LMS, which knows the learners and takes the score. */
export function PackageSection({ assignment }: { assignment: Assignment }) {
  const id = useId();
  const playerPath = useHref("/player/");
  const [version, setVersion] = useState<Version>("1.2");
  const [planned, setPlanned] = useState<{ version: Version; plan: PackagePlan }>();
  const [player, setPlayer] = useState<PlayerFiles>();
  const [share, setShare] = useState(0);
  const [problem, setProblem] = useState("");
  const [said, setSaid] = useState("");
  useEffect(() => {
    let isCurrent = true;
    const base = new URL(playerPath, window.location.href).href;
    loadPlayerFiles({ base, fetch: (address) => fetch(address), caches: fileCaches() }, (done) => {
      if (isCurrent) setShare(done);
    }).then(
      (loaded) => isCurrent && setPlayer(loaded),
      (error: unknown) => isCurrent && setProblem(messageOf(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [playerPath]);
  useEffect(() => {
    let isCurrent = true;
    planPackage(assignment, version).then(
      (plan) => isCurrent && setPlanned({ version, plan }),
      (error: unknown) => isCurrent && setProblem(messageOf(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [assignment, version]);
  const plan = planned?.version === version ? planned.plan : undefined;
  const save = () => {
    if (!plan || !player) return;
    const made = makePackage(plan, version, player.files);
    if (!made.ok) return setProblem(made.message);
    download(made.content, made.name, "application/zip");
    setSaid(`Saved as ${made.name}. Upload the zip without unpacking it.`);
  };
  return (
    <>
      <fieldset className="assign-choice">
        <legend>Format of the package</legend>
        {(["1.2", "2004"] as const).map((value) => (
          <label key={value} className="assign-check" htmlFor={`${id}-${value}`}>
            <input
              id={`${id}-${value}`}
              type="radio"
              name={id}
              checked={version === value}
              onChange={() => {
                setVersion(value);
                setSaid("");
              }}
            />
            <span>
              <strong>{versionTexts[value].name}</strong>: {versionTexts[value].text}
            </span>
          </label>
        ))}
      </fieldset>
      {plan && (
        <p className="assign-gap">
          {counted(plan.content.items.length, "question")} in the package, with their answers.
          {plan.leftOut.length > 0 && " What it leaves out:"}
        </p>
      )}
      {plan && plan.leftOut.length > 0 && (
        <ul className="assign-missing">
          {plan.leftOut.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <p role="alert" className="assign-alert">
        {plan?.problem || problem}
      </p>
      <button type="button" className="btn" disabled={!plan || plan.problem !== "" || !player} onClick={save}>
        Save the {versionTexts[version].name} package
      </button>
      <Status className="muted">
        {said ||
          (player
            ? player.isKept
              ? "Packages can be made offline from now on."
              : "This browser keeps no files, so making packages needs a connection."
            : problem === ""
              ? `Loading the player: ${Math.round(share * 100)}%`
              : "")}
      </Status>
    </>
  );
}
