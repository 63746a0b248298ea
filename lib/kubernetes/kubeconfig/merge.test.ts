import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { mergeKubeconfig } from "./merge";
import { entriesNamed, foreignValues, sampleCa, secretFile } from "./testing";
import { writeKubeconfig } from "./write";

const name = { project: "corp", location: "europe-west1", cluster: "prod" };
const ours = "gke_corp_europe-west1_prod";
const addition = writeKubeconfig({ name, server: "34.78.1.2", caCertificate: sampleCa });

function merged(existing: string): string {
  const result = mergeKubeconfig(existing, addition);
  if (!result.ok) throw new Error(result.problem);
  return result.text;
}

const commented = `# Mine. Do not touch.
apiVersion: v1
kind: Config   # yes
clusters:      # all of them

# the laboratory
- name: "lab"
  cluster:
      server:   https://10.0.0.1
      certificate-authority-data: >-
        QUJD

        REVG
- name: ${ours}  # stale
  cluster: {server: "https://34.1.1.1", certificate-authority-data: b2xk}
# the end of the clusters
contexts:
  - context:
      cluster: lab
      user: lab
    name: lab
  # none follows
current-context: 'lab'  # by hand
users:
- name: lab
  user: {token: "s3cret"} # ours
my-field: [1, 0x1F, 1_000, "1", 1.10, ~]
`;

describe("merging into a kubeconfig", () => {
  it("changes nothing outside what it adds and replaces", () => {
    expect(merged(commented)).toBe(`# Mine. Do not touch.
apiVersion: v1
kind: Config   # yes
clusters:      # all of them

# the laboratory
- name: "lab"
  cluster:
      server:   https://10.0.0.1
      certificate-authority-data: >-
        QUJD

        REVG
- cluster:
    certificate-authority-data: ${sampleCa}
    server: https://34.78.1.2
  name: ${ours}
# the end of the clusters
contexts:
  - context:
      cluster: lab
      user: lab
    name: lab
  - context:
      cluster: ${ours}
      user: ${ours}
    name: ${ours}
  # none follows
current-context: ${ours}  # by hand
users:
- name: lab
  user: {token: "s3cret"} # ours
- name: ${ours}
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1beta1
      command: gke-gcloud-auth-plugin
      installHint: Install gke-gcloud-auth-plugin for use with kubectl by following
        https://cloud.google.com/kubernetes-engine/docs/how-to/cluster-access-for-kubectl#install_plugin
      provideClusterInfo: true
my-field: [1, 0x1F, 1_000, "1", 1.10, ~]
`);
  });

  it.each([
    ["nothing", ""],
    ["white space", " \n\n"],
    ["comments", "# mine"],
    ["a marker", "---\n"],
    [
      "an empty configuration of kubectl",
      'apiVersion: v1\nclusters: null\ncontexts: null\ncurrent-context: ""\nkind: Config\npreferences: {}\nusers: null\n',
    ],
    ["empty lists", "apiVersion: v1\nkind: Config\nclusters: [] # none\ncontexts:\nusers: # none\ncurrent-context:\n"],
    ["no lists", "kind: Config"],
    ["no line break at the end", `${commented}x: 1`],
    ["another file of gcloud", writeKubeconfig({ name: { ...name, cluster: "other" }, server: "34.9.9.9" })],
    ["itself", addition],
    ["an older self", writeKubeconfig({ name, server: "172.16.0.2", plugin: { args: ["--x"] } })],
    ["a byte order mark", `\ufeff${commented}`],
    ["Windows line breaks", commented.replaceAll("\n", "\r\n")],
    ["an indented file", commented.replace("# Mine. Do not touch.\n", "").replace(/^(?=.)/gm, "   ")],
    ["an indented file without lists", "   kind: Config\n   x: 1\n"],
    ["a byte order mark and no lists", "\ufeffkind: Config\n"],
    ["a marker at the end", `${commented}...\n`],
    ["empty JSON", '{"kind": "Config"}'],
    [
      "JSON",
      JSON.stringify(
        {
          kind: "Config",
          clusters: [{ name: "lab", cluster: { server: "https://10.0.0.1" } }],
          users: null,
          "current-context": "",
        },
        null,
        4,
      ),
    ],
    ["lists of every style", secretFile],
    [
      "anchors and aliases",
      `base: &base {server: x}\nclusters:\n- name: lab\n  cluster: *base\n- &c {name: ${ours}x}\nusers: [*c]\n`,
    ],
    [
      "a list in brackets with our name",
      `clusters: [{name: ${ours}, cluster: {server: x}}, {name: lab}]\ncontexts: []\n`,
    ],
  ])("into %s: reads back, keeps foreign values, and merging again changes nothing", (_, existing) => {
    const text = merged(existing);
    expect(merged(text)).toBe(text);
    const before = parse(existing) ?? {};
    const after = parse(text);
    expect(foreignValues(after, ours)).toEqual(foreignValues(before, ours));
    expect(entriesNamed(after, ours)).toEqual(entriesNamed(parse(addition), ours));
    expect(after["current-context"]).toBe(ours);
  });

  it("leaves an entry alone that says the same already", () => {
    const existing = addition.replace("  name: gke", "  # checked\n  name: 'gke").replace("prod\n", "prod'\n");
    expect(merged(existing)).toBe(existing);
    const json = `{"clusters": [{"name": "${ours}",   "cluster": {"server": "x"}}], "x": 1}`;
    expect(merged(merged(json))).toBe(merged(json));
  });

  it("keeps JSON JSON", () => {
    const json = JSON.stringify({
      kind: "Config",
      clusters: [{ name: "lab", n: 1.5, f: false }],
      contexts: [{ name: ours, context: null }],
    });
    const result = JSON.parse(merged(json));
    expect(result.clusters[0]).toEqual({ name: "lab", n: 1.5, f: false });
    expect(result.users[0].user.exec.provideClusterInfo).toBe(true);
  });

  it("keeps the indentation of JSON", () => {
    const json = JSON.stringify({ kind: "Config", clusters: [{ name: "lab" }] }, null, "\t");
    const text = merged(`${json}\n`);
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, "\t")}\n`);
  });

  it("keeps the line breaks of Windows", () => {
    expect(merged(commented.replaceAll("\n", "\r\n"))).toBe(merged(commented).replaceAll("\n", "\r\n"));
  });

  it.each([
    ["that cannot be parsed", "clusters: [", /cannot be read, so it was left alone.*bracket/],
    ["of another kind", "kind: Pod\n", /another kind/],
    ["that is a list", "- name: a\n  cluster: {server: 'https://a'}\n", /part of a kubeconfig/],
    ["that is one entry", "name: a\ncluster: {server: 'https://a'}\n", /part of a kubeconfig/],
    ["with a section that is no list", "clusters: {a: b}\n", /not a list/],
    ["with two documents", "kind: Config\n---\nkind: Config\n", /several YAML documents/],
    ["with NUL bytes", "kind: Config\u0000", /NUL/],
    [
      "with our name twice",
      `clusters: [{name: ${ours}}, {name: ${ours}}]\n`,
      /two clusters gke_corp_europe-west1_prod/,
    ],
    [
      "with an alias to what is replaced",
      `clusters:\n- &old\n  name: ${ours}\n  cluster: {server: x}\nmine: *old\n`,
      /other entries/,
    ],
    ["with a list that is an alias", "mine: &list []\nclusters: *list\n", /other entries/],
    ["with a cycle", "mine: &m [*m]\ncontexts: []\n", /other entries/],
  ])("refuses an existing file %s", (_, existing, problem) => {
    expect(mergeKubeconfig(existing, addition)).toEqual({ ok: false, problem: expect.stringMatching(problem) });
  });

  it("refuses an addition that is no kubeconfig", () => {
    expect(mergeKubeconfig(commented, "]")).toEqual({ ok: false, problem: expect.stringMatching(/new kubeconfig/) });
    expect(mergeKubeconfig(commented, "")).toEqual({ ok: false, problem: expect.stringMatching(/new kubeconfig/) });
  });
});
