import type { SimulatedAnswer } from "@/lib/simulator/http/exchange";
import { refusal } from "../status";
import { type KubeObject, namespaceOf } from "./kube-object";
import type { StoreChange } from "./object-store";
import { asTable, selectorOf, tableFor } from "./read-objects";
import type { ObjectRequest } from "./write-object";

/**
 * GET with `watch`: one JSON line per change. From a resource version on, what happened after it; without one (or with 0),
 * first everything there is. Ends after `timeoutSeconds`, and when the simulator is reset. 410 for a forgotten version.
 */
export function watchObjects({ kubernetes, path, request, now }: ObjectRequest): SimulatedAnswer {
  const { store } = kubernetes;
  const { type, namespace, name } = path;
  const selects = selectorOf(request.query);
  const fits = (object: KubeObject | undefined) =>
    object !== undefined &&
    (namespace === undefined || namespaceOf(object) === namespace) &&
    (name === undefined || object.metadata.name === name) &&
    selects(object);
  const line = (kind: string, object: KubeObject, at: Date) => {
    const sent = asTable(request) ? tableFor(type, [object], request, object.metadata.resourceVersion, at) : object;
    return `${JSON.stringify({ type: kind, object: sent })}\n`;
  };
  const lineOf = (change: StoreChange) => {
    const kind = change.type === type ? seenAs(change, fits) : undefined;
    return kind === undefined ? "" : line(kind, change.object, kubernetes.now());
  };
  const from = Number(request.query.get("resourceVersion") ?? 0);
  const missed = from === 0 ? [] : store.changesAfter(from);
  if (!missed) throw refusal(410, "Expired", `too old resource version: ${from} (${store.resourceVersion})`);
  const present = from === 0 ? store.list(type, namespace).filter(fits) : [];
  const start = present.map((object) => line("ADDED", object, now)).join("") + missed.map(lineOf).join("");
  const seconds = Number(request.query.get("timeoutSeconds") ?? 0);
  return {
    status: 200,
    stream: (sink) => {
      if (start !== "") sink.write(start);
      const unsubscribe = store.subscribe((change) => {
        const text = lineOf(change);
        if (text !== "") sink.write(text);
      });
      const release = kubernetes.keepAwake(() => sink.end());
      const timer = seconds > 0 ? setTimeout(() => sink.end(), seconds * 1_000) : undefined;
      return () => {
        unsubscribe();
        release();
        clearTimeout(timer);
      };
    },
  };
}

/** How a watch with a selector sees a change: an object that begins to fit is added, one that no longer does is deleted. */
function seenAs(
  { kind, object, previous }: StoreChange,
  fits: (object: KubeObject | undefined) => boolean,
): StoreChange["kind"] | undefined {
  const did = fits(previous);
  if (kind === "DELETED") return did ? "DELETED" : undefined;
  const does = fits(object);
  if (does) return did ? "MODIFIED" : "ADDED";
  return did ? "DELETED" : undefined;
}
