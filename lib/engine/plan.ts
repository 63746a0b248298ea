/** What a plan can do wrong. `none`: it changes nothing at Google or in the cluster. */
export type Risk = "none" | "safe" | "widens-access" | "disruptive" | "dangerous";

/** One field of a resource, before and after. Null: the field is absent. */
export type FieldChange = {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
};

/** A request exactly as it would be sent to Google or to the cluster. */
export type PlannedRequest = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path below the API's root, with the version. */
  readonly path: string;
  readonly body: unknown;
};

export type PlanStep = {
  /** Imperative, one sentence. */
  readonly summary: string;
  /** Null when a person does it: nothing is sent. */
  readonly request: PlannedRequest | null;
};

/** The same thing as text to copy. Null where that tool cannot do it. Every word is quoted for a POSIX shell, or for HCL. */
export type PlanCommands = {
  readonly gcloud: string | null;
  readonly kubectl: string | null;
  readonly terraform: string | null;
};

/** A file that the remedy makes for the person to save. */
export type PlanFile = { readonly name: string; readonly mediaType: string; readonly content: string };

/** A plan as data, before it has an id: the exact requests, the fields before and after, risk, undo. */
export type PlanDraft = {
  readonly title: string;
  readonly risk: Risk;
  readonly steps: readonly PlanStep[];
  readonly changes: readonly FieldChange[];
  /** IAM permissions that whoever applies it needs. */
  readonly permissions: readonly string[];
  readonly commands: PlanCommands;
  /** How to take it back, one sentence; null when there is nothing to take back. */
  readonly undo: string | null;
  /** What to know before: Terraform drift, lost display names, who else is let in. */
  readonly warnings: readonly string[];
  readonly files: readonly PlanFile[];
};

/** Why this remedy cannot help here, in one sentence that names the value that decides. */
export type Refusal = { readonly refused: string };
