import { SimulatedClock } from "./clock/simulated-clock";
import { Timeline } from "./clock/timeline";
import type { SimulatedCluster } from "./cluster/simulated-cluster";
import { Faults } from "./control/faults";
import { RequestLog } from "./control/request-log";
import { IamState } from "./iam/iam-state";
import { Identities } from "./identity/identities";
import { findPerson, people, type SimulatedPerson } from "./people/people";
import { findPlace, type Place, places } from "./places";
import { ClusterWriter } from "./updates/cluster-writer";
import { UpdateFailures } from "./updates/failures";
import { History } from "./updates/history";
import { Operations } from "./updates/operations";
import { defaultUpdateSettings, type UpdateSettings } from "./updates/settings";
import type { WorkloadWorld } from "./workload-world";
import type { PlaceId } from "./world";

type Options = {
  /** Default: the machine's clock. */
  readonly now?: () => Date;
  /** What updates are like from the start and after each reset. */
  readonly updates?: Partial<UpdateSettings>;
  /** The situations of the workload page; default: none. */
  readonly workloadWorlds?: readonly WorkloadWorld[];
};

/** Everything that changes while one simulator runs. The control API and writes to Google's API are what changes it. */
export class SimulatorState {
  /** Where people are whose requests name no place. */
  place: PlaceId = "office";
  /** Who people are whose requests name nobody. */
  person = people[0].id;
  /** What the second DNS echo answers instead of the place's address. */
  secondEcho: string | undefined;
  /** `http://127.0.0.1:PORT` of the product. */
  frontDoorTarget: string | undefined;
  updates: UpdateSettings;
  readonly faults = new Faults();
  readonly requests = new RequestLog();
  readonly clock: SimulatedClock;
  readonly timeline = new Timeline();
  readonly identities = new Identities();
  readonly updateFailures = new UpdateFailures();
  readonly operations = new Operations(this.timeline);
  readonly writer = new ClusterWriter({
    timeline: this.timeline,
    operations: this.operations,
    failures: this.updateFailures,
    settings: () => this.updates,
  });
  readonly workloadWorlds: readonly WorkloadWorld[];
  readonly iam: IamState;
  private readonly writes = new History();
  private presentClusters: readonly SimulatedCluster[];

  constructor(
    private readonly makeClusters: () => readonly SimulatedCluster[],
    private readonly options: Options = {},
  ) {
    this.clock = new SimulatedClock(options.now ?? (() => new Date()));
    this.updates = { ...defaultUpdateSettings, ...options.updates };
    this.workloadWorlds = options.workloadWorlds ?? [];
    this.presentClusters = makeClusters();
    this.iam = new IamState(this.workloadWorlds, {
      propagationMs: () => this.updates.iamPropagationMs,
      projects: this.presentClusters.map(({ name }) => name.project),
    });
  }

  /** The clusters as they are now. */
  get clusters(): readonly SimulatedCluster[] {
    return this.settled(this.clock.now()).clusters;
  }

  /** The world at this time of the simulated clock: everything that is due has happened. */
  settled(now: Date): { readonly clusters: readonly SimulatedCluster[]; readonly history: History } {
    this.timeline.settle(now.getTime());
    return { clusters: this.presentClusters, history: this.writes };
  }

  describeClock() {
    return { now: this.clock.now().toISOString(), frozen: this.clock.isFrozen };
  }

  presentPlace(): Place {
    return findPlace(this.place) ?? (places[0] as Place);
  }

  presentPerson(): SimulatedPerson {
    return findPerson(this.person) ?? people[0];
  }

  /** Back to the start: everything but the front door, which keeps its target. */
  reset(): void {
    this.timeline.clear();
    this.operations.clear();
    this.writes.clear();
    this.clock.reset();
    this.identities.reset();
    this.iam.reset();
    this.updateFailures.set([]);
    this.updates = { ...defaultUpdateSettings, ...this.options.updates };
    this.presentClusters = this.makeClusters();
    this.place = "office";
    this.person = people[0].id;
    this.secondEcho = undefined;
    this.faults.set([]);
    this.requests.clear();
  }
}
