import { lmsSupport } from "../../assignment/grades/lms.ts";
import { counted } from "../../assessment/counted.ts";
import { FileButton } from "../shared/file-button.tsx";
import { useGradebook } from "./gradebook-context.tsx";

/** The roster: who is expected, and the file to hand back. */
export function RosterSection() {
  const importRoster = useGradebook((state) => state.importRoster);
  const report = useGradebook((state) => state.report);
  const removeRoster = useGradebook((state) => state.removeRoster);
  const roster = useGradebook((state) => state.roster);
  const people = useGradebook((state) => state.people);
  const name = useGradebook((state) => state.gradebook.roster?.name);
  return (
    <>
      <h2>Roster</h2>
      {roster && people ? (
        <>
          <p>
            <bdi>{name}</bdi>: {counted(roster.learners.length, "learner")}, from {lmsSupport[roster.lms].name}.
          </p>
          {people.unmatched.length > 0 && (
            <p className="callout">
              {counted(people.unmatched.length, "identity").replace("identitys", "identities")} fit nobody in the
              roster: <bdi>{people.unmatched.slice(0, 20).join(", ")}</bdi>
              {people.unmatched.length > 20 && ` and ${people.unmatched.length - 20} more`}. They stay in the table, but
              not in the roster’s file. A typing error is the usual reason.
            </p>
          )}
          {people.several.map(({ person, identities }) => (
            <p key={person.key} className="callout">
              <bdi>{person.name || person.learner}</bdi> submitted under several identities, which count as one learner:{" "}
              <bdi>{identities.join(", ")}</bdi>.
            </p>
          ))}
        </>
      ) : (
        <p>
          Export your LMS’s gradebook as CSV and import it here. The table then shows who is missing, and you get the
          same file back with one column filled.
        </p>
      )}
      <div className="receive-ways">
        <FileButton
          label={roster ? "Import another roster" : "Import a roster"}
          accept=".csv,text/csv,.txt,.tsv"
          onFiles={([file]) => {
            file
              ?.arrayBuffer()
              .then((bytes) => importRoster(file.name, new Uint8Array(bytes)))
              .catch(report);
          }}
        />
        {roster && (
          <button type="button" className="btn quiet" onClick={() => void removeRoster()}>
            Remove the roster
          </button>
        )}
      </div>
    </>
  );
}
