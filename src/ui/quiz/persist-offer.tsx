import { useState } from "react";
import { useStore } from "../shared/use-store.tsx";
import { Status } from "../shared/status.tsx";

/** After the first result: asks the browser to keep the data, and says why. Asked once. */
export function PersistOffer() {
  const dismissed = useStore((state) => state.settings.dismissed);
  const changeSettings = useStore((state) => state.changeSettings);
  const openProgress = useStore((state) => state.openProgress);
  const [answer, setAnswer] = useState("");
  const done = () => changeSettings({ dismissed: [...dismissed, "persist"] });
  if (answer) return <Status>{answer}</Status>;
  if (dismissed.includes("persist")) return null;
  const ask = async () => {
    const progress = await openProgress();
    setAnswer(
      (await progress.requestPersistence())
        ? "The browser will keep your results."
        : "The browser didn’t agree to keep them. Export a backup from Settings to be safe.",
    );
    done();
  };
  return (
    <p className="callout">
      Browsers can delete the data of a site you haven’t visited for a while.{" "}
      <button type="button" className="btn" onClick={() => void ask()}>
        Ask to keep my results
      </button>{" "}
      <button type="button" className="btn quiet" onClick={done}>
        Not now
      </button>
    </p>
  );
}
