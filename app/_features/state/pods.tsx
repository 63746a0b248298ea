"use client";

import dynamic from "next/dynamic";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { placeOf } from "@/app/_client/workload-question";
import type { RunRequest, RunView } from "@/app/_client/workload-wire";
import { useWorkloadDiagnosis } from "./workload-diagnosis";

const RunPanel = dynamic(() => import("@/app/_features/workloads/runs/run-panel").then((module) => module.RunPanel));

export type Pods = {
  /** Shows what would be run, above whatever is there; from there it can be started. */
  readonly open: (request: RunRequest) => void;
  /** The latest that was heard of any run in this page: lists are old when it changes. */
  readonly news: string;
};

const Context = createContext<Pods>({ open: () => undefined, news: "" });

/** The panel of pods outlives the button that opened it, as the answer under it is made anew. */
export function PodsProvider({ children }: { readonly children: ReactNode }) {
  const { asked, run: diagnosis, start } = useWorkloadDiagnosis();
  const [opened, setOpened] = useState<RunRequest | null>(null);
  const [heard, setHeard] = useState<{ readonly news: string; readonly proof: string | null }>({
    news: "",
    proof: null,
  });

  /* What a probe saw is a fact of the next diagnosis. */
  const hear = useCallback(
    (run: RunView) => {
      const news = `${run.id} ${run.state} ${run.cleaned} ${run.removal?.givenUpAt}`;
      const place = asked && placeOf(asked);
      const mine = place?.namespace === run.namespace && place.serviceAccount === run.serviceAccount;
      const proves = run.identity !== null && run.id !== heard.proof && mine && diagnosis.status !== "running";
      if (proves && asked) start(asked);
      if (proves || news !== heard.news) setHeard({ news, proof: proves ? run.id : heard.proof });
    },
    [asked, diagnosis.status, start, heard],
  );
  const pods = useMemo(() => ({ open: setOpened, news: heard.news }), [heard.news]);
  return (
    <Context value={pods}>
      {children}
      {opened && <RunPanel request={opened} onNews={hear} onClose={() => setOpened(null)} />}
    </Context>
  );
}

export function usePods(): Pods {
  return useContext(Context);
}
