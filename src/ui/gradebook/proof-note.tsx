import { Link } from "../shared/link.tsx";

/** What a sealed file proves, and what it doesn't. */
export function ProofNote() {
  return (
    <details>
      <summary>What a sealed file proves, and what it doesn’t</summary>
      <div className="two-lists">
        <div>
          <h3>It proves</h3>
          <ul className="dots">
            <li>Only someone with your key can read the file, and it wasn’t changed after it was sealed.</li>
            <li>
              The points come from the answers: they are counted again here, whatever the learner’s page said. Typed
              commands are the exception: the page records which goals they met.
            </li>
            <li>The questions are the ones that this learner gets in this attempt: the draw is repeated here.</li>
          </ul>
        </div>
        <div>
          <h3>It doesn’t prove</h3>
          <ul className="dots">
            <li>Who sat at the keyboard, or who helped.</li>
            <li>That the learner didn’t look the answers up: Drydock works offline, so the device has them.</li>
            <li>
              The times. They come from the learner’s device, and time over the limit is only noted. Your LMS’s upload
              time is better evidence.
            </li>
            <li>That there were no other attempts, or that Drydock made the file.</li>
          </ul>
        </div>
      </div>
      <p>
        <Link to="/assign/guide/what-it-proves/">Read more, and how to get stronger evidence</Link>.
      </p>
      <p>Use such marks for practice and low stakes. For a graded exam, supervise it, or use your LMS’s own quiz.</p>
    </details>
  );
}
