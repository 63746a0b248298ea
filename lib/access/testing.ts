import { readFileSync } from "node:fs";
import { loadPolicy } from "./load-policy";
import type { GrantAction, GrantRequest, GrantTerms, Person, Policy, PolicyCluster } from "./words";

export const defaultText = readFileSync(new URL("./default.cedar", import.meta.url), "utf8");
export const examplesText = readFileSync(new URL("./examples.cedar", import.meta.url), "utf8");

/** @throws when the text has errors, with all of them */
export function policyOf(text: string): Policy {
  const policy = loadPolicy(text, { file: "test.cedar" });
  if (policy.kind === "errors") throw new Error(JSON.stringify(policy.errors, undefined, 2));
  return policy;
}

type Given = Partial<GrantTerms> & {
  readonly who?: string;
  readonly groups?: readonly string[];
  readonly action?: GrantAction;
  readonly labels?: PolicyCluster["labels"];
  readonly location?: string;
  readonly project?: string;
};

/** Ann asks for an hour for her own, proven address on an unlabelled cluster; `given` changes that. */
export function requestOf(given: Given = {}): GrantRequest {
  const { who = "ann@example.com", groups = [], action = "grant", labels = {}, ...rest } = given;
  const { location = "europe-west1", project = "acme-shop", ...terms } = rest;
  const principal: Person = { id: who, name: who, groups };
  const context: GrantTerms = {
    requesterId: "ann@example.com",
    cidr: "62.4.5.6/32",
    ownAddress: true,
    addressProven: true,
    durationMinutes: 60,
    approvals: [],
    reason: "kubectl prints i/o timeout",
    breakGlass: false,
    ...terms,
  };
  return { principal, cluster: { project, location, name: "shop", labels }, action, context };
}
