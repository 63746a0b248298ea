import type { ChangeView } from "@/app/_client/wire";
import type { RemedyId } from "@/lib/core/remedy-id";

/** One step of a change on its way. Only one is `current`; what follows a `failed` step never comes. */
export type ChangeStep = {
  readonly id: "requested" | "approval" | "sent" | "read-back" | "verified" | "removed" | `part-${number}`;
  readonly title: string;
  readonly state: "done" | "current" | "waiting" | "failed" | "skipped";
  /** When it was done, RFC 3339; null when that is not known. */
  readonly at: string | null;
  /** One sentence; empty when the title says it all. */
  readonly note: string;
};

type Part = Pick<ChangeStep, "id" | "title" | "at"> & {
  readonly done: boolean;
  /** While it is the current step. */
  readonly note: string;
};

/** A change as the steps that it goes through, in order. */
export function changeSteps(change: ChangeView): readonly ChangeStep[] {
  if (change.steps) return ownSteps(change, change.steps);
  const parts = partsOf(change);
  const reached = parts.findIndex(({ done }) => !done);
  const leaving = leaves(change);
  const steps = parts.map(({ done, note, ...part }, index): ChangeStep => {
    if (done) return { ...part, state: "done", note: "" };
    if (leaving || change.state === "ended") return { ...part, state: "skipped", note: "" };
    if (change.state === "failed") {
      return index === reached
        ? { ...part, state: "failed", note: change.detail }
        : { ...part, state: "skipped", note: "" };
    }
    return index === reached ? { ...part, state: "current", note } : { ...part, state: "waiting", note: "" };
  });
  return leaving || change.state === "ended" ? [...steps, lastStep(change)] : steps;
}

/** Of a change that has steps of its own, which are carried out one after another. */
function ownSteps(
  { state, requestedAt, verification }: ChangeView,
  steps: NonNullable<ChangeView["steps"]>,
): readonly ChangeStep[] {
  const over = state === "failed" || state === "ended";
  const working = steps.findIndex((step) => step.state === "waiting" || step.state === "open");
  return [
    { id: "requested", title: "Requested", state: "done", at: requestedAt, note: "" },
    ...steps.map(({ title, state: own, detail, at }, index): ChangeStep => {
      const part = { id: `part-${index}`, title, at, note: own === "done" ? "" : detail } as const;
      if (own === "done" || own === "already") return { ...part, state: "done" };
      if (own === "failed") return { ...part, state: "failed" };
      if (over) return { ...part, state: "skipped" };
      return { ...part, state: index === working ? "current" : "waiting" };
    }),
    ...(verification
      ? [
          {
            id: "verified",
            title: "Verified: a pod has the identity",
            state: "done",
            at: verification.at,
            note: "",
          } as const,
        ]
      : []),
  ];
}

/** True when Google's latest operation for a grant takes its entry off the list. */
export function isRemoval({ grant, sentAt }: ChangeView): boolean {
  return grant?.activatedAt != null && sentAt !== null && Date.parse(sentAt) > Date.parse(grant.activatedAt);
}

function leaves({ grant, state }: ChangeView): boolean {
  return grant?.ending === true && state !== "failed";
}

function lastStep({ state, detail, grant }: ChangeView): ChangeStep {
  const was = (grant?.activatedAt ?? null) !== null;
  const title = was ? "Taken off the list" : "Ended";
  const at = grant?.endedAt ?? null;
  if (state === "ended") return { id: "removed", title, state: "done", at, note: detail };
  return { id: "removed", title, state: "current", at: null, note: "Google is asked to take the entry off the list." };
}

function partsOf(change: ChangeView): readonly Part[] {
  const { state, grant, requestedAt, sentAt, closedAt, operation } = change;
  const was = (grant?.activatedAt ?? null) !== null;
  const applied = state === "applied" || state === "verified" || was;
  const readBackAt = grant?.activatedAt ?? closedAt;
  const removal = isRemoval(change);
  return [
    { id: "requested", title: "Requested", at: requestedAt, done: true, note: "" },
    ...approvalParts(change),
    {
      id: "sent",
      title: "Sent to Google",
      at: removal ? null : sentAt,
      done: applied || operation !== null || (sentAt !== null && state !== "queued"),
      note: "Waits for its turn: one change of a cluster runs at a time.",
    },
    {
      id: "read-back",
      title: applied
        ? grant
          ? "Active: read back from Google"
          : "Done: read back from Google"
        : "Read back from Google",
      at: applied ? readBackAt : null,
      done: applied,
      note: "Google carries it out. That usually takes a minute, sometimes several.",
    },
    ...verifiedParts(change),
  ];
}

/** Changes that open no way in. */
const openNothing: readonly string[] = [
  "undo",
  "remove-network",
  "aggregate-networks",
  "enable-authorized-networks",
] satisfies readonly (RemedyId | "undo")[];

/** Of a change that opens no way in nobody can see that it helped. */
function verifiedParts({ verification, remedy, kind }: ChangeView): readonly Part[] {
  if (openNothing.includes(remedy.id) && !verification) return [];
  const own = kind === "grant" ? "your own network got through" : "the way is open";
  return [
    {
      id: "verified",
      title: verification ? `Verified: ${own}` : kind === "grant" ? "Seen from your own network" : "Seen to be open",
      at: verification?.at ?? null,
      done: verification !== null,
      note: "Google has it. Whether one gets through is seen next.",
    },
  ];
}

function approvalParts({ grant, state }: ChangeView): readonly Part[] {
  if (!grant || grant.approvalsNeeded === 0) return [];
  const { approvalsNeeded, approvals } = grant;
  const given = Math.min(approvals.length, approvalsNeeded);
  const done = given >= approvalsNeeded && state !== "waiting-approval";
  return [
    {
      id: "approval",
      title: done
        ? `Approved by ${approvals.map(({ name }) => name).join(", ")}`
        : `Approval ${given} of ${approvalsNeeded}`,
      at: done ? (approvals.at(-1)?.at ?? null) : null,
      done,
      note:
        approvalsNeeded - given === 1
          ? "Waits for somebody else's approval."
          : `Waits for the approval of ${approvalsNeeded - given} other people.`,
    },
  ];
}
