import type { JsonObject } from "@/lib/simulator/world";
import { refusal } from "../status";
import { objectIn, objectsIn, textIn, valueAt } from "./kube-object";
import { parseQuantity } from "./quantity";

const gibibyte = 2 ** 30;

/** Throws GKE Warden's refusal of a pod that Autopilot does not run: host network, host paths, privileged containers. */
export function refuseOnAutopilot(spec: JsonObject, user: string): void {
  const violations = [...hostViolations(spec), ...privilegeViolations(spec)];
  if (violations.length === 0) return;
  const message =
    `admission webhook "warden-validating.common-webhooks.networking.gke.io" denied the request: GKE Warden rejected the request ` +
    `because it violates one or more constraints.\nViolations details: ${JSON.stringify(Object.fromEntries(violations))}\n` +
    `Requested by user: '${user}', groups: 'system:authenticated'.`;
  throw refusal(400, "GKE Warden constraints violations", message);
}

type Violation = readonly [rule: string, texts: readonly string[]];

function hostViolations(spec: JsonObject): readonly Violation[] {
  const spaces = ["hostNetwork", "hostPID", "hostIPC"].filter((field) => valueAt(spec, field) === true);
  const paths = objectsIn(spec, "volumes").flatMap((volume) => {
    const path = textIn(volume, "hostPath", "path");
    return path === undefined || path.startsWith("/var/log/") ? [] : [[textIn(volume, "name"), path] as const];
  });
  return [
    ...(spaces.length > 0
      ? [
          [
            "[denied by autogke-disallow-hostnamespaces]",
            spaces.map((space) => `enabling ${space} is not allowed in Autopilot.`),
          ] as const,
        ]
      : []),
    ...paths.map(
      ([name, path]) =>
        [
          "[denied by autogke-no-write-mode-hostpath]",
          [
            `hostPath volume ${name} uses path ${path} which is not allowed in Autopilot. Allowed path prefixes for hostPath volumes are: [/var/log/].`,
          ],
        ] as const,
    ),
  ];
}

function privilegeViolations(spec: JsonObject): readonly Violation[] {
  const privileged = objectsIn(spec, "containers").filter(
    (container) => valueAt(container, "securityContext", "privileged") === true,
  );
  const texts = privileged.map(
    (container) => `container ${textIn(container, "name")} is privileged; not allowed in Autopilot`,
  );
  return texts.length > 0 ? [["[denied by autogke-disallow-privilege]", texts]] : [];
}

/**
 * What Autopilot makes of a pod's requests: CPU in steps of 250m, 1 to 6.5 GiB of memory per core, limits equal to requests,
 * with the annotation that says so. The numbers are assumed: they change by version.
 */
export function adjustForAutopilot(spec: JsonObject): { readonly spec: JsonObject; readonly annotations: JsonObject } {
  const input = objectsIn(spec, "containers");
  const output = input.map(adjusted);
  const summary = (containers: readonly JsonObject[]) => ({
    containers: containers.map(({ name = null, resources = {} }) => ({
      ...objectIn({ resources }, "resources"),
      name,
    })),
  });
  const before = summary(input);
  const after = summary(output);
  if (JSON.stringify(before) === JSON.stringify(after)) return { spec, annotations: {} };
  return {
    spec: { ...spec, containers: output },
    annotations: {
      "autopilot.gke.io/resource-adjustment": JSON.stringify({ input: before, output: after, modified: true }),
      "autopilot.gke.io/warden-version": "33.5.2",
    },
  };
}

function adjusted(container: JsonObject): JsonObject {
  const resources = objectIn(container, "resources");
  const wanted = { ...objectIn(resources, "limits"), ...objectIn(resources, "requests") };
  const cpu = Math.max(0.25, Math.ceil((parseQuantity(wanted.cpu ?? "500m") ?? 0.5) * 4) / 4);
  const asked = (parseQuantity(wanted.memory ?? "2Gi") ?? 2 * gibibyte) / gibibyte;
  const memory = Math.min(Math.max(asked, cpu), cpu * 6.5);
  const cores = Math.max(cpu, Math.ceil((asked / 6.5) * 4) / 4);
  const amounts = {
    cpu: cores % 1 === 0 ? String(cores) : `${cores * 1_000}m`,
    memory: `${Math.ceil(Math.max(memory, asked) * 1_024)}Mi`.replace(/^(\d+)Mi$/, (_, mebibytes: string) =>
      Number(mebibytes) % 1_024 === 0 ? `${Number(mebibytes) / 1_024}Gi` : `${mebibytes}Mi`,
    ),
    "ephemeral-storage": wanted["ephemeral-storage"] ?? "1Gi",
  };
  return { ...container, resources: { ...resources, limits: amounts, requests: amounts } };
}
