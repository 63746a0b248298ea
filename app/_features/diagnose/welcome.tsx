"use client";

import { ClipboardPaste, FlaskConical, Server } from "lucide-react";
import { Bridge } from "@/app/_components/bridge/bridge";
import { stopsOf } from "@/app/_components/bridge/stops";
import { Button } from "@/app/_components/ui/button";
import { Kbd } from "@/app/_components/ui/kbd";
import { useDiagnosis } from "@/app/_features/state/diagnosis";
import { usePanels } from "@/app/_features/state/panels";
import { useSettings } from "@/app/_features/state/settings";

const idle = stopsOf(null, [], "", false);

/** Before the first question: what this is for, and the ways to begin. */
export function Welcome() {
  const { show } = usePanels();
  const { mode } = useSettings();
  const { question } = useDiagnosis();
  return (
    <section aria-labelledby="welcome-title" className="card px-5 pt-8 pb-5 sm:px-6 sm:pt-12">
      <div className="mx-auto max-w-[40rem] text-center">
        <h2 id="welcome-title" className="text-xl font-semibold tracking-[-0.015em] text-balance">
          Why can’t I reach this control plane?
        </h2>
        <p className="mt-2 text-pretty text-muted">
          Drawbridge looks at every hop between you and a private GKE cluster, names the one that is broken, and fixes
          it when you say so. Looking changes nothing.
        </p>
        <div className="mt-6 flex flex-wrap justify-center gap-2">
          {!question.cluster && (
            <Button variant="primary" onClick={() => show("clusters")}>
              <Server aria-hidden="true" />
              Choose a cluster
              <Kbd onAccent>/</Kbd>
            </Button>
          )}
          <Button onClick={() => show("paste")}>
            <ClipboardPaste aria-hidden="true" />
            Paste what kubectl said
          </Button>
          {mode === "sandbox" && (
            <Button onClick={() => show("sandbox")}>
              <FlaskConical aria-hidden="true" />
              Try a situation
            </Button>
          )}
        </div>
      </div>
      <div className="mt-8 opacity-80 sm:mt-6">
        <Bridge stops={idle} selected={null} />
      </div>
    </section>
  );
}
