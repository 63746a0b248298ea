import { Archive } from "lucide-react";
import type { ReactNode } from "react";
import { endpointNames, formatDuration } from "@/app/_client/format";
import type { Report } from "@/app/_client/wire";
import { LocalTime } from "@/app/_components/ui/local-time";
import { parseClusterName } from "@/lib/core/cluster-name";
import type { Vantage } from "@/lib/diagnosis/facts/schema";

/** What a report is about, when it was made, and that it is the past. */
export function ReportBanner({ report, action }: { readonly report: Report; readonly action: ReactNode }) {
  const { createdAt, durationMs, request } = report;
  const name = parseClusterName(request.cluster);
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-3">
      <div className="min-w-0 flex-1 basis-72">
        <h1 className="flex flex-wrap items-baseline gap-x-2.5 text-lg font-semibold wrap-anywhere">
          {name?.cluster ?? request.cluster}
          {name && (
            <span className="text-base font-normal text-muted">
              {name.location} · {name.project}
            </span>
          )}
        </h1>
        <p className="mt-0.5 flex items-start gap-1.5 text-sm text-muted">
          <Archive aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <span>
            Report of <LocalTime time={createdAt} seconds />, {asked(request)}, in {formatDuration(durationMs)}. It does
            not change.
          </span>
        </p>
      </div>
      {action}
    </header>
  );
}

function asked({ vantage, endpoint, hasKubeconfig, hasErrorText }: Report["request"]): string {
  const pasted = [hasKubeconfig && "a kubeconfig", hasErrorText && "an error text"].filter(Boolean).join(" and ");
  return [
    `from ${vantageOf(vantage)}`,
    ...(endpoint ? [`to the ${endpointNames[endpoint]}`] : []),
    ...(pasted ? [`with ${pasted}`] : []),
  ].join(" ");
}

/** In a report, "this browser" would be the reader's. */
function vantageOf(vantage: Vantage): string {
  switch (vantage.kind) {
    case "browser":
      return "the asker’s browser";
    case "server":
      return "Drawbridge’s server";
    default:
      return vantage.address;
  }
}
