import { Circle, TriangleAlert } from "lucide-react";
import type { RunView } from "@/app/_client/workload-wire";
import { ClockTime } from "@/app/_components/apply/clock-time";

/** Kubernetes tells times to the second: within one, events are put in the order of a pod's life. */
const life = ["Scheduled", "Pulling", "Pulled", "Created", "Started", "Killing"];

function rankOf(reason: string): number {
  const rank = life.indexOf(reason);
  return rank < 0 ? life.length : rank;
}

/** What Kubernetes says about the pod, in the order in which it happened. */
export function RunEvents({ events, waiting }: { readonly events: RunView["events"]; readonly waiting: string }) {
  if (events.length === 0) return <p className="text-sm text-muted">{waiting}</p>;
  const ordered = [...events].sort(
    (left, right) => Date.parse(left.at) - Date.parse(right.at) || rankOf(left.reason) - rankOf(right.reason),
  );
  return (
    <ol>
      {ordered.map(({ at, type, reason, message, count }, index) => {
        const warns = type === "Warning";
        const Icon = warns ? TriangleAlert : Circle;
        return (
          <li key={`${at} ${reason} ${message}`} className="relative flex gap-3 pb-3 last:pb-0">
            {index < ordered.length - 1 && (
              <span aria-hidden="true" className="absolute top-5 bottom-0 left-[7px] border-l border-edge" />
            )}
            <Icon
              aria-hidden="true"
              className={`mt-1 size-3.5 shrink-0 ${warns ? "text-warn" : "fill-edge text-edge"}`}
            />
            <div className="min-w-0 flex-1 text-sm">
              <p className="flex flex-wrap items-baseline justify-between gap-x-3">
                <span className={`font-medium ${warns ? "text-warn" : ""}`}>
                  {warns && <span className="sr-only">Warning: </span>}
                  {reason}
                  {count > 1 && <span className="ml-1.5 font-normal text-muted">{count} times</span>}
                </span>
                <span className="text-muted">
                  <ClockTime time={at} />
                </span>
              </p>
              <p className="wrap-anywhere text-muted">{message}</p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
