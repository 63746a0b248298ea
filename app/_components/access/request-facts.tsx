import type { ReactNode } from "react";
import { Badge } from "@/app/_components/ui/badge";
import { ClusterLabel } from "./cluster-label";
import type { GrantGroup } from "./group-grants";
import { Moment } from "./moment";
import { agoWords, durationWords } from "./time-words";

/** Who asks for what, why, and for how long. */
export function RequestFacts({ group: { first, grants }, now }: { readonly group: GrantGroup; readonly now: number }) {
  const { person, cidr, reason, requestedAt, startBy, durationSeconds, approvals, approvalsNeeded, breakGlass } = first;
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1">
        <h3 className="font-semibold wrap-anywhere">{person.name}</h3>
        {person.id !== person.name && <span className="text-sm wrap-anywhere text-muted">{person.id}</span>}
        {breakGlass && <Badge tone="fail">emergency</Badge>}
        <span className="ml-auto text-sm text-muted tabular-nums">
          asked {agoWords((now - Date.parse(requestedAt)) / 1000)}
        </span>
      </div>
      <p className={`mt-1 text-pretty wrap-anywhere ${reason ? "" : "text-muted"}`}>
        {reason ? `“${reason}”` : "No reason was given."}
      </p>
      <dl className="mt-2.5 grid grid-cols-[5rem_1fr] gap-x-3 gap-y-1 text-sm sm:grid-cols-[6.5rem_1fr]">
        <Fact name="Network">
          <span className="value">{cidr}</span>
        </Fact>
        <Fact name={grants.length === 1 ? "Cluster" : "Clusters"}>
          <span className="block space-y-0.5">
            {grants.map(({ id, cluster }) => (
              <ClusterLabel key={id} cluster={cluster} />
            ))}
          </span>
        </Fact>
        <Fact name="For">{durationWords(durationSeconds)}, once it is active</Fact>
        <Fact name="Approvals">
          {approvals.length} of {approvalsNeeded}
          {approvals.length > 0 && ` (${approvals.map(({ name }) => name).join(", ")})`}, until{" "}
          <Moment time={startBy} now={now} />
        </Fact>
      </dl>
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
