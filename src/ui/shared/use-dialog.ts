import { useEffect, useRef } from "react";

/** Returns the ref of a dialog that is open as long as it is rendered. */
export function useDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const { current } = dialog;
    if (current && !current.open) current.showModal();
  }, []);
  return dialog;
}
