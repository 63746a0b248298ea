import type { PlaceId } from "./world";

/** Where a connection starts, and the addresses it carries. */
export type Place = {
  readonly id: PlaceId;
  readonly title: string;
  /** The address that public endpoints and echo services see. */
  readonly publicAddress: string;
  /** The address inside the VPC; the front door and private endpoints see this one. */
  readonly internalAddress?: string;
  /** True when packets can be routed to private endpoints. */
  readonly inVpc: boolean;
  /** True when the public address is Google Cloud's: `gcpPublicCidrsAccessEnabled` lets it in. */
  readonly googleCloud: boolean;
  /** The region of a place inside Google Cloud's network; private endpoints compare it with the cluster's. */
  readonly region?: string;
};

/** The network of the office, an authorized network of every base cluster. */
export const officeNetwork = "81.92.200.0/24";

/** The address Drawbridge's own probes come from, an authorized network of every base cluster. */
export const serverAddress = "62.210.115.40";

/** All places, in the order people see them. */
export const places: readonly Place[] = [
  { id: "office", title: "Office", publicAddress: "81.92.200.7", inVpc: false, googleCloud: false },
  { id: "home", title: "Home", publicAddress: "93.104.77.18", inVpc: false, googleCloud: false },
  { id: "vpn", title: "Company VPN", publicAddress: "185.44.108.30", inVpc: false, googleCloud: false },
  { id: "cloud-shell", title: "Cloud Shell", publicAddress: "34.140.61.85", inVpc: false, googleCloud: true },
  {
    id: "vm-in-vpc",
    title: "VM in the VPC",
    publicAddress: "35.195.23.114",
    internalAddress: "10.132.0.9",
    inVpc: true,
    googleCloud: true,
    region: "europe-west1",
  },
  { id: "server", title: "This server", publicAddress: serverAddress, inVpc: false, googleCloud: false },
];

/** The place with this id; undefined for any other text. */
export function findPlace(id: string | undefined): Place | undefined {
  return places.find((place) => place.id === id);
}

/** The ids of all places. */
export const placeIds: readonly PlaceId[] = places.map(({ id }) => id);
