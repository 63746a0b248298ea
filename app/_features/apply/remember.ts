import { formatLink, readLink } from "@/app/_client/question";
import { formatWorkloadLink, readWorkloadLink } from "@/app/_client/workload-question";
import type { Followed, Origin } from "./changes-context";

const key = "drawbridge.changes";

/** A change that this tab follows, as it survives a reload: without anything that was pasted. */
type Remembered = {
  readonly id: string;
  readonly link: string;
  readonly cause: string | null;
  readonly fromList: boolean;
  /** Of the workload's question. */
  readonly workload?: string;
};

/** Remembers what this tab follows. Storage can be switched off: then nothing is remembered. */
export function remember(followed: readonly Followed[]): void {
  const all = followed.map(({ change, origin }): Remembered => {
    const { cluster, vantage, endpoint } = origin.question;
    return {
      id: change.id,
      link: formatLink({ cluster, vantage, endpoint }),
      cause: origin.cause,
      fromList: origin.fromList === true,
      ...(origin.workload ? { workload: formatWorkloadLink(origin.workload) } : {}),
    };
  });
  try {
    if (all.length > 0) sessionStorage.setItem(key, JSON.stringify(all));
    else sessionStorage.removeItem(key);
  } catch {
    return;
  }
}

/** What this tab followed before it was loaded anew. */
export function remembered(): readonly { readonly id: string; readonly origin: Origin }[] {
  try {
    const all: unknown = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    if (!Array.isArray(all)) return [];
    return all.filter(isRemembered).map(({ id, link, cause, fromList, workload }) => ({
      id,
      origin: {
        question: readLink(Object.fromEntries(new URLSearchParams(link))),
        cause,
        ...(fromList ? { fromList } : {}),
        ...(workload === undefined ? {} : { workload: readWorkloadLink(new URLSearchParams(workload)) }),
      },
    }));
  } catch {
    return [];
  }
}

function isRemembered(item: unknown): item is Remembered {
  if (typeof item !== "object" || item === null) return false;
  const { id, link, cause, fromList, workload }: { [Key in keyof Remembered]?: unknown } = item;
  const named = typeof id === "string" && typeof link === "string";
  if (workload !== undefined && typeof workload !== "string") return false;
  return named && (cause === null || typeof cause === "string") && typeof fromList === "boolean";
}
