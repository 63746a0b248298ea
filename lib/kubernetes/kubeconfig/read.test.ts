import { describe, expect, it } from "vitest";
import { type KubeconfigReading, readKubeconfig } from "./read";
import { gcloudFile, plantedSecrets, sampleCa, secretFile } from "./testing";

const contextName = "gke_corp-data-prod_europe-west1_analytics-private";

function readable(text: string) {
  const reading = readKubeconfig(text);
  if (!reading.ok) throw new Error(`${reading.problem} ${reading.hint}`);
  return reading;
}

describe("reading a kubeconfig", () => {
  it("reads what gcloud writes", () => {
    expect(readKubeconfig(gcloudFile)).toEqual<KubeconfigReading>({
      ok: true,
      contexts: [{ name: contextName, cluster: contextName, user: contextName }],
      currentContext: contextName,
      entries: {
        clusters: [
          {
            name: contextName,
            server: "34.78.1.2",
            certificateAuthority: { kind: "data", base64: sampleCa },
            insecureSkipTlsVerify: false,
            proxyUrl: null,
            tlsServerName: null,
          },
        ],
        users: [{ name: contextName, execCommandBasename: "gke-gcloud-auth-plugin" }],
      },
      fragment: false,
      warnings: [],
    });
  });

  it("keeps no secret of any kind, and warns of dangling references", () => {
    const reading = readable(secretFile);
    for (const secret of Object.values(plantedSecrets)) expect(JSON.stringify(reading)).not.toContain(secret);
    expect(JSON.stringify(reading)).not.toContain("s3cret");
    expect(reading.contexts[0]).toEqual({ name: "work", cluster: "private", user: "person", namespace: "team-a" });
    expect(reading.entries.users).toEqual([
      { name: "person", execCommandBasename: "gke-gcloud-auth-plugin" },
      { name: "old", execCommandBasename: "auth-provider:gcp" },
    ]);
    expect(
      reading.entries.clusters.map(({ server, proxyUrl, tlsServerName }) => [server, proxyUrl, tlsServerName]),
    ).toEqual([
      ["172.16.0.2", "http://proxy.corp:3128", "kubernetes.default"],
      ["[2001:db8::1]:6443", null, null],
    ]);
    expect(reading.warnings).toEqual([
      'The context "broken" names the cluster "gone", which is not there.',
      'The context "broken" names the user "nobody", which is not there.',
      'The context "bare" names no cluster.',
    ]);
  });

  it("reads JSON, indented with tabs too", () => {
    const json = JSON.stringify(
      {
        kind: "Config",
        clusters: [{ name: "a", cluster: { server: "https://1.2.3.4" } }],
        contexts: [],
        "current-context": "",
      },
      null,
      "\t",
    );
    expect(readable(json)).toMatchObject({
      currentContext: null,
      entries: { clusters: [{ name: "a", server: "1.2.3.4" }] },
    });
  });

  it.each<[string, string, Partial<ReturnType<typeof readable>>]>([
    [
      "`kubectl config view` without a file",
      'apiVersion: v1\nclusters: null\ncontexts: null\ncurrent-context: ""\nkind: Config\npreferences: {}\nusers: null\n',
      { contexts: [], currentContext: null, fragment: false },
    ],
    ["a byte order mark", "\ufeffkind: Config\ncontexts: []\n", { fragment: false }],
    ["Windows line breaks", "kind: Config\r\ncontexts: []\r\ncurrent-context: a\r\n", { currentContext: "a" }],
    ["a document between markers", "---\nkind: Config\ncontexts: []\n---\n", { fragment: false }],
    ["an end marker", "kind: Config\ncontexts: []\n...\n", { fragment: false }],
    ["only the kind", "kind: Config\n", { fragment: true }],
    [
      "names that look like other types",
      "contexts: [{name: 1e3, context: {cluster: 010, user: true}}]",
      { contexts: [{ name: "1e3", cluster: "010", user: "true" }] },
    ],
    [
      "invisible characters in names",
      'contexts: [{name: "a\\u202eb\\e[31mc", context: {cluster: "x\\0y"}}]',
      { contexts: [{ name: "ab[31mc", cluster: "xy", user: null }] },
    ],
    ["a null that is marked as text", "current-context: !!str null\ncontexts: []", { currentContext: "null" }],
    [
      "a fragment without missing its other parts",
      "- {name: a, context: {cluster: b}}",
      { fragment: true, warnings: [] },
    ],
    ["the last of two equal keys", "current-context: a\ncurrent-context: b\ncontexts: []\n", { currentContext: "b" }],
    [
      "a prototype's key",
      "__proto__: {polluted: yes}\ncontexts: [{name: __proto__, constructor: {prototype: {polluted: yes}}}]\n",
      { contexts: [{ name: "__proto__", cluster: null, user: null }] },
    ],
  ])("reads %s", (_, text, expected) => {
    expect(readable(text)).toMatchObject(expected);
    expect("polluted" in {}).toBe(false);
  });

  it("follows aliases and merge keys, as kubectl does", () => {
    const text = `
base: &base {server: "https://1.1.1.1", proxy-url: "http://p.corp:3128"}
clusters:
- name: &n shared
  cluster: {<<: *base, tls-server-name: x}
- name: list
  cluster: {<<: [{server: "https://2.2.2.2"}, *base]}
contexts:
- name: c
  context: {cluster: *n}
`;
    expect(readable(text).entries.clusters).toMatchObject([
      { server: "1.1.1.1", proxyUrl: "http://p.corp:3128", tlsServerName: "x" },
      { server: "2.2.2.2", proxyUrl: "http://p.corp:3128" },
    ]);
    expect(readable(text).contexts[0]?.cluster).toBe("shared");
  });

  it.each([
    ["a list of clusters", "- cluster:\n    server: https://1.2.3.4\n  name: a\n", "1.2.3.4"],
    ["one entry", "cluster:\n  server: https://1.2.3.4\nname: a\n", "1.2.3.4"],
    [
      "the inside of a cluster",
      "    certificate-authority-data: DATA+OMITTED\n    server: https://1.2.3.4\n",
      "1.2.3.4",
    ],
    ["one section", "clusters:\n- cluster:\n    server: https://1.2.3.4\n", "1.2.3.4"],
  ])("reads %s as a fragment", (_, text, server) => {
    const reading = readable(text);
    expect(reading.fragment).toBe(true);
    expect(reading.entries.clusters[0]?.server).toBe(server);
  });

  it.each([
    ["DATA+OMITTED", { kind: "hidden" }],
    ["REDACTED", { kind: "hidden" }],
    ["<redacted>", { kind: "hidden" }],
    ["", { kind: "none" }],
    ["null", { kind: "none" }],
    [sampleCa, { kind: "data", base64: sampleCa }],
  ])("certificate-authority-data %s", (data, expected) => {
    const reading = readable(`clusters: [{name: a, cluster: {certificate-authority-data: ${data}}}]`);
    expect(reading.entries.clusters[0]?.certificateAuthority).toEqual(expected);
  });

  it.each([
    ["clusters: [{name: a, cluster: {}}]", 'The cluster "a" has no server.'],
    [
      "clusters: [{name: a, cluster: {server: 'https://a b'}}]",
      'The cluster "a" has a server that is not an address or host name.',
    ],
    ["clusters: [{name: a, cluster: {server: 1.2.3.4}}]", 'The cluster "a" has a server without https://.'],
    ["clusters: [{name: a, cluster: {server: 'http://1.2.3.4'}}]", 'The cluster "a" uses plain http.'],
    [
      "clusters: [{name: a, cluster: {server: 'https://a', proxy-url: '::'}}]",
      'The cluster "a" has a proxy-url that cannot be read.',
    ],
    [
      "clusters: [{name: a, cluster: {server: 'https://a'}}, {name: a, cluster: {server: 'https://b'}}]",
      'Two clusters have the name "a": kubectl refuses such a file.',
    ],
    ["current-context: x\ncontexts: []", 'current-context is "x", and there is no such context.'],
    ["contexts: []\nusers: []\nusers: []", 'The key "users" is written twice (line 3, column 1); the last one counts.'],
  ])("warns: %s", (text, warning) => {
    expect(readable(text).warnings).toContain(warning);
  });

  it("gives at most 20 warnings, and says how many more there are", () => {
    const clusters = Array.from({ length: 30 }, (_, index) => `{name: c${index}, cluster: {}}`);
    const { warnings } = readable(`clusters: [${clusters.join(", ")}]`);
    expect(warnings).toHaveLength(20);
    expect(warnings.at(-1)).toBe("And 11 more.");
  });
});
