import { describe, expect, it } from "vitest";
import type { ErrorCause } from "./causes";
import { causesOf, readFixtures } from "./testing";

const noServer: readonly ErrorCause[] = [
  "kubeconfig-missing",
  "no-current-context",
  "context-missing",
  "kubeconfig-invalid",
];
const early: readonly ErrorCause[] = ["tcp-timeout", "tls-handshake-timeout", "proxy-timeout", "deadline"];
const late: readonly ErrorCause[] = ["deadline", "tcp-timeout", "tls-handshake-timeout", "proxy-timeout"];
const closed: readonly ErrorCause[] = ["tls-eof", "http-eof"];

/** Recordings whose text other causes share: all the candidates, best first. Every other recording has exactly one. */
const ambiguous: Readonly<Record<string, readonly ErrorCause[]>> = {
  "001-no-kubeconfig.txt": noServer,
  "003-kubeconfig-env-missing-file.txt": noServer,
  "041-https-server-http-url.txt": ["http-to-https", "conn-reset"],
  "045-tls-eof.txt": closed,
  "061-blackhole-rt2.txt": early,
  "063-blackhole-rt5-plain-v6.txt": early,
  "065-blackhole-ipv6.txt": early,
  "088-http-500.txt": ["http-500", "http-502"],
  "096-response-hang-rt2.txt": late,
  "098-response-hang-ns-rt2.txt": late,
  "100-response-eof.txt": closed,
  "120-refused-raw.txt": ["conn-refused", "proxy-refused"],
  "121-tls-eof-raw.txt": closed,
  "140-blackhole-cluster-info.txt": early,
  "149-blackhole-warm-cache-rt5.txt": early,
  "150-blackhole-config-view.txt": ["slow-ok", "ok"],
};

/** The one whose text is, word for word, that of another cause which is at least as likely. */
const notFirst = new Set(["100-response-eof.txt"]);

describe("real recordings", () => {
  const fixtures = readFixtures();

  it("are all there", () => {
    expect(fixtures).toHaveLength(81);
  });

  it.each(fixtures.map((fixture) => [fixture.file, fixture] as const))("%s", (file, { cause, text }) => {
    const causes = causesOf(text);
    expect(causes).toEqual(ambiguous[file] ?? [cause]);
    expect(causes).toContain(cause);
    if (!notFirst.has(file)) expect(causes[0]).toBe(cause);
  });
});
