import { emptyPolicyEtag, type IamBinding, type IamPolicy, iamPolicy, normalBindings, policyEtag } from "./policy";

type Version = { readonly policy: IamPolicy; readonly inForceFrom: number };

/** The policy of one resource, and since when each of its versions is in force. */
export class PolicyRecord {
  private readonly versions: Version[];

  /** Without bindings nobody ever set the policy: its etag is the recorded one of empty policies. */
  constructor(
    private readonly resource: string,
    bindings: readonly IamBinding[],
  ) {
    const normal = normalBindings(bindings);
    const etag = normal.length > 0 ? policyEtag(resource, 0) : emptyPolicyEtag;
    this.versions = [{ policy: iamPolicy(normal, etag), inForceFrom: Number.NEGATIVE_INFINITY }];
  }

  get present(): IamPolicy {
    return (this.versions.at(-1) as Version).policy;
  }

  /** The policy that permissions follow at this time: the latest change that has arrived everywhere. */
  inForce(now: Date): IamPolicy {
    const arrived = this.versions.findLast(({ inForceFrom }) => inForceFrom <= now.getTime());
    return (arrived ?? (this.versions[0] as Version)).policy;
  }

  /** Replaces the bindings, with a new etag; they are in force from that time (milliseconds since 1970) on. */
  replace(bindings: readonly IamBinding[], inForceFrom: number): IamPolicy {
    const policy = iamPolicy(normalBindings(bindings), policyEtag(this.resource, this.versions.length));
    this.versions.push({ policy, inForceFrom });
    return policy;
  }
}
