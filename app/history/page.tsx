import { X } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { EmptyHistory } from "@/app/_components/history/empty-history";
import { ReportTable } from "@/app/_components/history/report-table";
import { Button } from "@/app/_components/ui/button";
import { parseClusterName } from "@/lib/core/cluster-name";
import { readHistory } from "@/lib/server/pages";

export const metadata: Metadata = { title: "History" };

type Props = { readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

export default async function HistoryPage({ searchParams }: Props) {
  const parameters = await searchParams;
  const wanted = single(parameters.cluster);
  const name = wanted ? parseClusterName(wanted)?.cluster : undefined;
  const cluster = name ? wanted : undefined;
  const cursor = single(parameters.cursor);
  const { reports, nextCursor } = await readHistory({ ...(cluster ? { cluster } : {}), ...(cursor ? { cursor } : {}) });
  return (
    <>
      <header className="flex min-h-9 flex-wrap items-center gap-3">
        <h1 className="text-lg font-semibold">History</h1>
        {name && (
          <Link
            href="/history"
            className="inline-flex h-7 max-w-full items-center gap-1.5 rounded-full bg-accent-soft pr-2 pl-3 text-sm font-medium text-accent"
          >
            <span className="truncate">{name}</span>
            <X aria-hidden="true" className="size-3.5" />
            <span className="sr-only">: show all clusters</span>
          </Link>
        )}
      </header>
      {reports.length > 0 ? (
        <ReportTable reports={reports} linkClusters={!cluster} />
      ) : (
        <EmptyHistory older={Boolean(cursor)} />
      )}
      <nav aria-label="Reports" className="flex justify-between">
        {cursor ? (
          <Button asChild>
            <Link href={pageLink(cluster, null)}>Newest</Link>
          </Button>
        ) : (
          <span />
        )}
        {nextCursor && (
          <Button asChild>
            <Link href={pageLink(cluster, nextCursor)}>Older</Link>
          </Button>
        )}
      </nav>
    </>
  );
}

function single(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function pageLink(cluster: string | undefined, cursor: string | null): string {
  const search = new URLSearchParams({ ...(cluster ? { cluster } : {}), ...(cursor ? { cursor } : {}) }).toString();
  return search ? `/history?${search}` : "/history";
}
