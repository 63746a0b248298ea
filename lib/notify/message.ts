import { parseClusterName } from "@/lib/core/cluster-name";
import { clusterOf, dataOf, describeEvent } from "./describe-event";
import type { EventSubject, ToldEvent } from "./event";

type Block = Readonly<Record<string, unknown>>;

/** What a webhook is sent. `text` and `blocks` are Slack's; others read `type` and `data`. */
export type Message = {
  /** The event's action; `grant.break-glass` for an emergency. */
  readonly type: string;
  /** RFC 3339, of the event. */
  readonly timestamp: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly data: Readonly<Record<string, unknown>>;
};

type Told = { readonly emoji: string; readonly heading: string };

/** The events that people are told of; the others are steps in between. */
const told: Readonly<Record<string, Told>> = {
  "grant.requested": { emoji: ":raised_hand:", heading: "Access requested" },
  "grant.approved": { emoji: ":white_check_mark:", heading: "Access approved" },
  "grant.denied": { emoji: ":no_entry:", heading: "Access denied" },
  "grant.activated": { emoji: ":unlock:", heading: "Network let in" },
  "grant.verified": { emoji: ":link:", heading: "Connection verified" },
  "grant.extended": { emoji: ":heavy_plus_sign:", heading: "Access prolonged" },
  "grant.expiring": { emoji: ":hourglass_flowing_sand:", heading: "Access ends soon" },
  "grant.ended": { emoji: ":lock:", heading: "Network removed" },
  "grant.failed": { emoji: ":x:", heading: "Access failed" },
  "grant.reviewed": { emoji: ":eyes:", heading: "Emergency reviewed" },
  "list.changed": { emoji: ":warning:", heading: "List changed by somebody else" },
  "update.requested": { emoji: ":raised_hand:", heading: "Change requested" },
  "update.applied": { emoji: ":wrench:", heading: "Change applied" },
  "update.verified": { emoji: ":link:", heading: "Connection verified" },
  "update.failed": { emoji: ":x:", heading: "Change failed" },
  "update.conflict": { emoji: ":x:", heading: "Change not applied" },
};

const emergency: Told = { emoji: ":rotating_light:", heading: "Emergency access" };

/** Characters of people's words that are sent. */
const longestText = 600;

/**
 * What people are told of an event; undefined for one that they are not told of. Everything that people wrote is escaped
 * as Slack wants it, so that no name or reason can mention a channel or make a link.
 *
 * @param publicUrl where people open Drawbridge, without a slash at the end; every link leads to a page that changes nothing
 * @param redact takes out what looks like a credential
 */
export function messageOf(
  event: ToldEvent,
  subject: EventSubject,
  { publicUrl, redact }: { readonly publicUrl: string; readonly redact: (text: string) => string },
): Message | undefined {
  const usual = told[event.action];
  if (!usual) return undefined;
  const data = dataOf(event);
  const isEmergency = event.action === "grant.requested" && data.breakGlass;
  const { emoji, heading } = isEmergency ? emergency : usual;
  const clean = (text: string) => escaped(shortened(redact(text)));
  const cleanEntry = (entry: { readonly cidrBlock: string; readonly displayName: string }) => ({
    ...entry,
    displayName: redact(entry.displayName),
  });
  const sentence = clean(describeEvent(event, subject));
  const reason = subject.reason && event.action.endsWith(".requested") ? clean(subject.reason) : "";
  const link = linkOf(event, subject, publicUrl);
  const cluster = clusterOf(event, subject);
  const [kind, id] = splitSubject(event.subject);
  return {
    type: isEmergency ? "grant.break-glass" : event.action,
    timestamp: event.at.toISOString(),
    text: sentence,
    blocks: [
      section(`${emoji} *${heading}*\n${sentence}${reason && `\n>${reason.replaceAll("\n", "\n>")}`}`),
      { type: "context", elements: [{ type: "mrkdwn", text: `<${link}|Open in Drawbridge>${clusterNote(cluster)}` }] },
    ],
    data: {
      ...{ seq: event.seq, hash: event.hash, subject: event.subject, actor: redact(event.actor), link, cluster },
      ...(kind === "grants" ? { grant: id, cidr: subject.cidr, person: subject.person } : {}),
      ...(kind === "updates" ? { update: id, title: subject.title, person: subject.person } : {}),
      ...(subject.expiresAt ? { expiresAt: subject.expiresAt.toISOString() } : {}),
      ...(event.action === "list.changed"
        ? { gone: data.gone.map(cleanEntry), come: data.come.map(cleanEntry), settings: data.settings }
        : {}),
      ...(data.reason ? { reason: data.reason } : {}),
    },
  };
}

function linkOf(event: ToldEvent, subject: EventSubject, publicUrl: string): string {
  const [kind, id] = splitSubject(event.subject);
  if (kind === "grants") return `${publicUrl}/access?grant=${encodeURIComponent(id)}`;
  const cluster = clusterOf(event, subject);
  return `${publicUrl}/activity${cluster ? `?cluster=${encodeURIComponent(cluster)}` : ""}`;
}

function splitSubject(subject: string): readonly [string, string] {
  const slash = subject.indexOf("/");
  return [subject.slice(0, slash), subject.slice(slash + 1)];
}

function clusterNote(cluster: string | null): string {
  const name = cluster === null ? undefined : parseClusterName(cluster);
  return name ? ` · ${escaped(`${name.cluster} · ${name.location} · ${name.project}`)}` : "";
}

function section(text: string): Block {
  return { type: "section", text: { type: "mrkdwn", text } };
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function shortened(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}
