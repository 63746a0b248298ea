import type { RemedyId } from "@/lib/core/remedy-id";
import type { ErrorCause } from "./causes";

/** One possible cause of a pasted text. */
export type Candidate = {
  readonly cause: ErrorCause;
  /** One short sentence: what happened. */
  readonly title: string;
  /** One or two sentences: what this text proves, and what it does not. */
  readonly why: string;
  /** The probe or question that tells this candidate from the others; absent when it is the only one. */
  readonly decidedBy?: string;
  /** Best first. Empty when nothing on the path needs mending. */
  readonly remedies: readonly RemedyId[];
};

/** What the text itself names; every field is absent unless it was printed. Secrets (proxy passwords) are never copied. */
export type ErrorDetails = {
  /** Host of the API server's URL, without brackets: what kubeconfig's `server` says, not the proxy. */
  readonly host?: string;
  readonly port?: number;
  /** The IP address that was dialled for `host`; never the proxy's. */
  readonly address?: string;
  readonly scheme?: string;
  /** `host:port` or host of the proxy. */
  readonly proxy?: string;
  readonly user?: string;
  readonly verb?: string;
  readonly resource?: string;
  readonly namespace?: string;
  readonly permission?: string;
  readonly context?: string;
  readonly project?: string;
  readonly location?: string;
  readonly cluster?: string;
  /** Where gcloud found a cluster of that name ("Did you mean [C] in [L]?"). */
  readonly suggestedLocation?: string;
  readonly operation?: string;
  /** The names that the server's certificate is good for. */
  readonly validNames?: readonly string[];
  /** The credential plugin's command, as kubectl names it. */
  readonly plugin?: string;
  readonly cidr?: string;
};

/** A range of the text that was given: `start` inclusive, `end` exclusive, in UTF-16 units. */
export type Span = { readonly start: number; readonly end: number };

export type Explanation = {
  /** Most likely first. Exactly one, `unknown`, when the text is not recognised. */
  readonly candidates: readonly [Candidate, ...Candidate[]];
  readonly details: ErrorDetails;
  /** What was recognised, for highlighting: in order, without overlaps; empty for `unknown`. */
  readonly matched: readonly Span[];
};
