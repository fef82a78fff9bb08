import { lazy, Suspense, useEffect, useState } from "react";
import { useLocation } from "react-router-dom";
import { type Offline, type OfflineState, registerOffline } from "../../offline/register.ts";
import { untilIdle } from "../../store/until-idle.ts";
import { holdsWork, noteReturn } from "../shared/return-note.ts";
import { onShellRequest, type ShellRequest } from "../shared/ui-events.ts";
import { useStore, useStoreApi } from "../shared/use-store.tsx";
import { useActivity } from "./use-activity.ts";
import { Notices } from "./notices.tsx";
import "./shell-extras.css";

const SearchPalette = lazy(() =>
  import("../search/search-palette.tsx").then((module) => ({ default: module.SearchPalette })),
);
const HelpDialog = lazy(() => import("./help-dialog.tsx").then((module) => ({ default: module.HelpDialog })));

const MoreSheet = lazy(() => import("./more-sheet.tsx").then((module) => ({ default: module.MoreSheet })));

const dialogs = { search: SearchPalette, help: HelpDialog, more: MoreSheet };

/** A dialog that was asked for; asking again once it is closed opens a new one. */
interface Opened {
  request: ShellRequest;
  key: string;
}

const isDialogOpen = (): boolean => document.querySelector("dialog[open]") !== null;
/** Whether an address is that of a quiz or an exam under way, which nothing may interrupt. */
const isUnderWay = ({ pathname, hash }: { pathname: string; hash: string }): boolean =>
  /\/(?:quiz|exam)\/(?:index\.html)?$/.test(pathname) && hash.length > 1;
const isQuiz = () => isUnderWay(window.location);

let registered: Offline | null | undefined;

/** Registers the worker once per page, however often the shell is drawn. */
function useOffline(root: string): { state: OfflineState; update: () => Promise<boolean> } {
  const store = useStoreApi();
  const [state, setState] = useState<OfflineState>({ ready: false, updateWaiting: false });
  useEffect(() => {
    if (import.meta.env.DEV) return undefined;
    registered ??= registerOffline(root, isQuiz);
    if (!registered) store.setState({ offlineReady: false });
    return registered?.watch((next) => {
      setState(next);
      store.setState({ offlineReady: next.ready });
    });
  }, [root, store]);
  return { state, update: () => registered?.update() ?? Promise.resolve(false) };
}

/** Loads what the shell needs once the page is idle: stored progress, search, help, offline copy, notices. */
export function ShellExtras({ root }: { root: string }) {
  const inQuiz = isUnderWay(useLocation());
  const followProgress = useStore((state) => state.followProgress);
  const keep = useStore((state) => state.keep);
  const hasWorked = useStore(({ snapshot }) => snapshot !== null && holdsWork(snapshot));
  const store = useStoreApi();
  const [open, setOpen] = useState<Opened | null>(null);
  const offline = useOffline(root);
  useActivity();

  useEffect(() => {
    followProgress();
    void keep(async (progress) => store.setState({ durable: (await progress.storage()).durable }));
  }, [followProgress, keep, store]);
  useEffect(() => {
    if (hasWorked) noteReturn(true);
  }, [hasWorked]);
  // The screens don't wait for it: an answer from before the log counts for reviews a moment later.
  useEffect(
    () =>
      void keep(async (progress) => {
        const { fillLogOnce } = await import("../../store/fill-log.ts");
        await fillLogOnce(progress, store.getState().now(), () => untilIdle(2000));
      }),
    [keep, store],
  );
  useEffect(() => {
    const ask = (request: ShellRequest) =>
      setOpen((now) => (now?.request === request && isDialogOpen() ? now : { request, key: store.getState().newId() }));
    const offs = (["search", "help", "more"] as const).map((request) => onShellRequest(request, () => ask(request)));
    return () => offs.forEach((off) => off());
  }, [store]);

  // A dialog reports that it closed after the next one may have opened, so it closes only itself.
  const Dialog = open && dialogs[open.request];
  const close = () => setOpen((now) => (now === open ? null : now));
  return (
    <>
      <Suspense fallback={null}>{Dialog && <Dialog key={open.key} onClose={close} />}</Suspense>
      <aside className="notices" aria-label="Notices">
        <Notices inQuiz={inQuiz} updateWaiting={offline.state.updateWaiting} update={offline.update} />
      </aside>
    </>
  );
}
