import { useEffect, type RefObject } from "react";

/** Makes the copy buttons of compiled command figures work. */
export function useCopyButtons(body: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const text = body.current;
    const copy = async (event: Event) => {
      const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-copy]") : null;
      const code = button?.closest("figure")?.querySelector("code");
      if (!button || !code) return;
      try {
        await navigator.clipboard.writeText(code.textContent.trim());
        button.textContent = "Copied";
      } catch {
        // Without the permission, the selected text can still be copied by hand.
        window.getSelection()?.selectAllChildren(code);
        button.textContent = "Selected, press Ctrl+C";
      }
      setTimeout(() => (button.textContent = "Copy"), 2000);
    };
    const listen = (event: Event) => void copy(event);
    text?.addEventListener("click", listen);
    return () => text?.removeEventListener("click", listen);
  }, [body]);
}
