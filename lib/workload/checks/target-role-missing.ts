import { callerInText, errorDetails } from "@/lib/workload/facts/derive/error-says";
import { accountName } from "@/lib/workload/facts/derive/identity";
import { defineCheck } from "./define-check";
import { learnMore } from "./given/learn-more";
import type { Evidence } from "./outcome";

/**
 * Catalogue item 62. The identity is right and needs roles. They may also come from above the resource, from a group, or with a
 * broader role, none of which is read: only an API's refusal makes a role that is not in the resource's own policy a failure.
 */
export const targetRoleMissing = defineCheck({
  meta: {
    id: "target-role-missing",
    hop: "roles",
    title: "The identity has the roles that it needs",
    failureTitle: "The identity lacks a role",
    why: "The pod gets its token; what it calls with it refuses.",
    learnMoreUrl: learnMore.grants,
    dependsOn: ["google-service-account-missing"],
  },
  needs: ["request", "errorText"],
  wants: ["cluster", "roles"],

  run({ request, errorText }, { cluster, roles }) {
    const who = request.googleServiceAccount ?? accountName(request);
    if (cluster === undefined) return { status: "waiting" };
    const caller = callerInText(errorText, request, cluster.state === "known" ? cluster.value : undefined);
    const refused = caller?.whose === "wanted";
    const { permission } = errorDetails(errorText);
    const text: readonly Evidence[] = refused
      ? [
          { fact: "errorText", label: "Refused in your error text", observed: caller.name },
          ...(permission ? [{ fact: "errorText", label: "Missing permission", observed: permission } as const] : []),
        ]
      : [];
    const [first, ...more] = text;
    if (request.roles.length === 0) {
      if (!first) return { status: "not-applicable", summary: "You named no role that the identity needs." };
      return {
        status: "fail",
        summary: `The identity works: an API knew the pod as ${who}, and refused it${permission ? ` for want of ${permission}` : ""}.`,
        evidence: [first, ...more],
        remedies: [],
      };
    }
    if (roles === undefined) return { status: "waiting" };
    if (roles.state === "unknown") {
      const summary = `Whether ${who} has its roles could not be read: ${roles.detail}.`;
      return { status: "unknown", summary, missing: [{ fact: "roles", reason: roles.reason, detail: roles.detail }] };
    }
    const entries = roles.value.roles;
    const evidenceOf = ({ resource, role, granted }: (typeof entries)[number]): Evidence => ({
      fact: "roles",
      label: `${role} on ${resource}`,
      observed: words[granted],
    });
    const missing = entries.filter(({ granted }) => granted === "not-here");
    const conditional = entries.filter(({ granted }) => granted === "conditional");
    const unread = entries.flatMap((entry) => entry.unread ?? []);
    const [lacking, ...further] = [...missing, ...conditional];
    const names = missing.map(({ role, resource }) => `${role} on ${resource}`).join(", ");
    const couldNot = unread.map(({ detail }) => detail).join("; ");
    if (missing.length > 0 && !refused) {
      const besides = couldNot === "" ? "" : ` Not all could be read: ${couldNot}.`;
      return {
        status: "unknown",
        summary: `The resource's own policy does not give ${who} ${names}. It may come from above it (project, folder, organisation), from a group, or with a broader role.${besides}`,
        missing: [
          { fact: "roles", reason: "not-observable", detail: "roles that come from above the resource" },
          ...unread.map((why) => ({ fact: "roles", ...why }) as const),
        ],
      };
    }
    if (missing.length === 0 && unread.length > 0) {
      const summary = `Whether ${who} has its roles could not be read: ${couldNot}.`;
      return { status: "unknown", summary, missing: unread.map((why) => ({ fact: "roles", ...why })) };
    }
    if (!lacking) {
      if (first) {
        return {
          status: "fail",
          summary: `${who} has the roles that you named, and an API still refused it${permission ? ` for want of ${permission}` : ""}.`,
          evidence: [first, ...more, ...entries.map(evidenceOf)],
          remedies: [],
          certainty: "likely",
        };
      }
      return {
        status: "pass",
        summary: `${who} has ${entries.map(({ role }) => role).join(", ")}.`,
        evidence: entries.map(evidenceOf),
      };
    }
    const evidence: readonly [Evidence, ...Evidence[]] = [evidenceOf(lacking), ...further.map(evidenceOf), ...text];
    const remedies = missing.map(
      ({ resource, role }) => ({ id: "grant-resource-role", params: { resource, role } }) as const,
    );
    if (missing.length === 0) {
      return {
        status: "fail",
        title: "The identity has a role only under a condition",
        summary: `${who} has ${lacking.role} on ${lacking.resource} under a condition, which cannot be judged from here.`,
        evidence,
        remedies,
        certainty: "likely",
        ...(refused ? {} : { severity: "advisory" }),
      };
    }
    return {
      status: "fail",
      summary: `An API refused ${who}, and the resource's own policy does not give it ${names}.`,
      evidence,
      remedies,
    };
  },
});

const words = {
  yes: "granted",
  conditional: "granted under a condition",
  "not-here": "not in the resource's own policy",
  unread: "could not be read",
} as const;
