import { lazy, Suspense, type ComponentProps } from "react";
import type { ConfirmDialog } from "./confirm-dialog.tsx";

const Dialog = lazy(() => import("./confirm-dialog.tsx").then((module) => ({ default: module.ConfirmDialog })));

/** A `ConfirmDialog` that is loaded when it is asked for, for pages that have to load little before their first use. */
export const ConfirmLater = (props: ComponentProps<typeof ConfirmDialog>) => (
  <Suspense fallback={null}>
    <Dialog {...props} />
  </Suspense>
);
