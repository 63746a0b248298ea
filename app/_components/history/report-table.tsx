import Link from "next/link";
import { formatDuration } from "@/app/_client/format";
import type { ReportSummary } from "@/app/_client/wire";
import { LocalTime } from "@/app/_components/ui/local-time";
import { type Mark, StateMark } from "@/app/_components/ui/state-mark";
import { parseClusterName } from "@/lib/core/cluster-name";

const marks: Readonly<Record<string, { readonly mark: Mark; readonly words: string }>> = {
  blocked: { mark: "broken", words: "Blocked" },
  reachable: { mark: "passed", words: "Reachable" },
  unknown: { mark: "unknown", words: "Could not tell" },
};

const vantages: Readonly<Record<string, string>> = {
  browser: "browser",
  server: "server",
  address: "typed address",
};

/** Reports, newest first. */
export function ReportTable({
  reports,
  linkClusters,
}: {
  readonly reports: readonly ReportSummary[];
  /** Each cluster's name leads to its own history. */
  readonly linkClusters: boolean;
}) {
  return (
    <ul className="card divide-y divide-line overflow-hidden">
      {reports.map(({ id, createdAt, cluster, verdict, headline, vantageKind, durationMs }) => {
        const { mark, words } = marks[verdict] ?? { mark: "unknown", words: verdict };
        const name = parseClusterName(cluster);
        return (
          <li
            key={id}
            className="relative flex gap-3 px-4 py-2.5 hover:bg-hover has-[.report:focus-visible]:outline-2 has-[.report:focus-visible]:-outline-offset-2 has-[.report:focus-visible]:outline-accent sm:px-5"
          >
            <StateMark mark={mark} />
            <div className="min-w-0 flex-1 lg:grid lg:grid-cols-[minmax(0,1fr)_20rem_7rem_4rem_11.5rem] lg:items-baseline lg:gap-4">
              <Link
                href={`/diagnoses/${encodeURIComponent(id)}`}
                className="report block font-medium outline-none wrap-anywhere after:absolute after:inset-0 lg:truncate"
              >
                <span className="sr-only">{words}: </span>
                {headline}
              </Link>
              <p className="truncate text-sm text-muted">
                {linkClusters ? (
                  <Link
                    href={`/history?cluster=${encodeURIComponent(cluster)}`}
                    className="relative z-10 inline-block min-h-6 underline-offset-4 hover:text-ink hover:underline"
                  >
                    {name?.cluster ?? cluster}
                    <span className="sr-only">: only this cluster’s reports</span>
                  </Link>
                ) : (
                  (name?.cluster ?? cluster)
                )}
                {name && ` · ${name.location}`}
              </p>
              <p className="flex flex-wrap gap-x-3 text-sm text-muted tabular-nums lg:contents">
                <span>{vantages[vantageKind] ?? vantageKind}</span>
                <span className="lg:text-right">{formatDuration(durationMs)}</span>
                <span className="lg:text-right">
                  <LocalTime time={createdAt} />
                </span>
              </p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
