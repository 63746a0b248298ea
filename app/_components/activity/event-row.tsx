"use client";

import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import type { AuditEventView } from "@/app/_client/wire";
import { Badge } from "@/app/_components/ui/badge";
import { LocalTime } from "@/app/_components/ui/local-time";
import { LongText } from "@/app/_components/ui/long-text";
import { parseClusterName } from "@/lib/core/cluster-name";
import { EventDetails } from "./event-details";
import { EventSign, field } from "./event-sign";

/** One thing that happened, in a sentence; everything that is kept of it when it is opened. */
export function EventRow({ event }: { readonly event: AuditEventView }) {
  const [open, setOpen] = useState(false);
  const details = useId();
  const { seq, at, actor, text, cluster } = event;
  const name = cluster === null ? undefined : parseClusterName(cluster);
  const foreign = isForeign(event);
  return (
    <li className={foreign ? "border-l-3 border-l-warn" : ""}>
      <div className="flex gap-3 px-4 py-3 sm:px-5">
        <EventSign event={event} />
        <div className="min-w-0 flex-1">
          <p className="text-pretty wrap-anywhere">
            <LongText text={text} />
          </p>
          <p className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
            {foreign && <Badge tone="warn">Not by Drawbridge</Badge>}
            <span className="wrap-anywhere">by {actorWords(actor)}</span>
            {name && (
              <span className="wrap-anywhere">
                {name.cluster} · {name.location} · {name.project}
              </span>
            )}
            <LocalTime time={at} seconds />
          </p>
        </div>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={details}
          onClick={() => setOpen(!open)}
          className="flex size-8 shrink-0 items-center justify-center rounded-lg text-muted hover:bg-hover hover:text-ink max-sm:size-11"
        >
          <ChevronRight aria-hidden="true" className={`size-4 transition-transform ${open ? "rotate-90" : ""}`} />
          <span className="sr-only">Details of event {seq}</span>
        </button>
      </div>
      <div id={details}>{open && <EventDetails event={event} />}</div>
    </li>
  );
}

function isForeign({ action, data }: AuditEventView): boolean {
  return action === "list.changed" || action === "list.foreign-drift" || field(data, "reason") === "removed-elsewhere";
}

function actorWords(actor: string): string {
  if (actor === "applier") return "Drawbridge";
  return actor === "unknown" ? "somebody unknown" : actor;
}
