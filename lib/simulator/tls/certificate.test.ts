import { X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { CertificateStore } from "./certificate-store";

const store = new CertificateStore(() => new Date("2026-11-20T12:00:00Z"));

describe("certificates", () => {
  const authority = new X509Certificate(store.authority("Test CA").certificate);
  const leaf = new X509Certificate(
    store.issue("Test CA", { commonName: "api", names: ["kubernetes", "*.gke.goog", "34.78.1.2", "2001:db8::1"] })
      .certificate,
  );

  it("are a certificate authority that signed the leaf", () => {
    expect(authority.ca).toBe(true);
    expect(leaf.ca).toBe(false);
    expect(leaf.verify(authority.publicKey)).toBe(true);
    expect(leaf.checkIssued(authority)).toBe(true);
  });

  it("name hosts and addresses", () => {
    expect(leaf.checkHost("kubernetes")).toBe("kubernetes");
    expect(leaf.checkHost("gke-1.gke.goog")).toBe("*.gke.goog");
    expect(leaf.checkIP("34.78.1.2")).toBe("34.78.1.2");
    expect(leaf.checkIP("2001:db8::1")).toBe("2001:db8::1");
    expect(leaf.checkIP("34.78.1.3")).toBeUndefined();
  });

  it("carry their dates, on both sides of 2050", () => {
    expect(new Date(leaf.validFrom).toISOString()).toBe("2026-11-19T12:00:00.000Z");
    expect(new Date(leaf.validTo).toISOString()).toBe("2027-11-20T12:00:00.000Z");
    expect(new Date(authority.validTo).getUTCFullYear()).toBe(2056);
  });

  it("stay the same for one name and differ between names", () => {
    expect(store.authority("Test CA")).toBe(store.authority("Test CA"));
    expect(store.authority("Other CA").certificate).not.toBe(store.authority("Test CA").certificate);
  });
});
