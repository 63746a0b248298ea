import { answerMark, probeQuestions } from "./probe-manifest";

/** What a probe pod saw of its own identity. */
export type RunIdentity = {
  /** What the metadata server named: a Google account, the workload pool, or null when it named none. */
  readonly email: string | null;
  readonly kind: "google-service-account" | "workload-pool" | "node" | "none";
  /** HTTP status of the token's answer; 0 when there was none. */
  readonly tokenStatus: number;
  readonly scopes: readonly string[];
  readonly expected: string | null;
  /** It is the identity that was expected, and it gets a token. */
  readonly proven: boolean;
  /** One sentence for people. */
  readonly summary: string;
};

type Question = (typeof probeQuestions)[number];
type Answer = { readonly status: number; readonly lines: readonly string[] };

const account = /^[a-z0-9][a-z0-9.:-]{0,120}@[a-z0-9][a-z0-9.:-]{0,120}\.gserviceaccount\.com$/;
const pool = /^[a-z0-9][a-z0-9.:-]{0,80}\.svc\.id\.goog$/;
const nodeAccount = /^\d+-compute@developer\.gserviceaccount\.com$/;
const scope = /^https:\/\/www\.googleapis\.com\/auth\/[a-z0-9._/-]{1,100}$/;
const mostScopes = 50;

/**
 * Reads the log of a probe pod. The image may be anybody's, and what it prints on standard error is in between: only what
 * has exactly the form of an answer counts.
 *
 * @param expected the Google service account that the pod should be; null: the workload pool's own identity
 * @returns undefined when the log holds no answers, or one question is answered twice
 */
export function readProbe(log: readonly string[], expected: string | null): RunIdentity | undefined {
  const answers = answersOf(log);
  const email = answers?.get("email");
  const token = answers?.get("token");
  if (!email || !token) return undefined;
  const named = only(email.lines.filter((line) => account.test(line) || pool.test(line)));
  const scopes = answers?.get("scopes")?.lines.filter((line) => scope.test(line)) ?? [];
  const seen = {
    email: email.status === 200 ? named : null,
    tokenStatus: token.status,
    scopes: [...new Set(scopes)].slice(0, mostScopes),
    expected,
  };
  const kind = kindOf(seen.email);
  const right = expected === null ? kind === "workload-pool" : seen.email === expected;
  const proven = right && token.status === 200;
  return { ...seen, kind, proven, summary: summaryOf({ ...seen, kind, right, emailStatus: email.status }) };
}

function answersOf(log: readonly string[]): ReadonlyMap<Question, Answer> | undefined {
  const answers = new Map<Question, Answer>();
  let lines: string[] = [];
  for (const line of log.map((text) => text.trim())) {
    const [mark, name, status, ...rest] = line.split(" ");
    const question = probeQuestions.find((known) => known === name);
    if (mark !== answerMark || question === undefined || rest.length > 0 || !/^\d{3}$/.test(status ?? "")) {
      lines.push(line);
      continue;
    }
    if (answers.has(question)) return undefined;
    answers.set(question, { status: Number(status), lines });
    lines = [];
  }
  return answers;
}

function only(found: readonly string[]): string | null {
  const [first, ...others] = [...new Set(found)];
  return first !== undefined && others.length === 0 ? first : null;
}

function kindOf(email: string | null): RunIdentity["kind"] {
  if (email === null) return "none";
  if (pool.test(email)) return "workload-pool";
  return nodeAccount.test(email) ? "node" : "google-service-account";
}

type Seen = Omit<RunIdentity, "proven" | "summary"> & { readonly right: boolean; readonly emailStatus: number };

function summaryOf({ email, kind, tokenStatus, expected, right, emailStatus }: Seen): string {
  if (kind === "none") {
    if (emailStatus === 0) return "The metadata server gave no answer: the pod has no identity of Google's.";
    return `The metadata server names no identity (HTTP ${emailStatus}).`;
  }
  const wanted = expected ?? "the workload pool's own identity";
  if (!right) {
    const instead = `The pod is ${email}, not ${wanted}.`;
    if (kind === "node") return `${instead} That is its node's account: GKE's metadata server does not serve this pod.`;
    if (kind === "workload-pool") return `${instead} Its Kubernetes service account names no Google service account.`;
    return instead;
  }
  if (tokenStatus === 200) return `The pod is ${email}, and it gets a token.`;
  if (tokenStatus === 403) {
    const why = expected === null ? "Google refuses" : "its Kubernetes service account may not act as that account";
    return `The pod is named ${email}, and it gets no token (HTTP 403): ${why}.`;
  }
  const answer = tokenStatus === 0 ? "no answer" : `HTTP ${tokenStatus}`;
  return `The pod is named ${email}, and it gets no token (${answer}).`;
}
