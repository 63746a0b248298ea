"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { fetchChange } from "@/app/_client/api";
import type { ChangeView } from "@/app/_client/wire";
import { isOver } from "@/app/_components/apply/change-words";
import { ChangesContext, type Followed, type Origin, type PanelContent } from "./changes-context";
import { Follower } from "./follower";
import { remember, remembered } from "./remember";
import type { Baseline } from "./use-baseline";

const PlanPanel = dynamic(() => import("@/app/_features/plan/plan-panel").then((module) => module.PlanPanel));

/** The panel gives the focus back first. */
const focusPauseMs = 50;

/** What opened the panel may be gone by now, as a verdict's button is: then the page's content has the focus. */
function keepFocus(): void {
  if (document.activeElement === document.body) document.getElementById("main")?.focus({ preventScroll: true });
}

/** Changes outlive the panel that started them and the page that it was opened on. */
export function ChangesProvider({ children }: { readonly children: ReactNode }) {
  const [followed, setFollowed] = useState<readonly Followed[]>([]);
  const [opened, setOpened] = useState<{ readonly panel: PanelContent; readonly number: number } | null>(null);
  const number = useRef(0);
  const close = useCallback(() => {
    setOpened(null);
    setTimeout(keepFocus, focusPauseMs);
  }, []);
  const show = useCallback((next: PanelContent) => {
    number.current += 1;
    setOpened({ panel: next, number: number.current });
  }, []);
  const turnInto = useCallback(
    (id: string) => setOpened((before) => before && { ...before, panel: { kind: "change", id } }),
    [],
  );

  const update = useCallback(
    (id: string, part: Partial<Followed> | ((before: Followed) => Partial<Followed>)) =>
      setFollowed((all) =>
        all.map((one) => (one.change.id === id ? { ...one, ...(typeof part === "function" ? part(one) : part) } : one)),
      ),
    [],
  );
  const add = useCallback(
    (change: ChangeView, origin: Origin, restored: boolean, baseline: Baseline) =>
      setFollowed((all) => [
        { change, origin, connection: "live", look: { state: "none" }, skewMs: 0, round: 0, restored, baseline },
        ...all.filter((one) => one.change.id !== change.id && !isOver(one.change)),
      ]),
    [],
  );
  const follow = useCallback(
    (change: ChangeView, origin: Origin, baseline: Baseline) => add(change, origin, false, baseline),
    [add],
  );

  useEffect(() => {
    const stop = new AbortController();
    for (const { id, origin } of remembered()) {
      fetchChange(id, stop.signal).then(
        (change) => isOver(change) || add(change, origin, true, null),
        () => undefined,
      );
    }
    return () => stop.abort();
  }, [add]);

  const known = useRef(false);
  useEffect(() => {
    /* Not before there was something: what is remembered is still being read then. */
    known.current ||= followed.length > 0;
    if (known.current) remember(followed);
  }, [followed]);

  const forget = useCallback((id: string) => setFollowed((all) => all.filter((one) => one.change.id !== id)), []);
  const hurry = useCallback((id: string) => update(id, ({ round }) => ({ round: round + 1 })), [update]);
  const lookAgain = useCallback((id: string) => update(id, { look: { state: "pausing", tries: 0, ms: 0 } }), [update]);

  const changes = useMemo(
    () => ({ followed, show, close, follow, turnInto, hurry, forget, lookAgain }),
    [followed, show, close, follow, turnInto, hurry, forget, lookAgain],
  );
  return (
    <ChangesContext value={changes}>
      {children}
      {followed.map((one) => (
        <Follower key={one.change.id} followed={one} update={update} />
      ))}
      {opened && <PlanPanel key={opened.number} content={opened.panel} />}
    </ChangesContext>
  );
}
