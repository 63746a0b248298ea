import { chooseTarget } from "@/lib/diagnosis/facts/derive/target";
import { building, defineGatherer, type Preparation } from "./define-gatherer";

/** The endpoint that the diagnosis is about: derived from facts, without looking at anything. */
export const targetGatherer = defineGatherer({
  fact: "target",
  source: "derived from the request, the kubeconfig, the error text, the cluster and the caller",
  deadlineMs: 1_000,
  prepare: (snapshot) =>
    building(snapshot, "cluster", (cluster): Preparation<"target"> => {
      const { request, kubeconfig, errorText, caller } = snapshot;
      if (request?.state !== "known" || kubeconfig?.state !== "known" || errorText?.state !== "known") return undefined;
      const seen =
        caller === undefined ? "pending" : caller.state === "known" ? caller.value : { unknown: caller.detail };
      const target = chooseTarget({
        cluster,
        request: request.value,
        kubeconfig: kubeconfig.value,
        errorText: errorText.value,
        caller: seen,
      });
      if (target === "waiting") return undefined;
      return "unknown" in target ? { unknown: "not-observable", detail: target.unknown } : { known: target };
    }),
});
