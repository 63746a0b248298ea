/** One request that the simulated Google saw. */
export type LoggedRequest = {
  /** RFC 3339. */
  readonly time: string;
  readonly method: string;
  readonly path: string;
  readonly bodyBytes: number;
};

const capacity = 1000;

/** The last 1,000 requests to Google's API, oldest first. */
export class RequestLog {
  private entries: LoggedRequest[] = [];

  add(entry: LoggedRequest): void {
    this.entries = [...this.entries.slice(1 - capacity), entry];
  }

  list(): readonly LoggedRequest[] {
    return this.entries;
  }

  clear(): void {
    this.entries = [];
  }
}
