import { parseCidr } from "@/lib/core/address";
import type { Clock } from "@/lib/core/clock";
import { type ClusterName, formatClusterName } from "@/lib/core/cluster-name";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { NetworkEntry } from "@/lib/diagnosis/remedies/authorized-networks-update";
import { GoogleError } from "@/lib/google/google-error";
import type { ContainerPort } from "./ports";

/** A list as Google has it. */
export type FakeList = { readonly enabled: boolean; readonly entries: readonly NetworkEntry[] };

/** One change of the list, at the moment at which it took effect. Times are milliseconds since the epoch. */
export type FakeChange = {
  readonly at: number;
  readonly actor: string;
  readonly before: FakeList;
  readonly after: FakeList;
};

export type FakeOperation = {
  readonly name: string;
  readonly actor: string;
  readonly startedAt: number;
  readonly endsAt: number;
  readonly failure: string | null;
};

/**
 * What happens to one update. `reset`: it never arrives, and nobody knows. `lost`: accepted, and the answer is lost.
 * `late`: no answer, and it arrives that much later. `fail`: its operation is DONE with an error. `ignore`: its operation
 * is DONE without one, and nothing changed. `refuse`: INVALID_ARGUMENT.
 */
export type UpdateFault = "none" | "reset" | "lost" | "late" | "fail" | "ignore" | "refuse";

export type FakeGoogle = {
  readonly container: ContainerPort;
  /** Somebody else changes the list, with an operation of that length. False while another operation runs. */
  readonly edit: (actor: string, change: (list: FakeList) => FakeList, operationMs: number) => boolean;
  /** The list now. */
  readonly list: () => FakeList;
  readonly changes: readonly FakeChange[];
  readonly operations: readonly FakeOperation[];
  /** Bodies as they were received, accepted or not. */
  readonly received: readonly FakeList[];
};

export type FakeOptions = {
  readonly view: ClusterView;
  readonly clock: Clock;
  readonly operationMs: () => number;
  readonly fault?: () => UpdateFault;
  /** Thrown by a read, when there is one. */
  readonly readFault?: () => GoogleError | undefined;
  /** False takes the etag away: any update is taken. To see that tests notice. */
  readonly checksEtag?: boolean;
  /** Whether the list changes when the operation starts or when it ends; it is not documented. */
  readonly takesEffectAt?: "start" | "end";
};

type Running = FakeOperation & { readonly apply: (() => void) | null };

/**
 * One cluster at Google, in memory: whole-list updates guarded by an etag, one operation at a time, time by the given
 * clock. What the API promises is in domain facts 2.6 to 2.9.
 */
export function fakeGoogle(options: FakeOptions): FakeGoogle {
  const { view, clock, operationMs, fault = () => "none", readFault = () => undefined } = options;
  const { checksEtag = true, takesEffectAt = "end" } = options;
  let list: FakeList = { enabled: view.authorizedNetworks.enabled, entries: view.authorizedNetworks.entries.map(bare) };
  let version = 1;
  let running: Running | undefined;
  const late: { readonly at: number; readonly land: () => void }[] = [];
  const changes: FakeChange[] = [];
  const operations: FakeOperation[] = [];
  const received: FakeList[] = [];
  const now = () => clock.now().getTime();
  const etag = () => `etag-${version}`;

  const change = (actor: string, at: number, after: FakeList) => {
    changes.push({ at, actor, before: list, after });
    list = after;
    version += 1;
  };
  /** Lets happen what was to happen until now. */
  const catchUp = () => {
    for (;;) {
      const landing = late.toSorted((a, b) => a.at - b.at)[0];
      const end = running?.endsAt ?? Number.POSITIVE_INFINITY;
      if (landing && landing.at <= now() && landing.at < end) {
        late.splice(late.indexOf(landing), 1);
        landing.land();
      } else if (end <= now()) {
        const ended = running;
        running = undefined;
        ended?.apply?.();
      } else return;
    }
  };
  const start = (actor: string, at: number, length: number, after: FakeList | null, failure: string | null): string => {
    const operation = {
      name: `operation-${operations.length + 1}-x`,
      actor,
      startedAt: at,
      endsAt: at + length,
      failure,
    };
    operations.push(operation);
    const effect = after === null ? null : () => change(actor, takesEffectAt === "end" ? at + length : at, after);
    if (takesEffectAt === "start") effect?.();
    running = { ...operation, apply: takesEffectAt === "end" ? effect : null };
    return operation.name;
  };
  const accept = (sent: Sent, at: number, kind: UpdateFault): string => {
    if (running)
      throw new GoogleError(
        "busy",
        `Cluster is running incompatible operation ${running.name}.`,
        undefined,
        running.name,
      );
    if (checksEtag && sent.etag !== etag()) throw new GoogleError("aborted", "The etag does not match.");
    const failure = kind === "fail" ? "The update failed." : null;
    const after = failure || kind === "ignore" ? null : sent.list;
    return start("drawbridge", at, operationMs(), after, failure);
  };

  const container: ContainerPort = {
    async getCluster() {
      catchUp();
      const wrong = readFault();
      if (wrong) throw wrong;
      const entries = list.entries.map((entry) => ({ ...entry, network: parseCidr(entry.cidrBlock) ?? null }));
      return {
        ...view,
        etag: etag(),
        authorizedNetworks: { ...view.authorizedNetworks, enabled: list.enabled, entries },
      };
    },
    async listOperations() {
      catchUp();
      return running ? [{ name: running.name, status: "RUNNING", cluster: view.name.cluster }] : [];
    },
    async updateAuthorizedNetworks(name, request) {
      catchUp();
      const sent = read(name, request.body);
      received.push(sent.list);
      const kind = fault();
      if (kind === "refuse") throw new GoogleError("invalid-argument", "Invalid value for cidr_block.");
      if (kind === "reset") throw new GoogleError("unknown-outcome", "socket hang up");
      if (kind === "late") {
        const at = now() + 3_000;
        const land = () => {
          try {
            accept(sent, at, "none");
          } catch {
            // Refused, and nobody is there to hear it.
          }
        };
        late.push({ at, land });
        throw new GoogleError("unknown-outcome", "socket hang up");
      }
      const operation = accept(sent, now(), kind);
      if (kind === "lost") throw new GoogleError("unknown-outcome", "socket hang up");
      return { operation };
    },
    async updateCluster() {
      throw new GoogleError("invalid-argument", "This Google has nothing but a list.");
    },
    async getOperation(_, name) {
      catchUp();
      const operation = operations.find((one) => one.name === name);
      if (!operation) throw new GoogleError("not-found", `Not found: ${name}`);
      const done = running?.name !== name;
      return { done, failure: done ? operation.failure : null, endedAt: done ? new Date(operation.endsAt) : null };
    },
  };

  return {
    container,
    edit(actor, edit, length) {
      catchUp();
      if (running) return false;
      start(actor, now(), length, edit(list), null);
      catchUp();
      return true;
    },
    list() {
      catchUp();
      return list;
    },
    changes,
    operations,
    received,
  };
}

type Sent = { readonly etag: string; readonly list: FakeList };

function read(name: ClusterName, body: unknown): Sent {
  type Networks = { readonly enabled: boolean; readonly cidrBlocks: readonly Partial<NetworkEntry>[] };
  type Body = {
    readonly name: string;
    readonly update: {
      readonly etag: string;
      readonly desiredControlPlaneEndpointsConfig: {
        readonly ipEndpointsConfig: { readonly authorizedNetworksConfig: Networks };
      };
    };
  };
  const { name: sentTo, update } = body as Body;
  if (sentTo !== formatClusterName(name)) throw new GoogleError("not-found", `Not found: ${sentTo}`);
  const { enabled, cidrBlocks } = update.desiredControlPlaneEndpointsConfig.ipEndpointsConfig.authorizedNetworksConfig;
  const entries = cidrBlocks.map(({ cidrBlock = "", displayName = "" }) => ({ cidrBlock, displayName }));
  return { etag: update.etag, list: { enabled, entries } };
}

function bare({ cidrBlock, displayName }: NetworkEntry): NetworkEntry {
  return { cidrBlock, displayName };
}

/** Time that passes only while somebody sleeps, and what is to happen meanwhile. For one sleeper at a time. */
export type VirtualTime = {
  readonly clock: Clock;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** `what` happens at that moment (milliseconds since the start), or at once when it is over. */
  readonly at: (milliseconds: number, what: () => unknown) => void;
  /** Milliseconds until the next thing happens. */
  readonly untilNext: () => number;
  /** Milliseconds since the start. */
  readonly elapsed: () => number;
  readonly start: number;
};

export function virtualTime(start = Date.UTC(2026, 10, 1)): VirtualTime {
  let now = start;
  const events: { readonly at: number; readonly what: () => unknown }[] = [];
  return {
    start,
    clock: { now: () => new Date(now), monotonicMs: () => now - start },
    elapsed: () => now - start,
    untilNext: () => (events[0]?.at ?? Number.POSITIVE_INFINITY) - now,
    at(milliseconds, what) {
      events.push({ at: start + milliseconds, what });
      events.sort((a, b) => a.at - b.at);
    },
    async sleep(milliseconds) {
      const until = now + Math.max(0, Math.ceil(milliseconds));
      for (;;) {
        const next = events[0];
        if (!next || next.at > until) break;
        events.shift();
        now = Math.max(now, next.at);
        await next.what();
      }
      now = Math.max(now, until);
    },
  };
}

/** Numbers from 0 to 1 that depend on the seed alone (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
