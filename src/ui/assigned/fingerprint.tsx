import type { Assignment } from "../../assignment/assignment.ts";
import { fingerprintWords } from "../../assignment/fingerprint.ts";

/** The words by which the instructor's key is recognized, and what they prove. */
export function Fingerprint({ assignment }: { assignment: Assignment }) {
  return (
    <section className="assigned-block" aria-labelledby="assigned-from">
      <h2 id="assigned-from">Who it’s from</h2>
      <p>
        {assignment.instructor ? (
          <>
            The assignment says that it’s from <strong>{assignment.instructor}</strong>.
          </>
        ) : (
          "The assignment doesn’t say who it’s from."
        )}{" "}
        The key that signed it has these words:
      </p>
      <p className="assigned-words mono">{fingerprintWords(assignment.keys).join(" ")}</p>
      <p className="muted">
        The link alone only proves that the assignment wasn’t changed after it was signed. To know who signed it,
        compare the words with those that your instructor shows in class or in the course.
      </p>
    </section>
  );
}
