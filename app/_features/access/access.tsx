"use client";

import { KeyRound } from "lucide-react";
import dynamic from "next/dynamic";
import { useCallback, useEffect, useState } from "react";
import { type AskDraft, emptyDraft } from "@/app/_components/access/ask-draft";
import { isGoing, sortGrants } from "@/app/_components/access/group-grants";
import { RowsSkeleton } from "@/app/_components/access/rows-skeleton";
import { Button } from "@/app/_components/ui/button";
import { Kbd } from "@/app/_components/ui/kbd";
import { Notice } from "@/app/_components/ui/notice";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { Ended } from "./ended";
import { Lists } from "./lists";
import { MyAccess, type Whose } from "./my-access";
import { Queue } from "./queue";
import { useAccess } from "./use-access";
import { useArrival } from "./use-arrival";
import { useNews } from "./use-news";

const AskDialog = dynamic(() => import("./ask-dialog").then((module) => module.AskDialog));

/** What a link to the page leads to. `ask`: the dialog, for this cluster or (empty) for none yet. */
export type AccessLink = {
  readonly grant: string | null;
  readonly cluster: string | null;
  readonly ask: string | null;
};

/** Access: the person's own, what waits for them, every list, and what is over. */
export function Access({ link }: { readonly link: AccessLink }) {
  const { data, problem, refresh } = useAccess(link.grant);
  const [whose, setWhose] = useState<Whose>("mine");
  const [endedOpen, setEndedOpen] = useState(false);
  const [draft, setDraft] = useState<AskDraft>(emptyDraft);
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState("");
  const news = useNews(data);

  const change = useCallback((part: Partial<AskDraft>) => setDraft((before) => ({ ...before, ...part })), []);
  const ask = useCallback((cluster?: string) => {
    if (cluster) {
      setDraft((before) => (before.clusters.includes(cluster) ? before : { ...before, clusters: [cluster] }));
    }
    setAsking(true);
  }, []);
  useEffect(() => {
    if (link.ask === null) return;
    ask(link.ask || undefined);
    window.history.replaceState(null, "", "/access");
  }, [link.ask, ask]);

  const sorted = data && sortGrants(data.grants, data.me.id);
  const ended = data?.grants.filter((grant) => !isGoing(grant)) ?? [];
  const shownEnded =
    whose === "mine" ? ended.filter(({ person, id }) => person.id === data?.me.id || id === link.grant) : ended;
  const missing = useArrival(link, data, { setWhose, setEndedOpen });
  const todo = sorted ? sorted.toDecide.length + sorted.toReview.length : 0;
  const finish = useCallback(
    async (words: string) => {
      const section = document.activeElement?.closest<HTMLElement>("section[id]");
      setDone(words);
      await refresh();
      /* What was decided is gone, and the focus with it: it stays in its part of the page. */
      requestAnimationFrame(() =>
        setTimeout(() => {
          if (document.activeElement === document.body) section?.focus({ preventScroll: true });
        }),
      );
    },
    [refresh],
  );

  return (
    <>
      <header className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="text-lg font-semibold">Access</h1>
        {todo > 0 && (
          <a
            href="#queue"
            className="inline-flex h-7 items-center rounded-full bg-warn-soft px-3 text-sm font-medium text-warn underline-offset-4 hover:underline max-sm:h-11"
          >
            {todo} waiting for you
          </a>
        )}
        <Button variant="primary" data-shortcut="a" onClick={() => ask()} className="ml-auto max-sm:h-11 max-sm:w-full">
          <KeyRound aria-hidden="true" />
          Ask for access
          <span className="max-sm:hidden">
            <Kbd onAccent>a</Kbd>
          </span>
        </Button>
      </header>
      <p role="status" className="sr-only">
        {done}
      </p>
      <p role="status" className="sr-only">
        {news}
      </p>
      {problem && (
        <ProblemNotice
          problem={data ? { ...problem, detail: `${problem.detail} What is shown may be old.` } : problem}
          action={
            <Button size="small" className="max-sm:h-11" onClick={() => void refresh()}>
              Try again
            </Button>
          }
        />
      )}
      {missing && (
        <Notice tone="warn" title="That grant is not here">
          The link leads to a grant that does not exist, or is too long over to be listed.
        </Notice>
      )}
      {data && sorted ? (
        <div className="space-y-7">
          <MyAccess
            data={data}
            mine={sorted.mine}
            others={sorted.others}
            whose={whose}
            onWhose={setWhose}
            pointedAt={link.grant}
            onAsk={() => ask()}
            onDone={finish}
          />
          <Queue sorted={sorted} skewMs={data.skewMs} pointedAt={link.grant} onDone={finish} />
          <Lists signal={listSignal(data.grants)} data={data} pointedAt={link.cluster} onAsk={ask} onDone={finish} />
          <Ended
            grants={shownEnded}
            me={data.me.id}
            skewMs={data.skewMs}
            open={endedOpen}
            onOpen={setEndedOpen}
            pointedAt={link.grant}
          />
        </div>
      ) : (
        !problem && <RowsSkeleton rows={3} />
      )}
      {asking && (
        <AskDialog
          draft={draft}
          onDraft={change}
          onClose={() => setAsking(false)}
          onAsked={async (words) => {
            setAsking(false);
            setDraft(emptyDraft);
            await finish(words);
          }}
        />
      )}
    </>
  );
}

/** Differs when a list may have changed: a grant became active, or is over. */
function listSignal(
  grants: readonly { readonly id: string; readonly state: string; readonly expiresAt: string | null }[],
): string {
  return grants
    .filter(({ state }) => state === "active")
    .map(({ id, expiresAt }) => `${id}${expiresAt}`)
    .toSorted()
    .join();
}
