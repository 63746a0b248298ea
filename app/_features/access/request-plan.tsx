"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import type { GrantView } from "@/app/_client/wire";
import { ClusterLabel } from "@/app/_components/access/cluster-label";
import { ListDiff } from "@/app/_components/access/list-diff";
import { Button } from "@/app/_components/ui/button";
import { Notice } from "@/app/_components/ui/notice";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { Skeleton } from "@/app/_components/ui/skeleton";
import { Values } from "@/app/_components/ui/values";
import { usePreview } from "./use-preview";

/** What a request changes, folded until it is asked for; each list is read anew then. */
export function RequestPlan({
  grants,
  unfolded,
}: {
  readonly grants: readonly GrantView[];
  readonly unfolded: boolean;
}) {
  const [open, setOpen] = useState(unfolded);
  return (
    <div className="min-w-0 border-t border-line lg:border-t-0 lg:pt-1.5">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen((before) => !before)}
        className="flex h-9 w-full items-center gap-1.5 px-4 text-left text-sm font-medium hover:bg-hover focus-visible:-outline-offset-2 max-sm:h-11 sm:px-5"
      >
        <ChevronRight
          aria-hidden="true"
          className={`size-4 text-muted transition-transform ${open ? "rotate-90" : ""}`}
        />
        What it changes
      </button>
      {open && <Changes grants={grants} />}
    </div>
  );
}

function Changes({ grants }: { readonly grants: readonly GrantView[] }) {
  const [first] = grants;
  const { preview, problem, loading, retry } = usePreview(
    first
      ? {
          clusters: grants.map(({ cluster }) => cluster),
          cidr: first.cidr,
          duration: first.durationSeconds,
          reason: first.reason,
          breakGlass: false,
        }
      : null,
  );
  return (
    <div className="space-y-3 px-4 pb-3.5 sm:px-5">
      {problem && (
        <ProblemNotice
          problem={problem}
          action={
            <Button size="small" className="max-sm:h-11" onClick={retry}>
              Try again
            </Button>
          }
        />
      )}
      {!preview && loading && <Skeleton className="h-20 w-full" />}
      {preview?.clusters.map(({ cluster, refused, warnings, before, after }) => (
        <div key={cluster} className="space-y-2">
          {grants.length > 1 && <ClusterLabel cluster={cluster} />}
          {refused === null ? (
            <ListDiff before={before} after={after} />
          ) : (
            <Notice tone="warn" title="Nothing would be added">
              <Values text={refused} />
            </Notice>
          )}
          {warnings.map((warning) => (
            <Notice key={warning} tone="warn">
              <Values text={warning} />
            </Notice>
          ))}
        </div>
      ))}
    </div>
  );
}
