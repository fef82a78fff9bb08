import { useEffect, useRef } from "react";

/** A dialog element that is open as long as it is drawn. */
export function useDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const { current } = dialog;
    if (current && !current.open) current.showModal();
  }, []);
  return dialog;
}
