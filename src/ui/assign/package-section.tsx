import { errorText } from "../../assessment/error-text.ts";
import { useEffect, useState } from "react";
import { useHref } from "react-router-dom";
import type { Assignment } from "../../assignment/assignment.ts";
import {
  makePackage,
  packageFormats,
  planPackage,
  type PackageFormat,
  type PackagePlan,
} from "../../store/author-package.ts";
import { loadPlayerFiles, type PlayerFiles } from "../../store/player-files.ts";
import { counted } from "../../assessment/counted.ts";
import { download } from "../shared/download.ts";
import { Status } from "../shared/status.tsx";
import { FormatChoice } from "./format-choice.tsx";

const formatTexts: Record<PackageFormat, { name: string; text: string; file: string; next: string }> = {
  "1.2": {
    name: "SCORM 1.2",
    text: "for most LMSs. This page tells you when an assignment is too long for it",
    file: "SCORM 1.2 package",
    next: "Upload the zip without unpacking it.",
  },
  "2004": {
    name: "SCORM 2004 4th Edition",
    text: "for long assignments, and with the questions’ text in reports",
    file: "SCORM 2004 4th Edition package",
    next: "Upload the zip without unpacking it.",
  },
  cmi5: {
    name: "cmi5",
    text: "for LMSs with a learning record store (LRS). Each answer is recorded as an xAPI statement",
    file: "cmi5 package",
    next: "Upload the zip without unpacking it.",
  },
  "cmi5-remote": {
    name: "cmi5 course that runs on this site",
    text: "the LMS gets a small file and opens this site, which sends the answers to its LRS. Learners need a connection",
    file: "cmi5 course",
    next: "Import the zip as a cmi5 course.",
  },
};

/** The browser's store of fetched files; absent on pages without HTTPS. */
const fileCaches = (): CacheStorage | undefined => ("caches" in globalThis ? globalThis.caches : undefined);

/** Loads the player, which most packages contain, and says how far it is. */
function usePlayerFiles(): { player: PlayerFiles | undefined; share: number; problem: string } {
  const playerPath = useHref("/player/");
  const [player, setPlayer] = useState<PlayerFiles>();
  const [share, setShare] = useState(0);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    let isCurrent = true;
    const base = new URL(playerPath, window.location.href).href;
    loadPlayerFiles({ base, fetch: (address) => fetch(address), caches: fileCaches() }, (done) => {
      if (isCurrent) setShare(done);
    }).then(
      (loaded) => isCurrent && setPlayer(loaded),
      (error: unknown) => isCurrent && setProblem(errorText(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [playerPath]);
  return { player, share, problem };
}

/** Makes a package in which the assignment runs in an LMS, which knows the learners and takes the score. */
export function PackageSection({ assignment }: { assignment: Assignment }) {
  const site = useHref("/");
  const { player, share, problem: playerProblem } = usePlayerFiles();
  const [format, setFormat] = useState<PackageFormat>("1.2");
  const [planned, setPlanned] = useState<{ assignment: Assignment; plan: PackagePlan }>();
  const [problem, setProblem] = useState("");
  const [said, setSaid] = useState("");
  useEffect(() => {
    let isCurrent = true;
    planPackage(assignment, format).then(
      (plan) => isCurrent && setPlanned({ assignment, plan }),
      (error: unknown) => isCurrent && setProblem(errorText(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [assignment, format]);
  const plan = planned?.assignment === assignment && planned.plan.format === format ? planned.plan : undefined;
  const needsPlayer = format !== "cmi5-remote";
  const save = () => {
    if (!plan) return;
    const made = makePackage(plan, {
      site: new URL(site, window.location.href).href,
      player: player?.files ?? new Map(),
    });
    if (!made.ok) return setProblem(made.message);
    download(made.content, made.name, "application/zip");
    setSaid(`Saved as ${made.name}. ${formatTexts[format].next}`);
  };
  const loading = player
    ? player.isKept
      ? "Packages can be made offline from now on."
      : "This browser keeps no files, so making packages needs a connection."
    : playerProblem === ""
      ? `Loading the player: ${Math.round(share * 100)}%`
      : "";
  return (
    <>
      <FormatChoice
        legend="Format of the package"
        formats={packageFormats}
        texts={formatTexts}
        value={format}
        onChange={(value) => {
          setFormat(value);
          setProblem("");
          setSaid("");
        }}
      />
      {plan && (
        <p className="assign-gap">
          {counted(plan.content.items.length, "question")} in the{" "}
          {needsPlayer ? "package, with their answers" : "course"}.{plan.leftOut.length > 0 && " What it leaves out:"}
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
        {plan?.problem || problem || (needsPlayer ? playerProblem : "")}
      </p>
      <button
        type="button"
        className="btn"
        disabled={!plan || plan.problem !== "" || (needsPlayer && !player)}
        onClick={save}
      >
        Save the {formatTexts[format].file}
      </button>
      <Status className="muted">{said || (needsPlayer ? loading : "")}</Status>
    </>
  );
}
