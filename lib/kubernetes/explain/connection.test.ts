import { describe } from "vitest";
import { discoveryLines, itExplains } from "./testing";

const unreachable = "Unable to connect to the server: ";
const refused = (server: string) =>
  `The connection to the server ${server} was refused - did you specify the right host or port?\n`;

describe("refused", () => {
  itExplains([
    {
      name: "loopback",
      text: refused("127.0.0.1:8443"),
      causes: ["conn-refused", "proxy-refused"],
      details: { host: "127.0.0.1", port: 8443 },
    },
    {
      name: "IPv6 loopback",
      text: refused("[::1]:7999"),
      causes: ["conn-refused", "proxy-refused"],
      details: { host: "::1", port: 7999 },
    },
    {
      name: "kubectl version hides whether a proxy refused: a control plane would not",
      text: `Client Version: v1.32.5\nKustomize Version: v5.5.0\n${refused("203.0.113.50")}`,
      causes: ["proxy-refused", "conn-refused"],
      details: { host: "203.0.113.50" },
    },
    {
      name: "an IPv6 control plane",
      text: refused("[2600:1900::2]"),
      causes: ["proxy-refused", "conn-refused"],
      details: { host: "2600:1900::2" },
    },
    {
      name: "a firewall's reset, seen in the log",
      text: `${discoveryLines("https://10.99.0.2/api?timeout=32s", "dial tcp 10.99.0.2:443: connect: connection refused")}${refused("10.99.0.2")}`,
      causes: ["conn-refused"],
    },
    {
      name: "a SOCKS proxy, seen in the log",
      text: `${discoveryLines("https://172.16.0.2/api?timeout=32s", "proxyconnect tcp: dial tcp 127.0.0.1:1080: connect: connection refused")}${refused("172.16.0.2")}`,
      causes: ["proxy-refused"],
      details: { host: "172.16.0.2", proxy: "127.0.0.1:1080" },
    },
    {
      name: "another address than the URL's was dialled",
      text: `error: Get "https://172.16.0.2/api": dial tcp 127.0.0.1:8888: connect: connection refused`,
      causes: ["proxy-refused"],
      details: { host: "172.16.0.2", proxy: "127.0.0.1:8888" },
    },
    {
      name: "the resolver refused",
      text: `${discoveryLines("https://cp.corp.example/api?timeout=32s", "dial tcp: lookup cp.corp.example on 127.0.0.53:53: read udp 127.0.0.1:4711->127.0.0.53:53: read: connection refused")}${refused("cp.corp.example")}`,
      causes: ["dns-timeout"],
    },
    {
      name: "apply without kubeconfig",
      text: `error: error validating "sa.yaml": error validating data: failed to download openapi: Get "http://localhost:8080/openapi/v2?timeout=32s": dial tcp [::1]:8080: connect: connection refused; if you choose to ignore these errors, turn validation off with --validate=false`,
      causes: ["kubeconfig-missing", "no-current-context", "context-missing", "kubeconfig-invalid"],
    },
    {
      name: "a kubeconfig was read (-v=6)",
      text: `I1122 23:29:42.670205   14413 loader.go:402] Config loaded from file:  /home/user/.kube/config\n${refused("localhost:8080")}`,
      causes: ["no-current-context", "context-missing", "kubeconfig-invalid"],
    },
    {
      name: "localhost:8080 over https is somebody's own server",
      text: `${discoveryLines("https://localhost:8080/api?timeout=32s", "dial tcp 127.0.0.1:8080: connect: connection refused")}${refused("localhost:8080")}`,
      causes: ["conn-refused"],
    },
    {
      name: "Terraform's default server",
      text: `Error: Get "http://localhost/api/v1/namespaces/airflow": dial tcp [::1]:80: connect: connection refused`,
      causes: ["kubeconfig-missing", "conn-refused"],
    },
    {
      name: "Windows",
      text: `error: Get "https://127.0.0.1:8443/api?timeout=32s": dial tcp 127.0.0.1:8443: connectex: No connection could be made because the target machine actively refused it.`,
      causes: ["conn-refused"],
    },
  ]);
});

describe("routes and names", () => {
  itExplains([
    {
      name: "no route, create",
      text: `error: failed to create serviceaccount: Post "https://192.168.77.2/api": dial tcp 192.168.77.2:443: connect: network is unreachable`,
      causes: ["network-unreachable"],
    },
    {
      name: "no host, IPv6",
      text: `${unreachable}dial tcp [fd00::2]:443: connect: no route to host`,
      causes: ["host-unreachable"],
      details: { host: "fd00::2" },
    },
    {
      name: "Windows: no network",
      text: `${unreachable}dial tcp 10.0.0.2:443: connectex: A socket operation was attempted to an unreachable network.`,
      causes: ["network-unreachable"],
    },
    {
      name: "Windows: no host",
      text: `${unreachable}dial tcp 10.0.0.2:443: connectex: A socket operation was attempted to an unreachable host.`,
      causes: ["host-unreachable"],
    },
    {
      name: "a local firewall",
      text: `${unreachable}dial tcp 10.0.0.2:443: connect: operation not permitted`,
      causes: ["local-firewall"],
    },
    {
      name: "no such host, no resolver named",
      text: `${unreachable}dial tcp: lookup cp.corp.example: no such host`,
      causes: ["dns-nxdomain"],
      details: { host: "cp.corp.example" },
    },
    {
      name: "no such host, IPv6 resolver",
      text: `${unreachable}dial tcp: lookup cp.corp.example on [2001:db8::53]:53: no such host`,
      causes: ["dns-nxdomain"],
    },
    {
      name: "server misbehaving",
      text: `${unreachable}dial tcp: lookup cp.corp.example on 10.0.0.53:53: server misbehaving`,
      causes: ["dns-timeout"],
    },
    {
      name: "lookup timed out",
      text: `${unreachable}dial tcp: lookup cp.corp.example: i/o timeout`,
      causes: ["dns-timeout"],
    },
    {
      name: "C library",
      text: `${unreachable}dial tcp: lookup cp.corp.example: Temporary failure in name resolution`,
      causes: ["dns-timeout"],
    },
    {
      name: "the resolver has no route",
      text: `${unreachable}dial tcp: lookup cp.corp.example on 10.0.0.53:53: dial udp 10.0.0.53:53: connect: network is unreachable`,
      causes: ["dns-timeout", "network-unreachable"],
    },
  ]);
});

describe("connections that break", () => {
  itExplains([
    {
      name: "reset, version",
      text: `error: Get "https://127.0.0.1:7011/version?timeout=32s": read tcp 127.0.0.1:5->127.0.0.1:7011: read: connection reset by peer - error from a previous attempt: EOF`,
      causes: ["conn-reset"],
    },
    {
      name: "EOF after a reset is an EOF",
      text: `error: Get "https://127.0.0.1:7011/version?timeout=32s": EOF - error from a previous attempt: read tcp 127.0.0.1:5->127.0.0.1:7011: read: connection reset by peer`,
      causes: ["tls-eof", "http-eof"],
    },
    {
      name: "IPv6 reset",
      text: `error: Get "https://[fd00::2]/api": read tcp [fd00::1]:5->[fd00::2]:443: read: connection reset by peer`,
      causes: ["conn-reset"],
      details: { host: "fd00::2" },
    },
    {
      name: "Windows",
      text: `${unreachable}read tcp 10.0.0.5:5->10.0.0.2:443: wsarecv: An existing connection was forcibly closed by the remote host.`,
      causes: ["conn-reset"],
    },
    {
      name: "broken pipe",
      text: `${unreachable}write tcp 10.0.0.5:5->10.0.0.2:443: write: broken pipe`,
      causes: ["conn-reset"],
    },
    { name: "unexpected EOF", text: `${unreachable}unexpected EOF`, causes: ["http-eof"] },
    {
      name: "EOF, the server had answered (-v=6)",
      text: `I1122 23:30:30.983320   15757 round_trippers.go:560] GET https://172.16.0.2/api?timeout=32s 200 OK in 12 milliseconds\n${unreachable}EOF`,
      causes: ["http-eof", "tls-eof"],
    },
    {
      name: "plain http to TLS, closed",
      text: `error: Get "http://127.0.0.1:7001/api?timeout=32s": EOF`,
      causes: ["http-to-https", "http-eof"],
      details: { scheme: "http" },
    },
    {
      name: "plain http to TLS, an alert",
      text: `error: Get "http://127.0.0.1:7001/api?timeout=32s": net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x15\\x03\\x01\\x00\\x02\\x02"`,
      causes: ["http-to-https"],
    },
  ]);
});

describe("a proxy", () => {
  const proxied = (error: string) => `${unreachable}proxyconnect tcp: ${error}`;
  itExplains([
    { name: "407", text: `${unreachable}Proxy Authentication Required`, causes: ["proxy-407"] },
    { name: "403", text: `${unreachable}Forbidden`, causes: ["proxy-403"] },
    { name: "a web server that is no proxy", text: `${unreachable}Method Not Allowed`, causes: ["proxy-403"] },
    { name: "502", text: `${unreachable}Bad Gateway`, causes: ["proxy-502"] },
    { name: "503", text: `${unreachable}Service Unavailable`, causes: ["proxy-502"] },
    { name: "504", text: `${unreachable}Gateway Timeout`, causes: ["proxy-502", "proxy-timeout"] },
    {
      name: "403, create",
      text: `error: failed to create serviceaccount: Post "https://172.16.0.2/api/v1/namespaces/a/serviceaccounts": Forbidden`,
      causes: ["proxy-403"],
    },
    {
      name: "does not answer",
      text: proxied("dial tcp 10.1.2.3:3128: i/o timeout"),
      causes: ["proxy-timeout"],
      details: { proxy: "10.1.2.3:3128" },
    },
    {
      name: "has no route",
      text: proxied("dial tcp 10.1.2.3:3128: connect: no route to host"),
      causes: ["proxy-timeout"],
    },
    {
      name: "IPv6",
      text: proxied("dial tcp [fd00::3]:3128: connect: connection refused"),
      causes: ["proxy-refused"],
      details: { proxy: "[fd00::3]:3128" },
    },
    {
      name: "name server silent",
      text: proxied(
        "dial tcp: lookup proxy.corp.example on 10.0.0.53:53: read udp 10.0.0.1:1->10.0.0.53:53: i/o timeout",
      ),
      causes: ["proxy-dns"],
      details: { proxy: "proxy.corp.example" },
    },
    {
      name: "https:// to a plain proxy",
      text: proxied("tls: first record does not look like a TLS handshake"),
      causes: ["proxy-not-tls"],
    },
    {
      name: "https:// to a plain proxy that waits",
      text: proxied("net/http: TLS handshake timeout"),
      causes: ["proxy-not-tls", "proxy-timeout"],
    },
    { name: "https:// to a plain proxy that closes", text: proxied("EOF"), causes: ["proxy-not-tls"] },
    {
      name: "an https proxy nobody trusts",
      text: proxied("tls: failed to verify certificate: x509: certificate signed by unknown authority"),
      causes: ["proxy-untrusted"],
    },
    {
      name: "SOCKS: no",
      text: `${unreachable}socks connect tcp 127.0.0.1:1080->172.16.0.2:443: unknown error connection not allowed by ruleset`,
      causes: ["proxy-403"],
    },
    {
      name: "SOCKS: cannot",
      text: `${unreachable}socks connect tcp 127.0.0.1:1080->172.16.0.2:443: unknown error host unreachable`,
      causes: ["proxy-502"],
    },
    {
      name: "SOCKS: down",
      text: `error: Get "https://172.16.0.2/api": socks connect tcp 127.0.0.1:1080->172.16.0.2:443: dial tcp 127.0.0.1:1080: connect: connection refused`,
      causes: ["proxy-refused"],
      details: { proxy: "127.0.0.1:1080" },
    },
  ]);
});
