/** Somebody who is signed in. `id` is stable and unique (`ann@example.com`); `groups` as the identity provider names them. */
export type Person = { readonly id: string; readonly name: string; readonly groups: readonly string[] };

export type PolicyCluster = {
  readonly project: string;
  readonly location: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
};

/** What a grant allows, or would allow. */
export type GrantTerms = {
  /** Whose grant it is. For `grant` and `break-glass` usually the principal. */
  readonly requesterId: string;
  /** An IPv4 network; host bits are cleared before it is judged. */
  readonly cidr: string;
  /** The network holds the address that this server saw the requester at when they asked. */
  readonly ownAddress: boolean;
  /** This server saw that address itself (connection, trusted load balancer, paired terminal). */
  readonly addressProven: boolean;
  /** Whole minutes from the grant's beginning to its end. For `extend` to its new end, so that extensions add up. */
  readonly durationMinutes: number;
  /** Ids of the people who approved exactly these terms, each allowed by `decide` with `approve` at that time. */
  readonly approvals: readonly string[];
  readonly reason: string;
  /** The grant is, or began as, an emergency. */
  readonly breakGlass: boolean;
};

/** A change of a cluster that is no grant: what `remedyTitles` names, or the way back from one. */
export type UpdateTerms = {
  /** `open-dns-endpoint`, `undo`, … */
  readonly remedy: string;
  /** What the remedy can do wrong: `safe`, `widens-access`, `disruptive`, `dangerous`. */
  readonly risk: string;
  /** The Kubernetes namespace that it changes something in, or for whose pods; left out: none. */
  readonly namespace?: string;
  /** The Google service account whose IAM policy it changes; left out: none. */
  readonly googleServiceAccount?: string;
};

/** A pod that Drawbridge would run: it acts with the rights of its Kubernetes service account. */
export type RunTerms = {
  /** `probe` asks for its identity and nothing else; `rehearsal` runs what the person gives. */
  readonly kind: "probe" | "rehearsal";
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly image: string;
  readonly reason: string;
};

export type PolicyAction = "grant" | "approve" | "extend" | "revoke" | "break-glass" | "update" | "run-pod" | "read";

/** The actions that are about a grant. */
export type GrantAction = Exclude<PolicyAction, "read" | "update" | "run-pod">;

/** `approve` is also the right to deny a request. */
export type PolicyRequest = { readonly principal: Person; readonly cluster: PolicyCluster } & (
  | { readonly action: "read" }
  | { readonly action: "update"; readonly context: UpdateTerms }
  | { readonly action: "run-pod"; readonly context: RunTerms }
  | { readonly action: GrantAction; readonly context: GrantTerms }
);

/** A request about a grant. */
export type GrantRequest = Extract<PolicyRequest, { readonly context: GrantTerms }>;

/** A rule as people are told of it. */
export type Rule = { readonly id: string; readonly title: string; readonly why: string };

export type Decision =
  /** `review`: somebody has to look at it afterwards. */
  | { readonly kind: "allow"; readonly rules: readonly Rule[]; readonly review: boolean }
  /** `approvals` people in all, of whom `given` already did. `approvers`: the rules by which people may; none: nobody can. */
  | {
      readonly kind: "needs-approval";
      readonly approvals: number;
      readonly given: number;
      readonly approvers: readonly Rule[];
      readonly rules: readonly Rule[];
    }
  | { readonly kind: "deny"; readonly rules: readonly Rule[] };

/** Something that is wrong in a policy's text. `line` and `column` count from 1, in characters. */
export type PolicyProblem = {
  readonly line: number;
  readonly column: number;
  /** The `@id` of the rule, where one is known. */
  readonly rule: string | undefined;
  readonly message: string;
};

export type PolicyErrors = {
  readonly kind: "errors";
  readonly file: string;
  readonly errors: readonly PolicyProblem[];
};

export type PolicyRule = Rule & {
  readonly effect: "permit" | "forbid";
  readonly line: number;
  readonly text: string;
  /** A permit that covers the action `approve`. */
  readonly letsApprove: boolean;
};

/** A policy that is valid. Plain data: it may cross from one copy of these modules to another. */
export type Policy = {
  readonly kind: "policy";
  readonly file: string;
  /** SHA-256 of the text, in hexadecimal: says in an audit record which policy decided. */
  readonly fingerprint: string;
  readonly rules: readonly PolicyRule[];
  readonly warnings: readonly PolicyProblem[];
};
