import { gradebookFileText } from "../../progress/gradebook-file.ts";
import { fileNamePart } from "../../assignment/make-result.ts";
import { download } from "../shared/download.ts";
import { FileButton } from "../shared/file-button.tsx";
import { useGradebook } from "./gradebook-context.tsx";

/** Exchanges gradebooks of this assignment with other instructors, by file. */
export function SharePanel() {
  const { assignment } = useGradebook((state) => state.row.issued);
  const gradebook = useGradebook((state) => state.gradebook);
  const submissions = useGradebook((state) => state.submissions);
  const merge = useGradebook((state) => state.merge);
  const report = useGradebook((state) => state.report);
  const reading = useGradebook((state) => state.reading);
  const save = () =>
    download(
      gradebookFileText(assignment.title, gradebook, [...submissions.values()]),
      `${fileNamePart(assignment.title)} gradebook.json`,
      "application/json",
    );
  return (
    <section aria-labelledby="share-title">
      <h2 id="share-title">Co-instructors</h2>
      <p>
        Several instructors can grade one assignment: each saves a file and merges the others’. Submissions of all are
        kept, and of each mark, comment or other decision on a learner the later one counts. Whoever merges needs the
        key of the assignment, since every submission is opened and checked again.
      </p>
      <div className="receive-ways">
        <button type="button" className="btn" onClick={save}>
          Save the gradebook as a file
        </button>
        <FileButton
          label="Merge a gradebook file"
          accept=".json,application/json"
          disabled={reading !== null}
          onFiles={([file]) => {
            file
              ?.text()
              .then((content) => merge(file.name, content))
              .catch(report);
          }}
        />
      </div>
      <p className="small muted">
        The file has the sealed submissions, your decisions with comments and accommodations, and the roster, which are
        readable without a key. Send it to colleagues only, and delete it when it isn’t needed any more.
      </p>
    </section>
  );
}
