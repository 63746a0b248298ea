import type { SimulatedCluster } from "./cluster/simulated-cluster";
import { Faults } from "./control/faults";
import { RequestLog } from "./control/request-log";
import { findPlace, type Place, places } from "./places";
import type { PlaceId } from "./world";

/** Everything that changes while one simulator runs. The control API is what changes it. */
export class SimulatorState {
  clusters: readonly SimulatedCluster[];
  /** Where people are whose requests name no place. */
  place: PlaceId = "office";
  /** What the second DNS echo answers instead of the place's address. */
  secondEcho: string | undefined;
  /** `http://127.0.0.1:PORT` of the product. */
  frontDoorTarget: string | undefined;
  readonly faults = new Faults();
  readonly requests = new RequestLog();

  constructor(private readonly makeClusters: () => readonly SimulatedCluster[]) {
    this.clusters = makeClusters();
  }

  presentPlace(): Place {
    return findPlace(this.place) ?? (places[0] as Place);
  }

  /** Back to the start: clusters, place, faults, echo and request log. The front door keeps its target. */
  reset(): void {
    this.clusters = this.makeClusters();
    this.place = "office";
    this.secondEcho = undefined;
    this.faults.set([]);
    this.requests.clear();
  }
}
