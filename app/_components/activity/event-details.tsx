import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { AuditEventView } from "@/app/_client/wire";
import { ListDiff } from "@/app/_components/access/list-diff";
import { CodeBlock } from "@/app/_components/ui/code-block";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { LocalTime } from "@/app/_components/ui/local-time";
import { field } from "./event-sign";

/** Everything that is kept of an event. */
export function EventDetails({ event }: { readonly event: AuditEventView }) {
  const { seq, at, actor, action, subject, data, hash } = event;
  const [before, after] = [listOf(field(data, "before")), listOf(field(data, "after"))];
  const why = field(data, "why");
  return (
    <div className="space-y-3 border-t border-line bg-sunken px-4 py-3.5 text-sm sm:px-5">
      <dl className="grid gap-x-4 gap-y-1.5 sm:grid-cols-[7rem_minmax(0,1fr)]">
        <Row name="When">
          <LocalTime time={at} seconds />
        </Row>
        <Row name="Who">
          {actor}
          {actor === "unknown" && typeof why === "string" && why && <span className="text-muted"> ({why})</span>}
        </Row>
        {culpritsOf(data).map(({ principal, userAgent }) => (
          <Row key={principal} name="With">
            <span className="value">{userAgent}</span>
          </Row>
        ))}
        <Row name="What">
          <span className="value">{action}</span>
        </Row>
        <Row name="Of">
          <Subject subject={subject} />
        </Row>
        <Row name={`Event ${seq}`}>
          <span className="flex min-w-0 items-center gap-1.5">
            <span className="value truncate">{hash}</span>
            <CopyButton
              text={`${seq}:${hash}`}
              label="Copy"
              name={`Copy the hash of event ${seq}`}
              variant="ghost"
              size="small"
            />
          </span>
        </Row>
      </dl>
      {before && after && <ListDiff before={before} after={after} />}
      <details className="group">
        <summary className="inline-flex min-h-8 items-center gap-1.5 rounded-md font-medium text-muted select-none hover:text-ink max-sm:min-h-11">
          <ChevronRight aria-hidden="true" className="size-4 transition-transform group-open:rotate-90" />
          All that was stored
        </summary>
        <div className="mt-1.5">
          <CodeBlock text={JSON.stringify(data, null, 2)} name={`Event ${seq} as JSON`} />
        </div>
      </details>
    </div>
  );
}

/** What it is about; a grant leads to where it is looked after. */
function Subject({ subject }: { readonly subject: string }) {
  const grant = /^grants\/(.+)$/.exec(subject)?.[1];
  if (grant === undefined) return <span className="value">{subject}</span>;
  return (
    <Link
      href={`/access?grant=${encodeURIComponent(grant)}`}
      className="value inline-block min-h-6 underline decoration-edge underline-offset-4 hover:decoration-ink"
    >
      {subject}
    </Link>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 wrap-anywhere max-sm:mb-1">{children}</dd>
    </>
  );
}

type Culprit = { readonly principal: string; readonly userAgent: string };

function culpritsOf(data: unknown): readonly Culprit[] {
  const by = field(data, "by");
  if (!Array.isArray(by)) return [];
  return by.flatMap((one: unknown) => {
    const [principal, userAgent] = [field(one, "principal"), field(one, "userAgent")];
    return typeof principal === "string" && typeof userAgent === "string" && userAgent
      ? [{ principal, userAgent }]
      : [];
  });
}

/** A list as `CIDR (display name)`; undefined when this is none. */
function listOf(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.map((entry: unknown) => {
    const name = field(entry, "displayName");
    return `${String(field(entry, "cidrBlock"))}${name ? ` (${String(name)})` : ""}`;
  });
}
