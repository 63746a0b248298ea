import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { initialIam } from "./initial-iam";
import type { IamBinding, IamPolicy } from "./policy";
import { PolicyRecord } from "./policy-record";
import { newServiceAccount, type ServiceAccount } from "./service-account";

type Account = { account: ServiceAccount; readonly policy: PolicyRecord };

/** What became of a wish to set a policy. */
export type SetPolicyResult =
  | { readonly policy: IamPolicy; readonly refusal?: undefined }
  | { readonly refusal: "unknown" | "stale-etag"; readonly policy?: undefined };

/** IAM of one simulator: service accounts, their policies, and those of projects and buckets. */
export class IamState {
  private accounts = new Map<string, Account>();
  private projectPolicies = new Map<string, PolicyRecord>();
  private buckets = new Map<string, { readonly project: string; readonly policy: PolicyRecord }>();
  private created = new Map<string, number>();

  constructor(
    private readonly worlds: readonly WorkloadWorld[],
    private readonly options: {
      /** From a change of a policy until it is in force. Default: 0. */
      readonly propagationMs?: () => number;
      /** Projects that none of the worlds names. */
      readonly projects?: readonly string[];
    } = {},
  ) {
    this.reset();
  }

  /** The account with this e-mail or unique id, disabled ones included; undefined when there is none (any more). */
  account(emailOrId: string): ServiceAccount | undefined {
    return this.find(emailOrId)?.account;
  }

  /** A project's accounts by e-mail. */
  accountsOf(project: string): readonly ServiceAccount[] {
    const all = [...this.accounts.values()].map(({ account }) => account);
    return all
      .filter(({ projectId }) => projectId === project)
      .sort((left, right) => left.email.localeCompare(right.email));
  }

  /** The account's policy as it was last set, conditions included; undefined when there is no such account. */
  policy(emailOrId: string): IamPolicy | undefined {
    return this.find(emailOrId)?.policy.present;
  }

  /** The bindings of the account's policy that permissions follow at this time; none when there is no such account. */
  effectivePolicy(emailOrId: string, now: Date): readonly IamBinding[] {
    return this.find(emailOrId)?.policy.inForce(now).bindings ?? [];
  }

  /** Replaces an account's bindings. An etag that is not the present one is refused; without one nothing is compared. */
  setPolicy(emailOrId: string, wanted: Wanted, now: Date): SetPolicyResult {
    return this.replace(this.find(emailOrId)?.policy, wanted, now);
  }

  /** The policy of a project; undefined when there is no such project. */
  projectPolicy(project: string): IamPolicy | undefined {
    return this.projectPolicies.get(project)?.present;
  }

  effectiveProjectPolicy(project: string, now: Date): readonly IamBinding[] {
    return this.projectPolicies.get(project)?.inForce(now).bindings ?? [];
  }

  setProjectPolicy(project: string, wanted: Wanted, now: Date): SetPolicyResult {
    return this.replace(this.projectPolicies.get(project), wanted, now);
  }

  bucketPolicy(bucket: string): IamPolicy | undefined {
    return this.buckets.get(bucket)?.policy.present;
  }

  effectiveBucketPolicy(bucket: string, now: Date): readonly IamBinding[] {
    return this.buckets.get(bucket)?.policy.inForce(now).bindings ?? [];
  }

  setBucketPolicy(bucket: string, wanted: Wanted, now: Date): SetPolicyResult {
    return this.replace(this.buckets.get(bucket)?.policy, wanted, now);
  }

  /** The project that a bucket belongs to. */
  projectOfBucket(bucket: string): string | undefined {
    return this.buckets.get(bucket)?.project;
  }

  /** Undefined when the e-mail is taken. */
  create(
    email: string,
    project: string,
    texts: { readonly displayName?: string; readonly description?: string },
  ): ServiceAccount | undefined {
    if (this.accounts.has(email)) return undefined;
    const incarnation = this.created.get(email) ?? 0;
    this.created.set(email, incarnation + 1);
    const account = newServiceAccount(email, project, texts, incarnation);
    this.accounts.set(email, { account, policy: new PolicyRecord(account.name, []) });
    return account;
  }

  /** Takes effect at once; false when there is no such account. */
  setDisabled(emailOrId: string, disabled: boolean): boolean {
    const found = this.find(emailOrId);
    if (!found) return false;
    const { disabled: _, ...account } = found.account;
    found.account = disabled ? { ...account, disabled } : account;
    return true;
  }

  /** Deletes the account; policies keep it as `deleted:serviceAccount:EMAIL?uid=ID`. False when there is no such account. */
  delete(emailOrId: string, now: Date): boolean {
    const found = this.find(emailOrId);
    if (!found) return false;
    const { email, uniqueId } = found.account;
    this.accounts.delete(email);
    const living = `serviceAccount:${email}`;
    const rename = (member: string) => (member === living ? `deleted:${living}?uid=${uniqueId}` : member);
    for (const record of this.records()) {
      if (!record.present.bindings.some(({ members }) => members.includes(living))) continue;
      const bindings = record.present.bindings.map((binding) => ({ ...binding, members: binding.members.map(rename) }));
      record.replace(bindings, now.getTime());
    }
    return true;
  }

  reset(): void {
    const { accounts, projects, buckets } = initialIam(this.worlds, this.options.projects);
    this.accounts = new Map(
      accounts.map(({ account, bindings }) => [
        account.email,
        { account, policy: new PolicyRecord(account.name, bindings) },
      ]),
    );
    this.created = new Map(accounts.map(({ account }) => [account.email, 1]));
    this.projectPolicies = new Map(
      Object.entries(projects).map(([id, bindings]) => [id, new PolicyRecord(`projects/${id}`, bindings)]),
    );
    this.buckets = new Map(
      buckets.map(({ bucket, project, bindings }) => [
        bucket,
        { project, policy: new PolicyRecord(`buckets/${bucket}`, bindings) },
      ]),
    );
  }

  private find(emailOrId: string): Account | undefined {
    return (
      this.accounts.get(emailOrId) ?? [...this.accounts.values()].find(({ account }) => account.uniqueId === emailOrId)
    );
  }

  private replace(record: PolicyRecord | undefined, { bindings, etag }: Wanted, now: Date): SetPolicyResult {
    if (!record) return { refusal: "unknown" };
    if (etag && canonical(etag) !== canonical(record.present.etag)) return { refusal: "stale-etag" };
    return { policy: record.replace(bindings, now.getTime() + (this.options.propagationMs?.() ?? 0)) };
  }

  private records(): readonly PolicyRecord[] {
    const policies = [...this.accounts.values(), ...this.buckets.values()].map(({ policy }) => policy);
    return [...policies, ...this.projectPolicies.values()];
  }
}

type Wanted = { readonly bindings: readonly IamBinding[]; readonly etag?: string | undefined };

/** gcloud decodes and encodes etags again: only the bytes count. */
function canonical(etag: string): string {
  return Buffer.from(etag, "base64").toString("hex");
}
