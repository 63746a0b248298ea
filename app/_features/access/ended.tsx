"use client";

import { ChevronRight } from "lucide-react";
import type { GrantView } from "@/app/_client/wire";
import { ClusterLabel } from "@/app/_components/access/cluster-label";
import { grantStatus } from "@/app/_components/access/grant-status";
import { Moment } from "@/app/_components/access/moment";
import { StateSign } from "@/app/_components/access/state-sign";
import { useNow } from "@/app/_components/access/use-now";

/** Rights that are over, folded. */
export function Ended({
  grants,
  me,
  skewMs,
  open,
  onOpen,
  pointedAt,
}: {
  readonly grants: readonly GrantView[];
  readonly me: string;
  readonly skewMs: number;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly pointedAt: string | null;
}) {
  const now = useNow(skewMs);
  if (grants.length === 0) return null;
  return (
    <section id="ended" aria-label="Recently ended" className="card overflow-hidden">
      <h2>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => onOpen(!open)}
          className="flex h-11 w-full items-center gap-2 px-4 text-left font-semibold hover:bg-hover focus-visible:-outline-offset-2 sm:px-5"
        >
          <ChevronRight
            aria-hidden="true"
            className={`size-4 text-muted transition-transform ${open ? "rotate-90" : ""}`}
          />
          Recently ended
          <span className="font-normal text-muted tabular-nums">{grants.length}</span>
        </button>
      </h2>
      {open && (
        <ul className="divide-y divide-line border-t border-line">
          {grants.map((grant) => (
            <li
              key={grant.id}
              id={`grant-${grant.id}`}
              tabIndex={-1}
              aria-current={grant.id === pointedAt ? "true" : undefined}
              className="grid gap-x-6 gap-y-1.5 px-4 py-3 outline-none aria-[current]:animate-flash aria-[current]:bg-accent-soft sm:px-5 md:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_auto]"
            >
              <div className="min-w-0">
                <ClusterLabel cluster={grant.cluster} />
                <p className="text-sm wrap-anywhere text-muted">
                  <span className="value">{grant.cidr}</span>
                  {grant.person.id !== me && ` · ${grant.person.name}`}
                </p>
              </div>
              <StateSign status={grantStatus(grant, undefined, now)} />
              <p className="text-sm text-muted">
                <Moment time={grant.endedAt ?? grant.requestedAt} now={now} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
