import { useState } from "react";
import { momentText, zoneCity } from "../../assignment/zoned-text.ts";
import type { Misconception, Objective } from "../../content/content.ts";
import { counted } from "../../assessment/counted.ts";
import { Group } from "../shared/group.tsx";
import { Link } from "../shared/link.tsx";
import { Status } from "../shared/status.tsx";
import { useUndoKey } from "../shared/use-undo-key.ts";
import { AccommodationsPanel } from "./accommodations-panel.tsx";
import { AnalysisPanel } from "./analysis-panel.tsx";
import { ClassMapPanel } from "./class-map-panel.tsx";
import { useGradebook } from "./gradebook-context.tsx";
import { GradesPanel } from "./grades-panel.tsx";
import { StatementsSection } from "./statements-section.tsx";
import { LearnersPanel } from "./learners-panel.tsx";
import { ReceivePanel } from "./receive-panel.tsx";
import { ResultsPanel } from "./results-panel.tsx";
import { SharePanel } from "./share-panel.tsx";

const panels = [
  ["learners", "Learners"],
  ["accommodations", "Accommodations"],
  ["grades", "Roster and grades"],
  ["analysis", "Question analysis"],
  ["map", "Class map"],
  ["results", "Return results"],
  ["share", "Co-instructors"],
] as const;
type PanelId = (typeof panels)[number][0];

interface OpenGradebookProps {
  objectives: readonly Objective[];
  misconceptions: readonly Misconception[];
}

/** An open gradebook: what comes in, and its parts. */
export function OpenGradebook({ objectives, misconceptions }: OpenGradebookProps) {
  const [panel, setPanel] = useState<PanelId>("learners");
  const loading = useGradebook((state) => state.loading);
  const isReady = useGradebook((state) => state.isReady);
  const problem = useGradebook((state) => state.problem);
  const replaying = useGradebook((state) => state.replaying);
  const undo = useGradebook((state) => state.undo);
  useUndoKey(() => void undo());
  return (
    <div className="page wide gradebook">
      <Heading />
      {problem !== "" && (
        <p role="alert" className="problem">
          {problem}
        </p>
      )}
      {loading && (
        <Status>
          {loading.total === 0 ? "Opening the gradebook…" : `Grading ${loading.done} of ${loading.total} submissions…`}
        </Status>
      )}
      {isReady && (
        <>
          <ReceivePanel />
          <Status className="small">
            {replaying &&
              `Repeating walkthroughs: ${replaying.done} of ${replaying.total}. Marks with one that isn’t repeated yet may change.`}
          </Status>
          <Group aria-label="Parts of the gradebook" className="parts">
            {panels.map(([id, title]) => (
              <button key={id} type="button" className="chip" aria-pressed={panel === id} onClick={() => setPanel(id)}>
                {title}
              </button>
            ))}
          </Group>
          {panel === "learners" && <LearnersPanel />}
          {panel === "accommodations" && <AccommodationsPanel />}
          {panel === "grades" && (
            <>
              <GradesPanel />
              <StatementsSection />
            </>
          )}
          {panel === "analysis" && <AnalysisPanel />}
          {panel === "map" && <ClassMapPanel objectives={objectives} misconceptions={misconceptions} />}
          {panel === "results" && <ResultsPanel />}
          {panel === "share" && <SharePanel />}
        </>
      )}
      <Notice />
    </div>
  );
}

function Heading() {
  const { assignment } = useGradebook((state) => state.row.issued);
  const rows = useGradebook((state) => state.rows);
  const scale = useGradebook((state) => state.scale);
  const people = useGradebook((state) => state.people);
  const handedIn = rows.filter(({ attempts }) => attempts.length > 0);
  const inRoster = handedIn.filter(({ person }) => person).length;
  const { dueAt, zone } = assignment;
  return (
    <header>
      <p className="crumb">
        <Link to="/assign/">Assignments</Link>
      </p>
      <h1>{assignment.title}</h1>
      <p className="muted">
        {[
          assignment.course,
          dueAt === undefined ? "No due date" : `Due ${momentText(dueAt, zone, "end")} (${zoneCity(zone)})`,
          `marks out of ${scale.maximum}`,
          people
            ? `${inRoster} of ${counted(people.people.length, "learner")} submitted`
            : `${counted(handedIn.length, "learner")} submitted`,
          people && handedIn.length > inRoster ? `${handedIn.length - inRoster} more who aren’t in the roster` : "",
        ]
          .filter((part) => part !== "")
          .join(" · ")}
      </p>
      {!scale.fixed && (
        <p className="small muted">
          Learners’ questions differ in points, so each mark is a share of the learner’s points, out of 100.
        </p>
      )}
    </header>
  );
}

/** What was just done, with the button that takes it back. */
function Notice() {
  const notice = useGradebook((state) => state.notice);
  const undo = useGradebook((state) => state.undo);
  const dismiss = useGradebook((state) => state.dismiss);
  return (
    // The live region stays while it's empty: one that appears with its text isn't announced.
    <div className="gradebook-notice" data-empty={!notice || undefined}>
      <Status as="span">{notice?.text}</Status>
      {notice?.undo && (
        <button type="button" className="btn" aria-keyshortcuts="Control+Z Meta+Z" onClick={() => void undo()}>
          Undo
        </button>
      )}
      {notice && (
        <button type="button" className="btn quiet" onClick={dismiss}>
          Dismiss
        </button>
      )}
    </div>
  );
}
