/** A Google service account. */
export type ServiceAccountIdentity = {
  readonly email: string;
  readonly project: string;
  /** A number as text; another one after the account was deleted and made again. */
  readonly uniqueId: string;
  readonly displayName: string;
  readonly disabled: boolean;
};

export type IamBinding = {
  readonly role: string;
  readonly members: readonly string[];
  readonly condition: {
    readonly title: string;
    readonly expression: string;
    /** Kept so that a policy is sent back as it was read; null where there is none. */
    readonly description?: string;
    readonly location?: string;
  } | null;
};

/** An IAM policy, read in version 3: with its conditions. */
export type IamPolicyView = {
  /** Empty where Google gave none. */
  readonly etag: string;
  readonly version: number;
  readonly bindings: readonly IamBinding[];
};
