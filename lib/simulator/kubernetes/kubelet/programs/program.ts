import type { MetadataAnswer, MetadataRequest } from "../../metadata/metadata-server";
import type { PodIdentity } from "../../metadata/pod-identity";

/** What a program sees of its container. */
export type ProgramContext = {
  /** The command line; the first word names the program. */
  readonly argv: readonly string[];
  readonly startedAt: Date;
  /** Asks the metadata server this long after the start; undefined when no packet comes back. */
  readonly askMetadata: (request: MetadataRequest, afterMs: number) => MetadataAnswer | undefined;
  readonly identity: () => PodIdentity;
  /** The project that the cluster belongs to, and whether the identity may start BigQuery jobs there. */
  readonly project: string;
  readonly mayUseBigQuery: () => boolean;
};

/** What a run of a program is going to do, told from its start. */
export type ProgramRun = {
  /** In the order of time; `text` as the program prints it, line ends included. */
  readonly output: readonly { readonly afterMs: number; readonly text: string }[];
  /** Null: until somebody ends it. */
  readonly endsAfterMs: number | null;
  readonly exitCode: number;
  /** `OOMKilled`; default: what the exit code gives. */
  readonly reason?: string;
};

export type Program = (context: ProgramContext) => ProgramRun;

/** A run that prints one text and ends at once. */
export function prints(text: string, exitCode = 0): ProgramRun {
  return { output: text === "" ? [] : [{ afterMs: 0, text }], endsAfterMs: 10, exitCode };
}
