import { describe, expect, it } from "vitest";
import { redactCredentials } from "@/lib/google/credential-text";
import { describeEvent } from "./describe-event";
import { type EventSubject, noSubject, type ToldEvent } from "./event";
import { messageOf } from "./message";

const cluster = "projects/orders-prod/locations/europe-west1/clusters/main";
const ana = { id: "ana@corp.example", name: "Ana" };
const bora = { id: "bora@corp.example", name: "Bora" };
const grant: EventSubject = {
  ...noSubject,
  ...{ cluster, cidr: "62.4.5.6/32", person: ana, reason: "incident 7", durationMs: 3_600_000 },
};
const update: EventSubject = { ...noSubject, cluster, person: ana, title: "Open the DNS endpoint" };
const write: EventSubject = { ...noSubject, cluster, adds: ["62.4.5.6/32"], removes: ["10.0.0.0/8"] };
const list: EventSubject = { ...noSubject, cluster };

const event = (action: string, data: unknown, differences: Partial<ToldEvent> = {}): ToldEvent => ({
  ...{ seq: 7, at: new Date("2026-11-01T10:00:00Z"), actor: "applier", action, subject: "grants/g1", data, hash: "ab" },
  ...differences,
});
const settings = { publicUrl: "https://drawbridge.corp.example", redact: redactCredentials };
const home = { cidrBlock: "93.104.77.18/32", displayName: "home" };

describe("a sentence for each event", () => {
  it.each<readonly [string, EventSubject, unknown, string]>([
    [
      "grant.requested",
      grant,
      { durationMs: 14_400_000, approvalsNeeded: 1 },
      "Ana asked for 62.4.5.6/32 on main for 4 hours: an approval is needed.",
    ],
    [
      "grant.requested",
      grant,
      { durationMs: 5_400_000, breakGlass: true },
      "Ana asked for 62.4.5.6/32 on main for 90 minutes as an emergency.",
    ],
    [
      "grant.approved",
      grant,
      { by: bora, approvals: 1, approvalsNeeded: 2 },
      "Bora approved Ana’s access from 62.4.5.6/32 to main (1 of 2).",
    ],
    [
      "grant.approved",
      grant,
      { by: bora, approvals: 2, approvalsNeeded: 2 },
      "Bora approved Ana’s access from 62.4.5.6/32 to main.",
    ],
    ["grant.denied", grant, { by: bora, why: "Not now" }, "Bora denied Ana’s access from 62.4.5.6/32 to main: Not now"],
    [
      "grant.activated",
      grant,
      { expiresAt: "2026-11-01T12:00:00.000Z" },
      "62.4.5.6/32 was let in to main for Ana, until 2026-11-01 12:00 UTC.",
    ],
    ["grant.verified", grant, { by: ana, how: "diagnosis" }, "Ana was seen to get through to main from 62.4.5.6/32."],
    [
      "grant.extended",
      grant,
      { by: ana, byMs: 172_800_000 },
      "Ana prolonged Ana’s access from 62.4.5.6/32 to main by 2 days.",
    ],
    [
      "grant.expiring",
      grant,
      { expiresAt: "2026-11-01T12:00:00.000Z" },
      "Ana’s access from 62.4.5.6/32 to main ends soon, until 2026-11-01 12:00 UTC.",
    ],
    ["grant.ended", grant, { reason: "expired" }, "Ana’s access from 62.4.5.6/32 to main ended: its time is over."],
    [
      "grant.ended",
      grant,
      { reason: "removed-elsewhere" },
      "Ana’s access from 62.4.5.6/32 to main ended: somebody else removed or changed its entry.",
    ],
    [
      "grant.failed",
      grant,
      { reason: "refused", detail: "It is covered." },
      "Ana’s access from 62.4.5.6/32 to main failed: It is covered.",
    ],
    ["grant.revoked", grant, { by: bora }, "Bora ended Ana’s access from 62.4.5.6/32 to main."],
    ["write.settled", write, {}, "Drawbridge changed the list of main: added 62.4.5.6/32; removed 10.0.0.0/8."],
    [
      "list.changed",
      list,
      { come: [home] },
      "Somebody unknown changed the list of main: added 93.104.77.18/32 (home).",
    ],
    [
      "list.changed",
      list,
      { gone: [home], come: [{ ...home, displayName: "" }] },
      "Somebody unknown changed the list of main: renamed 93.104.77.18/32.",
    ],
    [
      "list.changed",
      list,
      { settings: [{ field: "enabled", before: true, after: false }] },
      "Somebody unknown changed the list of main: turned authorized networks off: every address is let in.",
    ],
    [
      "run.given-up",
      { ...update, title: "Probe pod as n/a" },
      { detail: "HTTP 403" },
      "Drawbridge gave up removing the pod of “Probe pod as n/a” from main, where it may still be: HTTP 403",
    ],
    ["update.applied", update, {}, "“Open the DNS endpoint” was applied to main for Ana."],
    ["something.new", list, null, "something.new by unknown on main."],
  ])("%s", (action, subject, data, sentence) => {
    const actor = action === "grant.activated" ? "applier" : "unknown";
    expect(describeEvent(event(action, data, { actor }), subject)).toBe(sentence);
  });

  it.each([[null], ["text"], [[]], [{ come: "?", by: 7, settings: [{}], byMs: "x" }]])("reads %j", (data) => {
    for (const action of ["list.changed", "grant.extended", "grant.approved", "update.failed"]) {
      expect(describeEvent(event(action, data), noSubject)).toMatch(/\w/);
    }
  });
});

describe("a message", () => {
  it("leads to a page, and is Slack's and everybody else's", () => {
    const message = messageOf(event("grant.requested", { durationMs: 3_600_000 }), grant, settings);
    expect(message).toEqual({
      type: "grant.requested",
      timestamp: "2026-11-01T10:00:00.000Z",
      text: "Ana asked for 62.4.5.6/32 on main for 1 hour.",
      blocks: [
        {
          type: "section",
          text: {
            type: "mrkdwn",
            text: ":raised_hand: *Access requested*\nAna asked for 62.4.5.6/32 on main for 1 hour.\n>incident 7",
          },
        },
        {
          type: "context",
          elements: [
            {
              type: "mrkdwn",
              text: "<https://drawbridge.corp.example/access?grant=g1|Open in Drawbridge> · main · europe-west1 · orders-prod",
            },
          ],
        },
      ],
      data: {
        ...{ seq: 7, hash: "ab", subject: "grants/g1", actor: "applier", cluster },
        ...{ grant: "g1", cidr: "62.4.5.6/32", person: ana },
        link: "https://drawbridge.corp.example/access?grant=g1",
      },
    });
  });

  it("names an emergency", () => {
    expect(messageOf(event("grant.requested", { breakGlass: true }), grant, settings)?.type).toBe("grant.break-glass");
  });

  it("mentions no channel, makes no link, and holds no credential, whatever people write", () => {
    const nasty = { ...grant, reason: "<!channel> & <https://evil.example|click>\nya29.a0AfH6SMBxxxxxxxxxxxxxxxxxxxx" };
    const person = { id: "x", name: "<@U1>" };
    const told = messageOf(event("grant.requested", { durationMs: 1 }), { ...nasty, person }, settings);
    const shown = JSON.stringify([told?.text, told?.blocks]);
    expect(shown).toContain("&lt;!channel&gt; &amp; &lt;https://evil.example|click&gt;");
    expect(shown).toContain("&lt;@U1&gt; asked");
    expect(JSON.stringify(told)).not.toContain("ya29.a0");
    expect(shown.match(/<(?!https:\/\/drawbridge\.corp\.example\/)/)).toBeNull();
  });

  it("is short", () => {
    const told = messageOf(event("grant.denied", { by: bora, why: "x".repeat(9_000) }), grant, settings);
    expect(told?.text.length).toBeLessThan(700);
  });

  it("is not made of a step in between", () => {
    for (const action of ["write.intended", "write.accepted", "grant.retry", "update.sent"]) {
      expect(messageOf(event(action, {}), grant, settings)).toBeUndefined();
    }
  });

  it("of a list leads to what happened to it", () => {
    const told = messageOf(event("list.changed", { come: [home] }, { subject: `lists/${cluster}` }), list, settings);
    expect(told?.data).toMatchObject({
      link: `https://drawbridge.corp.example/activity?cluster=${encodeURIComponent(cluster)}`,
      come: [home],
    });
  });
});
