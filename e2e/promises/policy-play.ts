import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { ApplierContext } from "@/lib/changes/applier-context";
import { reconcile } from "@/lib/changes/reconcile";
import { seeded } from "@/lib/changes/testing";
import type { WorkloadPort } from "@/lib/changes/updates/workload/port";
import { googleIdentity } from "@/lib/google/auth";
import { containerReader } from "@/lib/google/container";
import { containerWriter } from "@/lib/google/container-writer";
import { errorFromBody, GoogleError } from "@/lib/google/google-error";
import { applierWorkloads } from "@/lib/server/roles-workloads";
import type { IamBinding } from "@/lib/simulator/iam/policy";
import { startSimulator } from "@/lib/simulator/simulator";
import { clientOf, testWorkload } from "@/lib/simulator/testing";
import { googleServiceAccountOf } from "@/lib/simulator/workload-world";
import type { Store } from "@/lib/store/store";
import { impersonationRole } from "@/lib/workload/facts/derive/member";
import { stepChange } from "@/lib/workload/remedies/step-effect";
import type { WorkloadStep } from "@/lib/workload/remedies/steps";
import { stepsBack } from "@/lib/workload/remedies/steps-back";

const project = "corp-data-prod";
const pool = `${project}.svc.id.goog`;
const names = ["first", "second", "third"];
/** What the person never takes away. */
const lasting = {
  bindings: [
    { role: impersonationRole, members: [`serviceAccount:${pool}[others/lasting]`] },
    {
      role: impersonationRole,
      members: [`serviceAccount:${pool}[others/guest]`],
      condition: { title: "lasting", description: "Agreed.", expression: 'request.time < timestamp("2027-06-01")' },
    },
  ],
};
const worlds = names.map((name) => testWorkload(name, { setup: { googleServiceAccount: { policy: lasting } } }));
/** Pods of all three clusters act as it. */
const email = googleServiceAccountOf({ name: "first" });
const path = `v1/projects/${project}/serviceAccounts/${email}`;
const ours = names.flatMap((name) => [1, 2].map((number) => `serviceAccount:${pool}[${name}/runner-${number}]`));

/** An applier that sends other bindings than it planned, with the etag or without it. */
export type PolicyBreakage = (
  bindings: readonly IamBinding[],
  kind: "binds" | "takes back",
) => { readonly bindings: readonly IamBinding[]; readonly etag?: false };

/** What became of the policy: `P1` where something of others was lost or changed, `P2` where something of ours was. */
export type PolicyRun = {
  readonly broken: readonly string[];
  /** Writes of the appliers that Google refused, because somebody else was faster. */
  readonly overtaken: number;
  readonly lostAnswers: number;
  readonly humanWrites: number;
};

let plays = 0;

/**
 * Three appliers bind two Kubernetes service accounts each to one Google service account, at the same time, and take
 * them back. Meanwhile a person adds and removes members and conditions, right between the appliers' reading and their writing
 * too, answers are lost on both ways, and Google refuses by itself.
 */
export async function playPolicy(store: Store, breakage?: PolicyBreakage): Promise<PolicyRun> {
  plays += 1;
  const random = seeded(plays);
  const simulator = await startSimulator({ worlds: [], workloadWorlds: worlds });
  const { google, control, history } = clientOf(simulator);
  let lostAnswers = 0;
  try {
    const settings = { endpoint: simulator.google, tokenFile: simulator.applierTokenFile };
    const identity = googleIdentity(settings);
    const container = { ...containerReader(settings, identity), ...containerWriter(settings, identity) };
    const port = applierWorkloads(settings, { container, identity }, { proxyUrl: undefined, resolvers: [] });

    const read = async () => {
      const { body } = await google("POST", `${path}:getIamPolicy`, { options: { requestedPolicyVersion: 3 } });
      return { etag: String(body.etag), bindings: (body.bindings ?? []) as unknown as readonly IamBinding[] };
    };
    /** One edit of the person, again from the reading on until Google takes it. */
    const human = async (): Promise<void> => {
      const edit = edits[Math.floor(random() * edits.length)];
      for (let status = 0; status !== 200; ) {
        const { etag, bindings } = await read();
        const policy = { version: 3, etag, bindings: edit?.(bindings, Math.floor(random() * 1_000)) };
        status = (await google("POST", `${path}:setIamPolicy`, { policy })).status;
      }
    };
    const raw: WorkloadPort["iam"]["setPolicy"] = async (...given) => {
      const [, { before, after }] = given;
      if (!breakage) return port.iam.setPolicy(...given);
      const plain = after.bindings.map(({ condition, ...rest }) => (condition ? { ...rest, condition } : rest));
      const grows = plainMembers(after.bindings).length > plainMembers(before.bindings).length;
      const sent = breakage(plain as readonly IamBinding[], grows ? "binds" : "takes back");
      const policy = { version: 3, bindings: sent.bindings, ...(sent.etag !== false && { etag: before.etag }) };
      const token = readFileSync(simulator.applierTokenFile, "utf8").trim();
      const { status, body } = await google("POST", `${path}:setIamPolicy`, { policy }, token);
      if (status !== 200) throw errorFromBody(status, body);
      return after;
    };
    const setPolicy: WorkloadPort["iam"]["setPolicy"] = async (...given) => {
      if (random() < 0.5) await human();
      const luck = random();
      if (luck > 0.3) return raw(...given);
      lostAnswers += 1;
      if (luck < 0.15) await raw(...given);
      throw new GoogleError("unknown-outcome", "no answer");
    };

    await control("POST", "/faults", [{ match: { pathPattern: ":setIamPolicy$" }, status: 409, times: 4 }]);
    for (let count = 0; count < 6; count += 1) await human();
    const context: ApplierContext = {
      ...{ container, workloads: { ...port, iam: { ...port.iam, setPolicy } }, store: store.changes },
      clock: { now: () => new Date(), monotonicMs: () => performance.now() },
      ...{ sleep: () => new Promise((resolve) => setImmediate(resolve)), random, newId: () => "w" },
      ...{ log: () => undefined, stopping: new AbortController().signal },
    };
    const carry = async (clicks: readonly Click[]) => {
      const ids = await Promise.all(clicks.map((click) => ask(store, click)));
      await Promise.all(ids.map((id, index) => settle(store, id, clusterOf(index), context)));
      return ids;
    };
    const made = await carry(names.map((name) => ({ name, steps: bindingSteps(name), undoes: null })));
    const bound = await read();
    const undone = await Promise.all(made.map((id) => store.updates.get(id)));
    await carry(
      names.map((name, index) => {
        const { steps } = stepsBack(undone[index]?.steps ?? []);
        return { name, steps, undoes: made[index] ?? null };
      }),
    );
    const left = await read();

    const writes = (await history()).filter(({ policy }) => policy !== undefined);
    const own = writes.filter((entry) => entry.identity === "drawbridge-applier");
    const kept = own.every(
      ({ policy }) => !policy?.after || isDeepStrictEqual(foreign(policy.before), foreign(policy.after)),
    );
    const complete = ours.every((member) => plainMembers(bound.bindings).includes(member));
    const gone = ours.every((member) => !plainMembers(left.bindings).includes(member));
    return {
      broken: [...(kept ? [] : ["P1"]), ...(complete && gone ? [] : ["P2"])],
      overtaken: own.filter(({ refusal }) => refusal?.httpStatus === 409).length,
      lostAnswers,
      humanWrites: writes.length - own.length,
    };
  } finally {
    await simulator.close();
  }
}

type Edit = (bindings: readonly IamBinding[], number: number) => readonly IamBinding[];

const conditional = (number: number): IamBinding => ({
  role: impersonationRole,
  /* Ours, too, for a while and by somebody else: it stays. */
  members: [ours[number % ours.length] ?? "", `serviceAccount:${pool}[others/runner-${number}]`],
  condition: { title: `until ${number}`, description: "Agreed.", expression: `request.time < timestamp("${number}")` },
});

/** What people leave alone, so that an applier that takes it away is always seen. */
const stays = (member: string) => ours.includes(member) || member.endsWith("[others/lasting]");

/** What a person does to the policy. They leave alone what Drawbridge bound. */
const edits: readonly Edit[] = [
  (bindings, number) => [
    ...bindings,
    { role: impersonationRole, members: [`serviceAccount:${pool}[others/a-${number}]`] },
  ],
  (bindings, number) => [
    { role: "roles/iam.serviceAccountUser", members: [`user:u${number}@corp.example`] },
    ...bindings,
  ],
  (bindings, number) => [...bindings, conditional(number)],
  (bindings, number) =>
    bindings.map((binding, index) =>
      index === number % bindings.length
        ? { ...binding, members: binding.members.filter((one, place) => place > 0 || stays(one)) }
        : binding,
    ),
  (bindings) => bindings.filter(({ condition }, index) => index % 2 === 0 || !/^until /.test(String(condition?.title))),
];

type Binding = Pick<IamBinding, "role" | "members"> & { readonly condition?: unknown };

const isPlain = ({ role, condition }: Binding) => role === impersonationRole && !condition;

/** Everything that Drawbridge did not bind, in its order. */
function foreign(bindings: readonly IamBinding[]): readonly IamBinding[] {
  return bindings.flatMap((binding) => {
    const members = isPlain(binding) ? binding.members.filter((member) => !ours.includes(member)) : binding.members;
    return members.length === 0 ? [] : [{ ...binding, members }];
  });
}

function plainMembers(bindings: readonly Binding[]): readonly string[] {
  return bindings.filter(isPlain).flatMap(({ members }) => members);
}

type Click = { readonly name: string; readonly steps: readonly WorkloadStep[]; readonly undoes: string | null };

const clusterOf = (index: number) => ({ project, location: "europe-west1", cluster: names[index] ?? "" });

const bindingSteps = (name: string): readonly WorkloadStep[] =>
  ours
    .filter((member) => member.includes(`[${name}/`))
    .map((member) => ({ kind: "add-binding", googleServiceAccount: email, member }));

async function ask(store: Store, { name, steps, undoes }: Click): Promise<string> {
  const id = `policy-${plays}-${name}-${undoes === null ? "make" : "undo"}`;
  const remedy =
    undoes === null
      ? ({ id: "repair-workload", params: { remedy: "add-binding", steps } } as const)
      : ({ id: "undo-workload", params: { update: undoes, steps } } as const);
  const answer = await store.updates.request({
    ...{ id, cluster: clusterOf(names.indexOf(name)), remedy, title: "Bind it", plan: "p", diagnosis: "d", reason: "" },
    ...{ principal: { id: "ana", name: "Ana" }, idempotencyKey: id, basis: "", undoes, requestedAt: new Date() },
    confirmed: steps.map(stepChange),
  });
  if (answer.kind === "refused") throw new Error(answer.why);
  return id;
}

/** Turns of the applier until the update has its outcome. */
async function settle(
  store: Store,
  id: string,
  cluster: ReturnType<typeof clusterOf>,
  context: ApplierContext,
): Promise<void> {
  for (let turns = 0; turns < 40; turns += 1) {
    await reconcile(cluster, context);
    const update = await store.updates.get(id);
    if (update?.state === "applied") return;
    if (update?.closedAt) throw new Error(`The update ended ${update.state}: ${update.detail}`);
  }
  throw new Error(`The update ${id} did not come to an end.`);
}
