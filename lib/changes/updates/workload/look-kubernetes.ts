import { callLimits } from "@/lib/changes/applier-context";
import { impersonationAnnotation } from "@/lib/workload/facts/derive/member";
import type { WorkloadStep } from "@/lib/workload/remedies/steps";
import type { Look } from "./look";
import type { KubernetesPort } from "./port";

type Step<Kind extends WorkloadStep["kind"]> = Extract<WorkloadStep, { kind: Kind }>;
type KubernetesStep = Step<
  "create-namespace" | "create-service-account" | "annotate" | "delete-namespace" | "delete-service-account"
>;

const soon = () => AbortSignal.timeout(callLimits.read);
const asWished: Look = { kind: "as-wished" };
const conflict = (why: string): Look => ({ kind: "conflict", why });

/** The objects in the cluster. What is deleted is what we made, by its uid, and only while nothing of others is in it. */
export async function lookAtKubernetes(step: KubernetesStep, port: KubernetesPort): Promise<Look> {
  switch (step.kind) {
    case "create-namespace":
      return namespaceThere(step, port);
    case "create-service-account":
      return accountThere(step, port);
    case "annotate":
      return annotated(step, port);
    case "delete-service-account":
      return accountGone(step, port);
    case "delete-namespace":
      return namespaceGone(step, port);
  }
}

async function namespaceThere({ namespace }: Step<"create-namespace">, { reader, writer }: KubernetesPort) {
  const found = await reader.namespace(namespace, soon());
  if (found) {
    return found.phase === "Terminating" ? conflict(`The namespace ${namespace} is being deleted.`) : asWished;
  }
  return ready(async () => ({ uid: (await writer.createNamespace(namespace, soon())).uid }));
}

async function accountThere(
  { namespace, serviceAccount }: Step<"create-service-account">,
  { reader, writer }: KubernetesPort,
) {
  if (await reader.serviceAccount(namespace, serviceAccount, soon())) return asWished;
  const home = await reader.namespace(namespace, soon());
  if (!home) return conflict(`The namespace ${namespace} is not there (any more).`);
  if (home.phase === "Terminating") return conflict(`The namespace ${namespace} is being deleted.`);
  return ready(async () => ({ uid: (await writer.createServiceAccount(namespace, serviceAccount, soon())).uid }));
}

async function annotated(
  { namespace, serviceAccount, before, after }: Step<"annotate">,
  { reader, writer }: KubernetesPort,
) {
  const account = await reader.serviceAccount(namespace, serviceAccount, soon());
  if (!account && after === null) return asWished;
  if (!account) return conflict(`The service account ${namespace}/${serviceAccount} is not there (any more).`);
  const now = account.annotations[impersonationAnnotation] ?? null;
  if (now === after) return asWished;
  if (now !== before) {
    return conflict(
      `The annotation of ${namespace}/${serviceAccount} is ${now ?? "gone"} by now, and was ${before ?? "not there"}: somebody else changed it.`,
    );
  }
  return ready(async () => {
    const annotation = { key: impersonationAnnotation, value: after };
    await writer.annotate(namespace, serviceAccount, annotation, account.resourceVersion, soon());
    return {};
  });
}

async function accountGone(
  { namespace, serviceAccount, uid }: Step<"delete-service-account">,
  { reader, writer }: KubernetesPort,
) {
  const name = `${namespace}/${serviceAccount}`;
  const account = await reader.serviceAccount(namespace, serviceAccount, soon());
  if (!account) return asWished;
  if (account.uid !== uid) return conflict(`The service account ${name} is another one by now: somebody made it anew.`);
  // Ours was taken back by the step before.
  const [theirs] = Object.keys(account.annotations);
  if (theirs)
    return conflict(`The annotation ${theirs} of ${name} is not by this change, so somebody uses it: it stays.`);
  const pods = await reader.pods(namespace, { serviceAccount }, soon());
  const running = pods.find(({ phase }) => phase !== "Succeeded" && phase !== "Failed");
  if (running) return conflict(`The pod ${namespace}/${running.name} runs under ${name}: it stays.`);
  return ready(async () => {
    await writer.deleteServiceAccount(namespace, serviceAccount, uid, soon());
    return {};
  });
}

async function namespaceGone(
  { namespace, uid }: Step<"delete-namespace">,
  { reader, writer, contents }: KubernetesPort,
) {
  const found = await reader.namespace(namespace, soon());
  // Its deletion ends by itself.
  if (!found || (found.uid === uid && found.phase === "Terminating")) return asWished;
  if (found.uid !== uid) return conflict(`The namespace ${namespace} is another one by now: somebody made it anew.`);
  const { found: inside, unseen } = await contents(namespace, soon());
  if (unseen.length > 0) {
    return conflict(
      `Whether the namespace ${namespace} holds objects of others cannot be seen (${unseen.join(", ")}): it stays.`,
    );
  }
  if (inside.length > 0) {
    const named = inside.slice(0, 5).join(", ");
    const more = inside.length > 5 ? ` and ${inside.length - 5} more` : "";
    return conflict(`The namespace ${namespace} is not empty (${named}${more}): it stays.`);
  }
  return ready(async () => {
    await writer.deleteNamespace(namespace, uid, soon());
    return {};
  });
}

function ready(send: Extract<Look, { kind: "ready" }>["send"]): Look {
  return { kind: "ready", send };
}
