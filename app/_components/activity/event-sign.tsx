import {
  Check,
  CheckCheck,
  CircleX,
  Clock,
  Footprints,
  Hourglass,
  ListMinus,
  ListPlus,
  type LucideIcon,
  Siren,
  TriangleAlert,
  Undo2,
} from "lucide-react";
import type { AuditEventView } from "@/app/_client/wire";

type Sign = { readonly Icon: LucideIcon; readonly look: string };

const ok = "bg-ok-soft text-ok";
const warn = "bg-warn-soft text-warn";
const fail = "bg-fail-soft text-fail";
const plain = "bg-sunken text-muted";

const signs: Readonly<Record<string, Sign>> = {
  "grant.requested": { Icon: Hourglass, look: plain },
  "grant.approved": { Icon: Check, look: ok },
  "grant.denied": { Icon: CircleX, look: fail },
  "grant.activated": { Icon: ListPlus, look: ok },
  "grant.verified": { Icon: CheckCheck, look: ok },
  "grant.extended": { Icon: Clock, look: plain },
  "grant.expiring": { Icon: Hourglass, look: warn },
  "grant.expired": { Icon: Hourglass, look: plain },
  "grant.revoked": { Icon: Undo2, look: plain },
  "grant.ended": { Icon: ListMinus, look: plain },
  "grant.failed": { Icon: CircleX, look: fail },
  "grant.reviewed": { Icon: Check, look: plain },
  "write.settled": { Icon: Check, look: ok },
  "write.failed": { Icon: CircleX, look: fail },
  "write.refused": { Icon: CircleX, look: fail },
  "list.changed": { Icon: TriangleAlert, look: warn },
  "list.foreign-drift": { Icon: TriangleAlert, look: warn },
  "update.requested": { Icon: Hourglass, look: plain },
  "update.applied": { Icon: Check, look: ok },
  "update.verified": { Icon: CheckCheck, look: ok },
  "update.failed": { Icon: CircleX, look: fail },
  "update.conflict": { Icon: CircleX, look: fail },
  "run.given-up": { Icon: TriangleAlert, look: warn },
};

const step: Sign = { Icon: Footprints, look: plain };
const emergency: Sign = { Icon: Siren, look: fail };

/** What kind of event it is, as a sign. Hidden from assistive technology: the sentence beside it says it. */
export function EventSign({ event }: { readonly event: AuditEventView }) {
  const isEmergency = event.action === "grant.requested" && field(event.data, "breakGlass") === true;
  const { Icon, look } = isEmergency ? emergency : (signs[event.action] ?? step);
  return (
    <span aria-hidden="true" className={`flex size-6 shrink-0 items-center justify-center rounded-full ${look}`}>
      <Icon className="size-3.5" strokeWidth={2.4} />
    </span>
  );
}

/** A field of what an event holds; undefined when it has none of that name. */
export function field(data: unknown, name: string): unknown {
  return typeof data === "object" && data !== null ? (data as Readonly<Record<string, unknown>>)[name] : undefined;
}
