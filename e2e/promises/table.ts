/** A promise to the people who let Drawbridge change their clusters, and what proves it. */
export type PromiseRow = {
  readonly id: string;
  readonly promise: string;
  /** Files, from the root of the project; the first one has the mutations. */
  readonly tests: readonly string[];
  /** What is broken in the test, never in the product, and seen by it. */
  readonly broken: readonly string[];
};

const chaos = "e2e/chaos/chaos.test.ts";

export const promises: readonly PromiseRow[] = [
  {
    id: "P1",
    promise: "never removes or alters an entry it did not add",
    tests: [
      "e2e/promises/p01-foreign-entries.test.ts",
      "e2e/promises/p01-foreign-members.test.ts",
      chaos,
      "lib/changes/reconcile-plan.test.ts",
    ],
    broken: [
      ...["drops an entry", "loses or changes names", "sorts", "tidies host bits up", "ignores the etag"],
      ...["drops or shortens conditions of an IAM policy", "takes a whole binding back"],
    ],
  },
  {
    id: "P2",
    promise: "no lost update with 200 concurrent grants, 3 instances and a human editing",
    tests: ["e2e/promises/p02-lost-updates.test.ts", "e2e/promises/p01-foreign-members.test.ts", chaos],
    broken: ["Google does not look at the etag", "grants end early", "binds in the place of others"],
  },
  {
    id: "P3",
    promise: "an expired grant is gone within 60 s plus one operation, whatever process is killed, whenever",
    tests: ["e2e/promises/p03-expiry.test.ts", chaos],
    broken: ["the reaper never runs again", "the reaper is minutes late", "expiry is forgotten"],
  },
  {
    id: "P4",
    promise: "never grants more, longer, earlier or elsewhere than policy and approval say",
    tests: [
      "e2e/promises/p04-no-more-than-approved.test.ts",
      chaos,
      "lib/access/default-policy.test.ts",
      "e2e/api/grants.test.ts",
    ],
    broken: ["widens the network", "lasts longer", "waits for nobody"],
  },
  {
    id: "P5",
    promise: "never leaves the list disabled, emptied or open",
    tests: ["e2e/promises/p05-stays-closed.test.ts", chaos, "lib/google/container-writer.test.ts"],
    broken: ["switches the filter off", "empties the list", "adds 0.0.0.0/0"],
  },
  {
    id: "P6",
    promise: "a retried click makes one grant",
    tests: ["e2e/promises/p06-one-click.test.ts", chaos, "e2e/api/grants.test.ts"],
    broken: ["a new key for each click"],
  },
  {
    id: "P7",
    promise: "“active” was read back from GKE, “verified” means that the person's own network got through",
    tests: ["e2e/promises/p07-active-verified.test.ts", chaos, "e2e/api/grants.test.ts"],
    broken: ["believes what it sent"],
  },
  {
    id: "P8",
    promise: "no change of state without an audit event in the same transaction; tampering is found",
    tests: [
      "e2e/promises/p08-audit.test.ts",
      "e2e/promises/p08-audit-workloads.test.ts",
      chaos,
      "lib/store/audit/audit.test.ts",
      "e2e/api/audit.test.ts",
    ],
    broken: ["a change without an event", "a step that nobody told of", "an event that is not what it was"],
  },
  {
    id: "P9",
    promise: "no secret in any sink",
    tests: ["e2e/api/secrets.test.ts"],
    broken: ["canaries, which the search finds where nothing takes them out"],
  },
  {
    id: "P10",
    promise: "diagnosis sends no write",
    tests: [
      "e2e/promises/p10-diagnosis-only-reads.test.ts",
      "e2e/api/web-role.test.ts",
      "e2e/api/reads-only.test.ts",
      "e2e/api/reads-only-workloads.test.ts",
    ],
    broken: ["an identity that may do more", "the same requests to the role all", "the applier's writes"],
  },
  {
    id: "P11",
    promise: "with Google down, slow or refusing: readable, honest, no false verdict",
    tests: [
      "e2e/promises/p11-google-down.test.ts",
      "e2e/api/google-down.test.ts",
      "e2e/api/google-down-workloads.test.ts",
    ],
    broken: ["takes silence for a yes"],
  },
  {
    id: "P12",
    promise: "break-glass works with approvers and notifications down",
    tests: ["e2e/api/emergency.test.ts", "e2e/api/grants.test.ts"],
    broken: ["a policy that wants an approver in an emergency, too"],
  },
];
