import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatProxyUrl, formatServerAddress, parseServerAddress } from "./server-address";

describe("a server as it is compared and sent", () => {
  it.each([
    ["https://34.78.1.2", "34.78.1.2"],
    ["https://34.78.1.2/", "34.78.1.2"],
    ["https://34.78.1.2:443", "34.78.1.2"],
    ["https://34.78.1.2:6443", "34.78.1.2:6443"],
    ["https://34.78.1.2:65535", "34.78.1.2:65535"],
    ["34.78.1.2", "34.78.1.2"],
    ["34.78.1.2:443", "34.78.1.2"],
    ["34.78.1.2:", "34.78.1.2"],
    ["http://34.78.1.2", "34.78.1.2:80"],
    ["http://34.78.1.2:8080", "34.78.1.2:8080"],
    ["HTTPS://GKE-0A1B.europe-west1.GKE.goog", "gke-0a1b.europe-west1.gke.goog"],
    ["https://gke-0a1b.europe-west1.gke.goog.", "gke-0a1b.europe-west1.gke.goog"],
    ["https://[2001:DB8:0::1]", "[2001:db8::1]"],
    ["[2001:db8::1]:8443", "[2001:db8::1]:8443"],
    ["https://[::ffff:34.78.1.2]", "34.78.1.2"],
    ["https://localhost:8443", "localhost:8443"],
    ["https://connectgateway.googleapis.com/v1/projects/1/memberships/m?x=1#y", "connectgateway.googleapis.com"],
    ["https://user:pass@34.78.1.2", "34.78.1.2"],
    ["https://us@er:pass@34.78.1.2:444/x", "34.78.1.2:444"],
    ["  https://34.78.1.2  ", "34.78.1.2"],
  ])("%s is %s", (text, expected) => {
    const address = parseServerAddress(text);
    expect(address && formatServerAddress(address)).toBe(expected);
  });

  it.each([
    "",
    "https://",
    "https:///x",
    "https://34.78.1.256",
    "https://0x7f.1.1.1.1.1:0",
    "https://34.78.1",
    "https://2001:db8::1",
    "https://[2001:db8::1",
    "https://[fe80::1%eth0]",
    "https://[34.78.1.2]",
    "https://34.78.1.2:0",
    "https://34.78.1.2:65536",
    "https://34.78.1.2:port",
    "https://user:12/pass@34.78.1.2",
    "https://a b",
    "https://a\\b",
    "https://köln.example",
    "https://-a.example",
    "https://a..b",
    `https://${"a".repeat(64)}.example`,
  ])("%s is nothing", (text) => {
    expect(parseServerAddress(text)).toBeUndefined();
  });

  it.each([
    ["http://proxy.corp:3128", "http://proxy.corp:3128"],
    ["http://user:secret@proxy.corp:3128/x", "http://proxy.corp:3128"],
    ["socks5://[2001:db8::9]:1080", "socks5://[2001:db8::9]:1080"],
    ["https://proxy.corp", "https://proxy.corp"],
    ["proxy.corp:3128", "proxy.corp:3128"],
  ])("the proxy %s is %s", (text, expected) => {
    const address = parseServerAddress(text);
    expect(address && formatProxyUrl(address)).toBe(expected);
  });

  it("never returns a part of a password", () => {
    const password = fc.string({ minLength: 1 }).map((text) => `S3CRET${text}S3CRET`);
    fc.assert(
      fc.property(password, fc.constantFrom("", "https://", "http://"), (secret, scheme) => {
        const address = parseServerAddress(`${scheme}user:${secret}@34.78.1.2`);
        expect(JSON.stringify(address ?? null).toLowerCase()).not.toContain("s3cret");
      }),
    );
  });
});
