/** Something that goes wrong with an update, at the moment its kind says. */
export type UpdateFailureKind =
  /** Answered with `status` (default 500) before Google looks at it. */
  | { readonly kind: "error-before"; readonly status?: number }
  /** The connection breaks before Google sees it. */
  | { readonly kind: "lost-request" }
  /** The connection breaks, and Google sees it `afterMs` later: as if it had been sent then, and nobody hears the answer. */
  | { readonly kind: "late-request"; readonly afterMs: number }
  /** Accepted; the answer says `status` (default 500). */
  | { readonly kind: "error-after"; readonly status?: number }
  /** Accepted; the connection breaks instead of an answer. */
  | { readonly kind: "lost-response" }
  /** DONE with `error` and `statusMessage`; the configuration stays, unless `applied`. */
  | { readonly kind: "operation-error"; readonly code?: number; readonly message?: string; readonly applied?: boolean }
  /** DONE without an error, and nothing has changed. */
  | { readonly kind: "not-applied" }
  /** RUNNING until the control API ends it. */
  | { readonly kind: "stuck" }
  /** That many polls of the operation (default 2) get 404. */
  | { readonly kind: "poll-not-found"; readonly polls?: number };

export type UpdateFailure = UpdateFailureKind & {
  readonly match?: {
    /** `projects/P/locations/L/clusters/C`. */
    readonly cluster?: string;
    /** Without it, only requests that came over the wire are struck. */
    readonly identity?: string;
  };
  /** How many updates it strikes; default 1. */
  readonly times?: number;
};

/** An update on its way through the simulated Google. */
export type Sender = { readonly cluster: string; readonly identity: string; readonly actor: string | null };

type Kind = UpdateFailure["kind"];
type OfKind<K extends Kind> = Extract<UpdateFailure, { readonly kind: K }>;

/** The failures of updates of one simulator, each struck in its order and as often as it says. */
export class UpdateFailures {
  private entries: { readonly failure: UpdateFailure; left: number }[] = [];

  /** Replaces all failures. */
  set(failures: readonly UpdateFailure[]): void {
    this.entries = failures.map((failure) => ({ failure, left: failure.times ?? 1 }));
  }

  /** The failures that have not struck as often as they were asked to. */
  list(): readonly UpdateFailure[] {
    return this.entries.filter(({ left }) => left > 0).map(({ failure, left }) => ({ ...failure, times: left }));
  }

  /** Takes the first failure of these kinds that fits, and counts it as struck. */
  take<K extends Kind>(sender: Sender, ...kinds: readonly K[]): OfKind<K> | undefined {
    const isWanted = (failure: UpdateFailure): failure is OfKind<K> =>
      (kinds as readonly Kind[]).includes(failure.kind) && fits(failure, sender);
    const entry = this.entries.find(({ failure, left }) => left > 0 && isWanted(failure));
    if (!entry || !isWanted(entry.failure)) return undefined;
    entry.left -= 1;
    return entry.failure;
  }
}

function fits({ match = {} }: UpdateFailure, { cluster, identity, actor }: Sender): boolean {
  if (match.cluster !== undefined && match.cluster !== cluster) return false;
  return match.identity === undefined ? actor === null : match.identity === identity;
}
