"use client";

import { ChevronRight, DoorOpen } from "lucide-react";
import { memo } from "react";
import { count } from "@/app/_client/format";
import type { ClusterListView, ClusterRemedy, GrantView } from "@/app/_client/wire";
import { EntryRow } from "@/app/_components/access/entry-row";
import { countNotes, isOpenToAll, noteWords } from "@/app/_components/access/list-words";
import { Moment } from "@/app/_components/access/moment";
import { SlotsMeter } from "@/app/_components/access/slots-meter";
import { Badge } from "@/app/_components/ui/badge";
import { Notice } from "@/app/_components/ui/notice";
import { EntryAction } from "./entry-action";
import { ListActions } from "./list-actions";

const managers = {
  terraform: "Terraform",
  "config-connector": "Config Connector",
  composer: "Cloud Composer",
} as const;

type Props = {
  readonly list: ClusterListView;
  readonly open: boolean;
  readonly pointedAt: boolean;
  /** Milliseconds, by the server's clock. */
  readonly now: number;
  /** Everybody's that go on. */
  readonly grants: readonly GrantView[];
  readonly me: string;
  readonly onToggle: (cluster: string) => void;
  readonly onAsk: (cluster: string) => void;
  readonly onPlan: (cluster: string, remedy: ClusterRemedy) => void;
  readonly onDone: (words: string) => Promise<void>;
};

/** One cluster's list; a folded one is drawn again only when it changed, not at each second. */
export const ListRow = memo(Row, (before, after) => {
  const same = before.list === after.list && before.open === after.open && before.pointedAt === after.pointedAt;
  return same && (!after.open || (before.now === after.now && before.grants === after.grants));
});

function Row({ list, open, pointedAt, now, grants, me, onToggle, onAsk, onPlan, onDone }: Props) {
  const { cluster, name, project, location, enabled, managedBy, seenAt, entries, limit, slotsLeft } = list;
  const id = `list-${cluster}`;
  return (
    <li id={id} tabIndex={-1} aria-current={pointedAt ? "true" : undefined} className="outline-none">
      <h3>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={open ? `${id}-entries` : undefined}
          onClick={() => onToggle(cluster)}
          className={`flex min-h-12 w-full items-center gap-x-3 px-4 py-2 text-left hover:bg-hover focus-visible:-outline-offset-2 sm:px-5 ${pointedAt ? "bg-accent-soft" : ""}`}
        >
          <ChevronRight
            aria-hidden="true"
            className={`size-4 shrink-0 text-muted transition-transform ${open ? "rotate-90" : ""}`}
          />
          <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1 font-normal">
            <span className="min-w-0 flex-1 basis-52">
              <span className="block font-medium wrap-anywhere">{name}</span>
              <span className="block text-sm wrap-anywhere text-muted">
                {location} · {project}
              </span>
            </span>
            <span className="flex flex-wrap items-center gap-1.5">
              {isOpenToAll(list) && (
                <Badge tone="fail">
                  <DoorOpen aria-hidden="true" />
                  open to every address
                </Badge>
              )}
              {countNotes(entries).map(([note, amount]) => (
                <Badge key={note} tone={noteWords[note].tone}>
                  {amount} {noteWords[note].text}
                </Badge>
              ))}
              {managedBy && <Badge>{managers[managedBy]}</Badge>}
            </span>
            <span className="flex items-center gap-4 text-sm text-muted tabular-nums sm:w-64 sm:justify-end">
              <span className="whitespace-nowrap">{count(entries.length, "entry", "entries")}</span>
              <SlotsMeter entries={entries.length} limit={limit} slotsLeft={slotsLeft} />
            </span>
          </span>
        </button>
      </h3>
      {open && (
        <div id={`${id}-entries`} className="border-t border-line bg-sunken">
          {!enabled && (
            <div className="px-4 pt-3 sm:px-5">
              <Notice tone="warn" title={isOpenToAll(list) ? "Open to every address" : "Authorized networks are off"}>
                {isOpenToAll(list)
                  ? "Authorized networks are off: this list lets nobody in and keeps nobody out."
                  : "This list keeps nobody out. The cluster has no public endpoint, so addresses of the internet do not get through."}
              </Notice>
            </div>
          )}
          {entries.length === 0 ? (
            <p className="px-4 py-3 text-muted sm:px-5">
              {enabled ? "The list is empty: no address of the internet gets through." : "The list is empty."}
            </p>
          ) : (
            <ul className="divide-y divide-line">
              {entries.map((entry, index) => (
                <EntryRow
                  // biome-ignore lint/suspicious/noArrayIndexKey: entries can repeat.
                  key={`${entry.cidrBlock} ${index}`}
                  entry={entry}
                  list={entries}
                  now={now}
                  reasonId={`${id}-${index}-locked`}
                  action={
                    <EntryAction
                      entry={entry}
                      grants={grants}
                      me={me}
                      reasonId={`${id}-${index}-locked`}
                      onPlan={(remedy) => onPlan(cluster, remedy)}
                      onDone={onDone}
                    />
                  }
                />
              ))}
            </ul>
          )}
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-2.5 sm:px-5">
            <p className="mr-auto text-sm text-muted">
              Looked at <Moment time={seenAt} now={now} />
            </p>
            <ListActions list={list} onPlan={(remedy) => onPlan(cluster, remedy)} onAsk={() => onAsk(cluster)} />
          </div>
        </div>
      )}
    </li>
  );
}
