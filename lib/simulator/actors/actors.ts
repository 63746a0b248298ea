import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import type { RequestSource, ServedRequest } from "@/lib/simulator/google/service";
import type { SimulatedRequest } from "@/lib/simulator/http/exchange";
import type { SimulatorState } from "@/lib/simulator/state";
import type { CidrBlock } from "@/lib/simulator/updates/change";
import { authorizedNetworksConfig, cidrBlocksOf, endpointsState } from "@/lib/simulator/updates/endpoints-state";
import { type Edit, editList } from "./edit-list";
import { Random } from "./random";
import { humanRequest, type Tool, terraformRequest } from "./requests";

/** A person who edits the list again and again, one edit at a time, always the whole list and never an etag. */
export type HumanSpec = {
  readonly edit: Edit | "any";
  readonly tool: Tool;
  readonly seed: number;
  /** How many edits; null: until stopped. */
  readonly count: number | null;
  readonly everyMs: number;
  /** From reading the list to sending the edited one: what others change meanwhile is lost. */
  readonly thinkMs: number;
  readonly spare: string | undefined;
};

/** A scheduled run of Terraform: it puts its own list in place whenever the present one differs. */
export type TerraformSpec = {
  readonly list: readonly CidrBlock[];
  readonly count: number | null;
  readonly everyMs: number;
  /** True: it sends the list also when nothing differs. */
  readonly always: boolean;
};

/** One simulated writer, and what became of its turns. */
export type ActorReport = {
  readonly actor: string;
  readonly cluster: string;
  readonly state: "working" | "finished" | "stopped";
  readonly turns: number;
  readonly accepted: number;
  readonly refused: number;
  /** Turns without a request: nothing to edit, nothing that differs. */
  readonly idle: number;
};

type Actor = { -readonly [Key in keyof ActorReport]: ActorReport[Key] };

/** What a turn sends, and when, if anything. */
type Turn = (at: Date) => { readonly request: () => SimulatedRequest; readonly afterMs: number } | undefined;

type Options = {
  readonly state: SimulatorState;
  readonly send: (request: SimulatedRequest, source: RequestSource) => ServedRequest;
};

/** The simulated writers. They act on the timeline, through the same requests as everybody else. */
export class Actors {
  private actors: Actor[] = [];

  constructor(private readonly options: Options) {}

  startHuman(cluster: SimulatedCluster, spec: HumanSpec): ActorReport {
    const random = new Random(spec.seed);
    const identity = this.options.state.identities.withLabel("human");
    return this.start("human", cluster, spec, () => {
      const { publicEndpoint } = endpointsState(cluster.resource);
      const list = editList(presentList(cluster), { ...spec, privateOnly: !publicEndpoint }, random);
      return list && { request: () => humanRequest(cluster, identity, spec.tool, list), afterMs: spec.thinkMs };
    });
  }

  startTerraform(cluster: SimulatedCluster, spec: TerraformSpec): ActorReport {
    const identity = this.options.state.identities.withLabel("terraform");
    return this.start("terraform", cluster, spec, () =>
      !spec.always && isInPlace(cluster, spec.list)
        ? undefined
        : { request: () => terraformRequest(cluster, identity, spec.list), afterMs: 0 },
    );
  }

  /** Stops one writer, or all; false when no writer has this name. */
  stop(name?: string): boolean {
    const found = this.actors.filter(({ actor }) => name === undefined || actor === name);
    for (const actor of found) if (actor.state === "working") actor.state = "stopped";
    return name === undefined || found.length > 0;
  }

  list(): readonly ActorReport[] {
    return this.actors.map((actor) => ({ ...actor }));
  }

  /** Forgets all of them; the timeline has to be cleared as well. */
  clear(): void {
    this.stop();
    this.actors = [];
  }

  private start(
    kind: string,
    cluster: SimulatedCluster,
    { count, everyMs }: { readonly count: number | null; readonly everyMs: number },
    turn: Turn,
  ): ActorReport {
    const { state } = this.options;
    const number = this.actors.filter(({ actor }) => actor.startsWith(kind)).length + 1;
    const actor: Actor = {
      actor: `${kind}-${number}`,
      cluster: cluster.key,
      state: "working",
      turns: 0,
      accepted: 0,
      refused: 0,
      idle: 0,
    };
    this.actors.push(actor);
    const takeTurn = (at: Date) => {
      if (actor.state !== "working") return;
      actor.turns += 1;
      this.act(actor, turn(at), at);
      if (actor.turns === count) actor.state = "finished";
      else state.timeline.schedule(at.getTime() + everyMs, takeTurn);
    };
    state.timeline.schedule(state.clock.now().getTime() + everyMs, takeTurn);
    return { ...actor };
  }

  private act(actor: Actor, turn: ReturnType<Turn>, at: Date): void {
    if (!turn) {
      actor.idle += 1;
      return;
    }
    const send = (now: Date) => {
      if (actor.state === "stopped") return;
      const { entry } = this.options.send(turn.request(), { actor: actor.actor, now });
      actor[entry?.outcome === "accepted" ? "accepted" : "refused"] += 1;
    };
    if (turn.afterMs === 0) send(at);
    else this.options.state.timeline.schedule(at.getTime() + turn.afterMs, send);
  }
}

function presentList({ resource }: SimulatedCluster): readonly CidrBlock[] {
  return cidrBlocksOf(authorizedNetworksConfig(resource));
}

/** Terraform's list is a set: the order does not count, names do. */
function isInPlace(cluster: SimulatedCluster, list: readonly CidrBlock[]): boolean {
  const keys = (blocks: readonly CidrBlock[]) =>
    blocks.map(({ displayName = "", cidrBlock }) => `${cidrBlock} ${displayName}`).sort();
  const { enabled, cidrBlocks } = endpointsState(cluster.resource).authorizedNetworks;
  return enabled && JSON.stringify(keys(cidrBlocks)) === JSON.stringify(keys(list));
}
