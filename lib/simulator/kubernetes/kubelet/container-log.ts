/** A piece of what a container printed; it need not end a line. */
export type LogPiece = { readonly at: Date; readonly text: string };

type Reading = { readonly since: number; readonly timestamps: boolean; readonly tailLines?: number };

/** What one run of a container printed. */
export class ContainerLog {
  private pieces: readonly LogPiece[] = [];
  private ended = false;
  private readonly followers = new Set<{ readonly tell: (piece: LogPiece) => void; readonly end: () => void }>();

  append(piece: LogPiece): void {
    this.pieces = [...this.pieces, piece];
    for (const { tell } of [...this.followers]) tell(piece);
  }

  end(): void {
    this.ended = true;
    for (const { end } of [...this.followers]) end();
    this.followers.clear();
  }

  /** The text since a time (milliseconds since 1970), or the last lines of it. */
  read({ since, timestamps, tailLines }: Reading): string {
    const lines = this.lines().filter(({ at }) => at.getTime() >= since);
    const shown = tailLines === undefined ? lines : lines.slice(lines.length - Math.min(tailLines, lines.length));
    return shown.map(({ at, text }) => (timestamps ? `${at.toISOString()} ${text}` : text)).join("");
  }

  /** Tells every further piece, then the end (at once when it ended); the returned function ends it. */
  follow(tell: (piece: LogPiece) => void, end: () => void): () => void {
    const follower = { tell, end };
    if (this.ended) end();
    else this.followers.add(follower);
    return () => this.followers.delete(follower);
  }

  private lines(): readonly LogPiece[] {
    const lines: LogPiece[] = [];
    for (const { at, text } of this.pieces) {
      for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
        const last = lines.at(-1);
        if (last && !last.text.endsWith("\n")) lines[lines.length - 1] = { at: last.at, text: last.text + line };
        else lines.push({ at, text: line });
      }
    }
    return lines;
  }
}

/** The logs of one cluster's pods: of the present run of each container, and of the one before. */
export class PodLogs {
  private readonly logs = new Map<string, readonly ContainerLog[]>();

  /** Begins the log of a further run. */
  start(uid: string): ContainerLog {
    const log = new ContainerLog();
    this.logs.set(uid, [log, ...(this.logs.get(uid) ?? [])].slice(0, 2));
    return log;
  }

  of(uid: string, previous: boolean): ContainerLog | undefined {
    return this.logs.get(uid)?.[previous ? 1 : 0];
  }

  /** A deleted pod's logs end and are forgotten. */
  forget(uid: string): void {
    for (const log of this.logs.get(uid) ?? []) log.end();
    this.logs.delete(uid);
  }
}
