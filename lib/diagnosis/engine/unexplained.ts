import { provesAnswer } from "@/lib/diagnosis/facts/derive/error-says";
import type { FactSnapshot, FactValues } from "@/lib/diagnosis/facts/schema";
import type { ErrorCause } from "@/lib/kubernetes/explain/causes";
import type { Verdict } from "./verdict";

/** Texts that complain of nothing. */
const harmless: readonly ErrorCause[] = ["ok", "slow-ok", "client-usage"];

/** What to give so that a text that nothing explains can be explained. */
const asks: readonly (readonly [readonly ErrorCause[], string])[] = [
  [["tls-unknown-ca"], "Add your kubeconfig: its CA tells whether it is old or something stands in between."],
  [
    ["tcp-timeout", "deadline", "tls-handshake-timeout", "proxy-timeout", "dns-timeout"],
    "Run it again without --request-timeout and paste the whole output: its last line tells where it stops.",
  ],
  [["local-firewall"], "Let kubectl through the firewall or security product of your own machine."],
  [["conn-refused", "proxy-refused"], "Add your kubeconfig: it tells which server or proxy kubectl goes to."],
  [["gcloud-permission-denied"], "Ask for the permission that the error names."],
  [["http-404"], "See whether the current context is the cluster that you mean."],
  [["no-agent-available"], "See whether the konnectivity-agent Pods in kube-system run, and whether nodes get out."],
  [["webhook-unreachable"], "See which webhook the error names, and whether the firewall lets its port through."],
  [["unknown"], "Run the command again and paste the whole output, with its last line."],
];

type Words = Pick<Verdict, "state" | "certainty" | "headline" | "summary" | "why" | "next">;

/**
 * What follows from an error text that no finding accounts for; undefined when there is none. An answer of the control
 * plane itself proves the way open.
 */
export function unexplained(facts: FactSnapshot): Words | undefined {
  const errorText = facts.errorText?.state === "known" ? facts.errorText.value : undefined;
  if (!errorText?.given || errorText.causes.every(({ cause }) => harmless.includes(cause))) return undefined;
  const [first] = errorText.causes;
  const title = first?.title.replace(/\.$/, "") ?? "it is not recognised";
  const next = stepFor(errorText);
  if (provesAnswer(errorText) && isContradicted(facts)) {
    return {
      state: "unknown",
      certainty: "likely",
      headline: "Your error does not come from this server",
      summary: "Your error text shows an answer of the control plane, and this server's own attempt got none.",
      why: "What keeps this server out is not what your error is about, and the other way round.",
      next: "Choose the place that the error comes from, and run again.",
    };
  }
  if (provesAnswer(errorText)) {
    return {
      state: "reachable",
      // 404 may come from another server than the one that was meant.
      certainty: errorText.causes.some(({ cause }) => cause === "http-404") ? "likely" : "certain",
      headline: "The control plane is reachable, and answers with an error",
      summary: `Your error text shows that the way is open. It says: ${title}.`,
      why: "An error of the control plane itself proves that the connection and its encryption work.",
      next,
    };
  }
  const unsure = { state: "unknown", certainty: "likely", next } as const;
  if (errorText.causes.every(({ cause }) => cause.startsWith("gcloud-"))) {
    return {
      ...unsure,
      headline: "Your command failed, and not for the path",
      summary: `The configuration lets you in. gcloud's error is about something else: ${title}.`,
      why: "gcloud talks to Google's API and never to the control plane: its errors are no trouble of the path.",
    };
  }
  return {
    ...unsure,
    headline: "Nothing that was checked explains this error",
    summary: `The configuration lets you in, and your error says: ${title}.`,
    why: "It may come from another machine or another time, or from something that Drawbridge cannot see from here.",
  };
}

/** What to give so that this text can be explained; undefined where nothing in particular would tell. */
export function askAbout(errorText: FactValues["errorText"]): string | undefined {
  if (!errorText.given || errorText.causes.length === 0) return undefined;
  return asks.find(([listed]) => errorText.causes.every(({ cause }) => listed.includes(cause)))?.[1];
}

function stepFor(errorText: Extract<FactValues["errorText"], { readonly given: true }>): string {
  const asked = askAbout(errorText);
  const { causes } = errorText;
  const decidedBy = causes.find(({ decidedBy: question }) => question !== null)?.decidedBy;
  return asked ?? decidedBy ?? "Do what the error itself asks for; if that does not help, paste the whole output.";
}

/** True when the diagnosis starts at this server, and its own attempt did not succeed. */
function isContradicted({ request, tcp }: FactSnapshot): boolean {
  const fromServer = request?.state === "known" && request.value.vantage.kind === "server";
  return fromServer && !(tcp?.state === "known" && tcp.value.outcome === "connected");
}
