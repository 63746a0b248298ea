import type {
  CoreV1Event,
  V1ContainerStatus,
  V1LabelSelector,
  V1Namespace,
  V1NetworkPolicy,
  V1NetworkPolicyPeer,
  V1Pod,
  V1ServiceAccount,
} from "@kubernetes/client-node";
import { redactCredentials } from "@/lib/google/credential-text";
import type {
  ContainerView,
  EgressPeerView,
  EventView,
  LabelSelectorView,
  NamespaceView,
  NetworkPolicyView,
  PodView,
  ServiceAccountView,
} from "./views";

/* A watch gives the server's own JSON, in which times are texts; the vendor's client makes dates of them. */

export function toNamespace({ metadata, status }: V1Namespace): NamespaceView {
  return {
    name: metadata?.name ?? "",
    uid: metadata?.uid ?? "",
    phase: status?.phase ?? "",
    labels: { ...metadata?.labels },
  };
}

export function toServiceAccount({ metadata, automountServiceAccountToken }: V1ServiceAccount): ServiceAccountView {
  return {
    name: metadata?.name ?? "",
    namespace: metadata?.namespace ?? "",
    uid: metadata?.uid ?? "",
    resourceVersion: metadata?.resourceVersion ?? "",
    annotations: cleanTexts(metadata?.annotations),
    automountToken: automountServiceAccountToken ?? null,
  };
}

export function toPod({ metadata, spec, status }: V1Pod): PodView {
  const unscheduled = status?.conditions?.find(({ type, status: is }) => type === "PodScheduled" && is === "False");
  return {
    name: metadata?.name ?? "",
    uid: metadata?.uid ?? "",
    phase: status?.phase ?? "Unknown",
    serviceAccount: spec?.serviceAccountName || "default",
    hostNetwork: spec?.hostNetwork ?? false,
    automountToken: spec?.automountServiceAccountToken ?? null,
    nodeName: spec?.nodeName || null,
    labels: { ...metadata?.labels },
    startedAt: timeText(status?.startTime),
    deletionTimestamp: timeText(metadata?.deletionTimestamp),
    reason: status?.reason || unscheduled?.reason || null,
    message: clean(status?.message || unscheduled?.message),
    containers: (spec?.containers ?? []).map(({ name, image }) =>
      toContainer(
        name,
        image ?? "",
        status?.containerStatuses?.find((given) => given.name === name),
      ),
    ),
  };
}

function toContainer(name: string, image: string, given: V1ContainerStatus | undefined): ContainerView {
  const { waiting, running, terminated } = given?.state ?? {};
  const state = terminated ? "terminated" : running ? "running" : "waiting";
  const said = terminated ?? waiting;
  return {
    name,
    image,
    state,
    reason: said?.reason || null,
    message: clean(said?.message),
    exitCode: terminated?.exitCode ?? null,
    restarts: given?.restartCount ?? 0,
  };
}

export function toNetworkPolicy({ metadata, spec }: V1NetworkPolicy): NetworkPolicyView {
  const policyTypes = spec?.policyTypes ?? (spec?.egress?.length ? ["Ingress", "Egress"] : ["Ingress"]);
  const rules = (spec?.egress ?? []).map(({ to, ports }) => ({
    to: (to ?? []).map(toPeer),
    ports: (ports ?? []).map(({ protocol, port, endPort }) => ({
      protocol: protocol ?? "TCP",
      port: port === undefined ? null : (port as number | string),
      endPort: endPort ?? null,
    })),
  }));
  return {
    name: metadata?.name ?? "",
    podSelector: toSelector(spec?.podSelector ?? {}),
    policyTypes,
    egress: policyTypes.includes("Egress") ? rules : null,
  };
}

function toPeer({ ipBlock, podSelector, namespaceSelector }: V1NetworkPolicyPeer): EgressPeerView {
  if (ipBlock) return { cidr: ipBlock.cidr, except: ipBlock.except ?? [] };
  return {
    podSelector: podSelector ? toSelector(podSelector) : null,
    namespaceSelector: namespaceSelector ? toSelector(namespaceSelector) : null,
  };
}

function toSelector({ matchLabels, matchExpressions }: V1LabelSelector): LabelSelectorView {
  return {
    matchLabels: { ...matchLabels },
    matchExpressions: (matchExpressions ?? []).map(({ key, operator, values }) => ({
      key,
      operator,
      values: values ?? [],
    })),
  };
}

export function toEvent({
  metadata,
  lastTimestamp,
  eventTime,
  firstTimestamp,
  series,
  ...event
}: CoreV1Event): EventView {
  const at = series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? firstTimestamp ?? metadata.creationTimestamp;
  return {
    uid: metadata.uid ?? "",
    at: timeText(at),
    type: event.type ?? "Normal",
    reason: event.reason ?? "",
    message: clean(event.message) ?? "",
    count: series?.count ?? event.count ?? 1,
  };
}

/** What people and programs wrote without a form, such as a log's end in a status. Labels are names, and are compared. */
function clean(text: string | undefined): string | null {
  return text ? redactCredentials(text) : null;
}

function cleanTexts(texts: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, redactCredentials(text)]));
}

function timeText(time: Date | string | null | undefined): string | null {
  const date = time ? new Date(time) : undefined;
  return date && Number.isFinite(date.getTime()) ? date.toISOString() : null;
}
