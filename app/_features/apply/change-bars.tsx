"use client";

import { X } from "lucide-react";
import Link from "next/link";
import type { ChangeView } from "@/app/_client/wire";
import { ChangeBadge } from "@/app/_components/apply/change-badge";
import { changeWords, isOver } from "@/app/_components/apply/change-words";
import { Button } from "@/app/_components/ui/button";
import { useAnnouncement } from "@/app/_features/diagnose/use-announcement";
import { parseClusterName } from "@/lib/core/cluster-name";
import { type Followed, useChanges } from "./changes-context";

/**
 * The changes that were started here, each as one line: they go on whether or not their panel is open. `kind`: only these,
 * where the page itself shows the others.
 */
export function ChangeBars({ kind }: { readonly kind?: ChangeView["kind"] }) {
  const { followed: all } = useChanges();
  const followed = all.filter(({ change }) => kind === undefined || change.kind === kind);
  const [latest] = followed;
  const said = useAnnouncement(latest ? `${latest.change.title}: ${changeWords(latest.change).text}.` : "");
  return (
    <>
      <p role="status" className="sr-only">
        {said}
      </p>
      {followed.length > 0 && (
        <ul aria-label="Changes" className="space-y-2">
          {followed.map((one) => (
            <ChangeBar key={one.change.id} followed={one} />
          ))}
        </ul>
      )}
    </>
  );
}

function ChangeBar({ followed: { change } }: { readonly followed: Followed }) {
  const { show, forget } = useChanges();
  const { id, title, kind, cluster, state } = change;
  return (
    <li className="card flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1.5 py-1.5 pr-2 pl-4">
      <p className="min-w-0 flex-1 max-sm:basis-full">
        <span className="font-medium">{title}</span>{" "}
        <span className="text-sm text-muted">on {parseClusterName(cluster)?.cluster ?? cluster}</span>
      </p>
      <ChangeBadge change={change} />
      <span className="flex items-center gap-1 max-sm:ml-auto">
        {kind === "grant" && (
          <Button variant="ghost" size="small" asChild className="max-sm:h-11">
            <Link href={`/access?grant=${encodeURIComponent(id)}`}>Access</Link>
          </Button>
        )}
        <Button size="small" className="max-sm:h-11" onClick={() => show({ kind: "change", id })}>
          {state === "applied" ? "Watch" : "Details"}
        </Button>
        {(isOver(change) || state === "verified" || (kind === "update" && state === "applied")) && (
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Put away: ${title}`}
            className="max-sm:size-11"
            onClick={() => forget(id)}
          >
            <X aria-hidden="true" />
          </Button>
        )}
      </span>
    </li>
  );
}
