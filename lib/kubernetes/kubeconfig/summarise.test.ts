import { X509Certificate } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { certificateSha256 } from "./certificate-fingerprint";
import { readKubeconfig } from "./read";
import { summariseKubeconfig } from "./summarise";
import { type KubeconfigSummary, kubeconfigSummarySchema } from "./summary";
import { gcloudFile, plantedSecrets, sampleCa, secretFile } from "./testing";

async function summaryOf(text: string, context?: string): Promise<KubeconfigSummary> {
  const reading = readKubeconfig(text);
  if (!reading.ok) throw new Error(reading.problem);
  return summariseKubeconfig(reading, context);
}

const nothing: KubeconfigSummary = {
  context: null,
  server: null,
  caSha256: null,
  execCommandBasename: null,
  proxyUrl: null,
  tlsServerName: null,
};
/** SHA-256 of the bytes 1, 2, 3. */
const sampleSha256 = "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81";

const first = `-----BEGIN CERTIFICATE-----
MIIBdzCCAR2gAwIBAgIUBJtf6VACMueEAl0Hh380Q2D/QagwCgYIKoZIzj0EAwIw
EDEOMAwGA1UEAwwFZmlyc3QwIBcNMjYxMTIzMDI0NTMxWhgPMjEyNjEwMzAwMjQ1
MzFaMBAxDjAMBgNVBAMMBWZpcnN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
EyZJXjAYPnfAp+2iT2fPmUY5YvoA5jv0/Yk7Lv9OIoWYmx6hzWMg+baMTlsjWN3e
vuxAxcUCAdG7cMOaXeXgdqNTMFEwHQYDVR0OBBYEFFGBPNh0EIZo/pang5514PsK
isulMB8GA1UdIwQYMBaAFFGBPNh0EIZo/pang5514PsKisulMA8GA1UdEwEB/wQF
MAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgI+uxwhBTmSHghJXsfLw/ZmvOVUnpPh8D
TZK5iQN8eekCIQCMMx+g76W+ug2l6Ir4b/jy41USxsZ8++HbhwyLrZBkCw==
-----END CERTIFICATE-----`;
const second = `-----BEGIN CERTIFICATE-----
MIIBeDCCAR+gAwIBAgIUF1v3n2FwdlRnYNiGcLM7zO5LTa8wCgYIKoZIzj0EAwIw
ETEPMA0GA1UEAwwGc2Vjb25kMCAXDTI2MTEyMzAyNDUzMVoYDzIxMjYxMDMwMDI0
NTMxWjARMQ8wDQYDVQQDDAZzZWNvbmQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AARVAxMQMpdmwUb24EGG31XH/CO0WyGwqX2VxAN7bqB6aTr2QWSOaDjGn3AOq1Yy
XIvtktp0pc4J/ZbmS8SfVcSWo1MwUTAdBgNVHQ4EFgQUNx3YkvNGGvbqCWMY7SUy
ov6ODLQwHwYDVR0jBBgwFoAUNx3YkvNGGvbqCWMY7SUyov6ODLQwDwYDVR0TAQH/
BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiBTsIGOP49x3lu/Mrmy+Eiv/E535a4q
Uv/DNHWFVdNX8AIgPOj2BhI6BjVXkXXTnTSso5ouN9jY7nw+sTG1zOtH6hs=
-----END CERTIFICATE-----`;

describe("the summary that leaves the page", () => {
  it("says of gcloud's file what a diagnosis needs", async () => {
    expect(await summaryOf(gcloudFile)).toEqual({
      ...nothing,
      context: "gke_corp-data-prod_europe-west1_analytics-private",
      server: "34.78.1.2",
      caSha256: sampleSha256,
      execCommandBasename: "gke-gcloud-auth-plugin",
    });
  });

  it.each<[string | undefined, KubeconfigSummary]>([
    [
      undefined,
      {
        context: "work",
        server: "172.16.0.2",
        caSha256: sampleSha256,
        execCommandBasename: "gke-gcloud-auth-plugin",
        proxyUrl: "http://proxy.corp:3128",
        tlsServerName: "kubernetes.default",
      },
    ],
    [
      "legacy",
      { ...nothing, context: "legacy", server: "[2001:db8::1]:6443", execCommandBasename: "auth-provider:gcp" },
    ],
    ["broken", { ...nothing, context: "broken" }],
    ["bare", { ...nothing, context: "bare" }],
    ["not there", { ...nothing, context: "not there" }],
  ])("of context %s holds no secret and passes the schema", async (context, expected) => {
    const summary = await summaryOf(secretFile, context);
    expect(summary).toEqual(expected);
    expect(kubeconfigSummarySchema.parse(summary)).toEqual(expected);
    for (const secret of Object.values(plantedSecrets)) expect(JSON.stringify(summary)).not.toContain(secret);
  });

  it.each<[string, string, Partial<KubeconfigSummary>]>([
    [
      "no current context",
      "clusters: [{name: a, cluster: {server: 'https://a'}}]\ncontexts: [{name: a, context: {cluster: a}}]",
      {},
    ],
    ["an empty current context", "contexts: []\ncurrent-context: ''", {}],
    [
      "`kubectl config view`",
      "contexts: [{name: a, context: {cluster: a}}]\ncurrent-context: a\nclusters: [{name: a, cluster: {server: 'https://a', certificate-authority-data: DATA+OMITTED}}]",
      { context: "a", server: "a" },
    ],
    [
      "a CA in a file",
      "contexts: [{name: a, context: {cluster: a}}]\ncurrent-context: a\nclusters: [{name: a, cluster: {server: 'https://a', certificate-authority: /ca.pem}}]",
      { context: "a", server: "a" },
    ],
    ["a fragment with one cluster", "- cluster:\n    server: https://34.78.1.2\n  name: a\n", { server: "34.78.1.2" }],
    ["a fragment with two clusters", "- cluster: {server: 'https://a'}\n- cluster: {server: 'https://b'}\n", {}],
    [
      "a whole file with one cluster and no context",
      "clusters: [{name: a, cluster: {server: 'https://a'}}]\ncontexts: []\n",
      {},
    ],
  ])("of %s", async (_, text, expected) => {
    expect(await summaryOf(text)).toEqual({ ...nothing, ...expected });
  });

  it("passes the schema whatever was read", async () => {
    const value = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("https://u:p@h:1/x", "http://[::1]", "a/b c", "1.2.3.4"),
    );
    await fc.assert(
      fc.asyncProperty(fc.tuple(value, value, value, value, value), async ([name, server, proxy, tls, command]) => {
        const cluster = { server, "proxy-url": proxy, "tls-server-name": tls, "certificate-authority-data": name };
        const reading = readKubeconfig(
          JSON.stringify({
            clusters: [{ name, cluster }],
            users: [{ name, user: { exec: { command } } }],
            contexts: [{ name, context: { cluster: name, user: name } }],
            "current-context": name,
          }),
        );
        if (reading.ok) kubeconfigSummarySchema.parse(await summariseKubeconfig(reading));
      }),
      { numRuns: 500 },
    );
  });
});

describe("the schema of the summary", () => {
  it.each<Record<string, unknown>>([
    { extra: "x" },
    { token: plantedSecrets.token },
    { context: "" },
    { context: "a".repeat(513) },
    { context: "a\u202eb" },
    { context: "a\nb" },
    { server: "https://34.78.1.2" },
    { server: "34.78.1.2:443" },
    { server: "34.78.1.2/path" },
    { server: "user:pass@34.78.1.2" },
    { server: "HOST" },
    { server: "2001:db8::1" },
    { server: `${"a.".repeat(131)}a` },
    { caSha256: "AA".repeat(32) },
    { caSha256: "aa".repeat(31) },
    { caSha256: sampleCa },
    { execCommandBasename: "/usr/bin/x" },
    { execCommandBasename: "x --token y" },
    { execCommandBasename: "auth-provider:" },
    { execCommandBasename: "a".repeat(65) },
    { proxyUrl: "http://user:pass@proxy:1" },
    { proxyUrl: "http://proxy/path" },
    { tlsServerName: "A" },
    { tlsServerName: "a:443" },
    { tlsServerName: "a b" },
    { server: undefined },
    { server: 1 },
  ])("refuses %j", (difference) => {
    expect(kubeconfigSummarySchema.safeParse({ ...nothing, ...difference }).success).toBe(false);
  });

  it.each<Partial<KubeconfigSummary>>([
    {},
    { context: "a".repeat(512) },
    { context: "arn:aws:eks:eu-west-1:1:cluster/名前" },
    { server: "[2001:db8::1]" },
    { server: "[2001:db8::1]:8443" },
    { server: "34.78.1.2:65535" },
    { execCommandBasename: "auth-provider:gcp" },
    { execCommandBasename: "a".repeat(64) },
    { proxyUrl: "socks5://127.0.0.1:1080" },
    { tlsServerName: "kubernetes.default" },
    { tlsServerName: "34.78.1.2" },
  ])("accepts %j", (difference) => {
    expect(kubeconfigSummarySchema.safeParse({ ...nothing, ...difference }).success).toBe(true);
  });

  it("refuses a missing field", () => {
    const { proxyUrl: _, ...rest } = nothing;
    expect(kubeconfigSummarySchema.safeParse(rest).success).toBe(false);
  });
});

describe("the fingerprint of a CA", () => {
  it("is that of the first certificate's DER, as OpenSSL prints it", async () => {
    const expected = new X509Certificate(first).fingerprint256.replaceAll(":", "").toLowerCase();
    expect(await certificateSha256(btoa(`${first}\n${second}\n`))).toBe(expected);
    expect(await certificateSha256(btoa(`subject=ca\r\n${first.replaceAll("\n", "\r\n")}`))).toBe(expected);
    expect(await certificateSha256(`${btoa(first).slice(0, 64)}\n${btoa(first).slice(64)}`)).toBe(expected);
  });

  it.each<[string, string, string | null]>([
    ["PEM", sampleCa, sampleSha256],
    ["bytes that are no PEM", btoa("\u0001\u0002\u0003"), sampleSha256],
    ["nothing", "", null],
    ["text that is not base64", "<redacted>", null],
    ["half a base64 character", "A", null],
  ])("of %s", async (_, base64, expected) => {
    expect(await certificateSha256(base64)).toBe(expected);
  });
});
