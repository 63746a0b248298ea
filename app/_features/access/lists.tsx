"use client";

import { ListChecks, Search } from "lucide-react";
import { useCallback, useDeferredValue, useEffect, useState } from "react";
import { count } from "@/app/_client/format";
import type { ClusterRemedy } from "@/app/_client/wire";
import { filterLists, worthALook } from "@/app/_components/access/list-words";
import { Quiet } from "@/app/_components/access/quiet";
import { RowsSkeleton } from "@/app/_components/access/rows-skeleton";
import { Section } from "@/app/_components/access/section";
import { useNow } from "@/app/_components/access/use-now";
import { Button } from "@/app/_components/ui/button";
import { Notice } from "@/app/_components/ui/notice";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { ChangeBars } from "@/app/_features/apply/change-bars";
import { useChanges } from "@/app/_features/apply/changes-context";
import { ListRow } from "./list-row";
import type { AccessData } from "./use-access";
import { useLists } from "./use-lists";

const pageSize = 50;

/** Every cluster's list of authorized networks. */
export function Lists({
  signal,
  data: { grants, me, skewMs },
  pointedAt,
  onAsk,
  onDone,
}: {
  /** Changes when the lists may have. */
  readonly signal: string;
  readonly data: AccessData;
  /** The cluster that a link leads to, and whose list is open at first. */
  readonly pointedAt: string | null;
  readonly onAsk: (cluster: string) => void;
  readonly onDone: (words: string) => Promise<void>;
}) {
  const { followed, show } = useChanges();
  const { page, problem, reload } = useLists(
    signal,
    followed.map(({ change }) => change),
  );
  const [query, setQuery] = useState("");
  const [onlyNoted, setOnlyNoted] = useState(false);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [limit, setLimit] = useState(pageSize);
  const now = useNow(skewMs);
  const wanted = useDeferredValue(query);

  useEffect(() => {
    if (pointedAt) setOpen((before) => new Set([...before, pointedAt]));
  }, [pointedAt]);

  const lists = page?.lists ?? [];
  const noted = lists.filter(worthALook);
  const found = filterLists(onlyNoted ? noted : lists, wanted);
  const at = found.findIndex(({ cluster }) => cluster === pointedAt);
  const shown = found.slice(0, Math.max(limit, at + 1));
  const toggle = (cluster: string) =>
    setOpen(
      (before) => new Set(before.has(cluster) ? [...before].filter((one) => one !== cluster) : [...before, cluster]),
    );

  const plan = useCallback((cluster: string, remedy: ClusterRemedy) => show({ kind: "list", cluster, remedy }), [show]);

  return (
    <Section
      id="lists"
      title="Lists"
      count={page ? lists.length : undefined}
      actions={
        lists.length > 0 && (
          <div className="flex w-full flex-wrap gap-2 sm:w-auto">
            <label className="flex h-9 items-center gap-2 rounded-lg border border-edge bg-surface px-3 text-sm has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent max-sm:h-11">
              <input
                type="checkbox"
                checked={onlyNoted}
                onChange={(event) => setOnlyNoted(event.target.checked)}
                className="sr-only"
              />
              <ListChecks aria-hidden="true" className="size-4 text-muted" />
              Worth a look <span className="text-muted tabular-nums">{noted.length}</span>
            </label>
            <div className="flex h-9 min-w-44 flex-1 items-center gap-2 rounded-lg border border-outline bg-surface px-2.5 has-focus-visible:outline-2 has-focus-visible:outline-accent max-sm:h-11 sm:w-72">
              <Search aria-hidden="true" className="size-4 shrink-0 text-muted" />
              <input
                type="search"
                aria-label="Search lists"
                placeholder="Cluster, network or owner"
                autoComplete="off"
                spellCheck={false}
                value={query}
                onChange={(event) => {
                  setQuery(event.target.value);
                  setLimit(pageSize);
                }}
                className="h-full min-w-0 flex-1 bg-transparent text-sm outline-none"
              />
            </div>
          </div>
        )
      }
    >
      <ChangeBars kind="update" />
      {problem && (
        <ProblemNotice
          problem={problem}
          action={
            <Button size="small" className="max-sm:h-11" onClick={reload}>
              Try again
            </Button>
          }
        />
      )}
      {page?.problems.map(({ project, detail }) => (
        <Notice key={project} tone="warn" title={`${project} could not be listed`}>
          {detail}
        </Notice>
      ))}
      {!page && !problem && <RowsSkeleton rows={4} />}
      <p role="status" className="sr-only">
        {wanted && page ? `${count(found.length, "list")} found.` : ""}
      </p>
      {page && lists.length === 0 && (
        <Quiet Icon={ListChecks} title="No lists">
          Drawbridge sees no cluster in its projects. When it does, each cluster’s authorized networks appear here.
        </Quiet>
      )}
      {lists.length > 0 && found.length === 0 && (
        <Quiet
          Icon={Search}
          title="No list matches"
          action={
            <Button
              onClick={() => {
                setQuery("");
                setOnlyNoted(false);
              }}
            >
              Show all
            </Button>
          }
        >
          Search for a part of a cluster’s name, a project, an address or an owner.
        </Quiet>
      )}
      {shown.length > 0 && (
        <ul className="card divide-y divide-line overflow-hidden">
          {shown.map((list) => (
            <ListRow
              key={list.cluster}
              list={list}
              open={open.has(list.cluster)}
              pointedAt={list.cluster === pointedAt}
              now={now}
              grants={grants}
              me={me.id}
              onToggle={toggle}
              onAsk={onAsk}
              onPlan={plan}
              onDone={onDone}
            />
          ))}
        </ul>
      )}
      {found.length > shown.length && (
        <div className="text-center">
          <Button onClick={() => setLimit((before) => before + pageSize)} className="max-sm:h-11">
            Show {Math.min(pageSize, found.length - shown.length)} more of {found.length}
          </Button>
        </div>
      )}
    </Section>
  );
}
