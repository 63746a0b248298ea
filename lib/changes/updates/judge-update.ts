import type { WriteEvidence } from "@/lib/changes/verify-write";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { type ClusterUpdate, planClusterUpdate, toUpdate } from "@/lib/diagnosis/remedies/cluster-update/plan-update";
import { settingsAfter, settingsOf } from "@/lib/diagnosis/remedies/cluster-update/settings";
import { differencesBetween } from "@/lib/diagnosis/remedies/cluster-update/settings-differences";
import { planUndo } from "@/lib/diagnosis/remedies/cluster-update/undo";
import type { FieldChange, Refusal } from "@/lib/engine/plan";
import { isWorkloadRepair } from "@/lib/workload/remedies/remedy-ref";
import type { UpdateClosing } from "./port";
import type { SentUpdate, Update } from "./update";

/**
 * The update planned anew on the cluster as it is now; refused unless it does exactly what the person confirmed.
 *
 * @param undone the update that an `undo` takes back
 */
export function planAgain(update: Update, undone: Update | undefined, cluster: ClusterView): ClusterUpdate | Refusal {
  const planned = planOf(update, undone, cluster);
  if ("refused" in planned) return planned;
  const different = differenceOf(update.confirmed, planned.changes);
  return different === undefined ? planned : { refused: different };
}

function planOf({ remedy }: Update, undone: Update | undefined, cluster: ClusterView): ClusterUpdate | Refusal {
  if (isWorkloadRepair(remedy)) return { refused: "Its steps are carried out one by one." };
  if (remedy.id !== "undo") return planClusterUpdate(cluster, remedy);
  if (undone?.state !== "applied" || undone.sent === null) return { refused: "The change to undo was never applied." };
  const plan = planUndo({ title: undone.title, ...undone.sent }, cluster);
  return "refused" in plan ? plan : toUpdate(cluster, plan);
}

/** What the update would change now and was not confirmed, or the other way round; undefined when they are the same. */
function differenceOf(confirmed: readonly FieldChange[], planned: readonly FieldChange[]): string | undefined {
  const would = planned.filter((change) => !has(confirmed, change)).map(inWords);
  const wouldNot = confirmed.filter((change) => !has(planned, change)).map(inWords);
  if (would.length === 0 && wouldNot.length === 0 && planned.length === confirmed.length) return undefined;
  const texts = [
    ...(would.length > 0 ? [`it would now change more (${would.join("; ")})`] : []),
    ...(wouldNot.length > 0 ? [`it would not change everything any more (${wouldNot.join("; ")})`] : []),
  ];
  return `The cluster was changed since you confirmed this: ${texts.join(", and ") || "entries came twice"}.`;
}

/**
 * How an update ended, by the cluster as it was read back after its operation. Undefined: Google shows nothing of it, and
 * nobody saw an answer.
 */
export function judgeUpdate(
  { before, body }: SentUpdate,
  evidence: WriteEvidence,
  cluster: ClusterView,
  at: Date,
): UpdateClosing | undefined {
  const wanted = settingsAfter(before, body);
  const found = settingsOf(cluster);
  const open = differencesBetween(found, wanted);
  const missing = differencesBetween(before, wanted).filter((change) => isOpen(open, change));
  if (evidence.kind === "unknown" && missing.length > 0) return undefined;

  const failure = evidence.kind === "ended" ? evidence.failure : null;
  const applied = failure === null && missing.length === 0;
  const drift = differencesBetween(applied ? wanted : before, found);
  const reason = failure === null ? notDone(missing) : `Google's operation failed: ${failure.replace(/\.?$/, ".")}`;
  const also =
    drift.length > 0 ? `Something else was changed at the same time (${drift.map(inWords).join("; ")}).` : "";
  const detail = [applied ? "" : reason, also].filter(Boolean).join(" ");
  return { state: applied ? "applied" : "failed", detail, drift, at };
}

function notDone(missing: readonly FieldChange[]): string {
  return `Google's operation ended well, and this was not done: ${missing.map(inWords).join("; ")}.`;
}

/** Entries count one by one; a field is open when it is not as wanted, whatever it is instead. */
function isOpen(open: readonly FieldChange[], change: FieldChange): boolean {
  const isEntry = change.field.endsWith(".cidrBlocks");
  return isEntry ? has(open, change) : open.some(({ field }) => field === change.field);
}

function has(changes: readonly FieldChange[], { field, before, after }: FieldChange): boolean {
  return changes.some((other) => other.field === field && other.before === before && other.after === after);
}

/** `globalAccess: false → true`, `cidrBlocks: nothing → 203.0.113.0/24 (office)`. */
function inWords({ field, before, after }: FieldChange): string {
  const name = field.slice(field.lastIndexOf(".") + 1);
  return `${name}: ${before ?? "nothing"} → ${after ?? "nothing"}`;
}
