import { CloudCog, Layers, Lock, type LucideIcon, UserRound, UserRoundX, Wrench } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { EntryOwner, ListEntryView } from "@/app/_client/wire";
import { Badge } from "@/app/_components/ui/badge";
import { coverWords, noteWords, ownerWords } from "./list-words";
import { Moment } from "./moment";
import { spanWords } from "./time-words";

const ownerIcons: Readonly<Record<EntryOwner["kind"], LucideIcon>> = {
  grant: UserRound,
  terraform: Wrench,
  "config-connector": Wrench,
  composer: CloudCog,
  unknown: UserRoundX,
};

/** One authorized network: what it is, in whose name, since when and until when, and what is odd about it. */
export function EntryRow({
  entry,
  list,
  now,
  reasonId,
  action,
}: {
  readonly entry: ListEntryView;
  /** All entries of the list that it is on. */
  readonly list: readonly ListEntryView[];
  readonly now: number;
  /** Id of what says why it is locked. */
  readonly reasonId: string;
  readonly action: ReactNode;
}) {
  const { cidrBlock, displayName, owner, notes, locked } = entry;
  const around = coverWords(entry, list);
  const OwnerIcon = ownerIcons[owner.kind];
  return (
    <li className="gap-x-4 gap-y-1.5 px-4 py-2.5 max-md:space-y-1.5 sm:px-5 md:grid md:grid-cols-[minmax(0,1.1fr)_minmax(0,1fr)_minmax(0,1fr)_5.5rem]">
      <div className="min-w-0">
        <p className="value font-medium">{cidrBlock}</p>
        <p className="text-sm wrap-anywhere text-muted">{displayName || "no name"}</p>
      </div>
      <div className="min-w-0 text-sm">
        <p className="flex min-w-0 items-center gap-1.5">
          <OwnerIcon aria-hidden="true" className="size-3.5 shrink-0 text-muted" />
          <span className="sr-only">Owner: </span>
          {owner.grants[0] ? (
            <Link
              href={`/access?grant=${encodeURIComponent(owner.grants[0])}`}
              className="min-h-6 min-w-0 content-center underline decoration-edge underline-offset-4 wrap-anywhere hover:decoration-ink"
            >
              {ownerWords(owner)}
            </Link>
          ) : (
            <span className={owner.kind === "unknown" ? "text-muted" : ""}>
              {owner.kind === "unknown" ? "owner not known" : ownerWords(owner)}
            </span>
          )}
        </p>
        {locked && (
          <p id={reasonId} className="mt-0.5 flex gap-1.5 text-muted">
            <Lock aria-hidden="true" className="mt-0.75 size-3.5 shrink-0" />
            <span className="text-pretty">{locked}</span>
          </p>
        )}
      </div>
      <div className="min-w-0 space-y-1.5 text-sm text-muted">
        <p className="flex flex-wrap gap-x-3">
          <Since entry={entry} now={now} />
          {owner.expiresAt && (
            <span className="tabular-nums">
              ends in {spanWords((Date.parse(owner.expiresAt) - now) / 1000)} (
              <Moment time={owner.expiresAt} now={now} />)
            </span>
          )}
        </p>
        {notes.length > 0 && (
          <ul className="flex flex-wrap gap-1.5">
            {notes.map((note) => (
              <li key={note} title={noteWords[note].why}>
                <Badge tone={noteWords[note].tone}>
                  {noteWords[note].text}
                  <span className="sr-only">: {noteWords[note].why}</span>
                </Badge>
              </li>
            ))}
          </ul>
        )}
        {around && (
          <p className="flex gap-1.5">
            <Layers aria-hidden="true" className="mt-0.75 size-3.5 shrink-0" />
            <span className="wrap-anywhere">inside {around}</span>
          </p>
        )}
      </div>
      <div className="max-md:flex max-md:flex-wrap max-md:justify-end max-md:gap-1.5 md:contents md:[&>button]:-mt-1 md:[&>button]:self-start md:[&>button]:justify-self-end">
        {action}
      </div>
    </li>
  );
}

function Since({ entry, now }: { readonly entry: ListEntryView; readonly now: number }) {
  if (entry.firstSeenAt === null) return <span>since when is not known</span>;
  return (
    <span>
      {entry.older ? "there before " : "since "}
      <Moment time={entry.firstSeenAt} now={now} />
    </span>
  );
}
