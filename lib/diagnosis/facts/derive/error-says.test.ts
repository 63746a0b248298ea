import { describe, expect, it } from "vitest";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import { type ErrorCause, errorCauses } from "@/lib/kubernetes/explain/causes";
import { errorSays, errorTitle, provesAnswer, provesConnection } from "./error-says";

function text(...causes: readonly ErrorCause[]): FactValues["errorText"] {
  return {
    given: true,
    causes: causes.map((cause) => ({ cause, title: `about ${cause}`, decidedBy: null })),
    details: {},
  };
}

const none: FactValues["errorText"] = { given: false };

describe("errorSays", () => {
  it.each([
    { causes: ["http-401"], says: "certainly" },
    { causes: ["http-401", "http-403"], says: "certainly" },
    { causes: ["http-401", "tcp-timeout"], says: "possibly" },
    { causes: ["tcp-timeout"], says: "no" },
    { causes: [], says: "no" },
  ] as const)("says $says for $causes", ({ causes, says }) => {
    expect(errorSays(text(...causes), "http-401", "http-403")).toBe(says);
    expect(errorSays(none, "http-401")).toBe("no");
  });

  it("gives the title of the first that was asked for", () => {
    expect(errorTitle(text("ok", "http-403"), "http-401", "http-403")).toBe("about http-403");
    expect(errorTitle(text("ok"), "http-403")).toBe("");
  });
});

describe("provesAnswer", () => {
  it("holds for what only a Kubernetes API server prints", () => {
    const proving = errorCauses.filter((cause) => provesAnswer(text(cause)));
    expect(proving).toEqual([
      "http-401",
      "http-403",
      "http-404",
      "http-429",
      "http-500",
      "http-502",
      "http-503",
      "http-504",
      "no-agent-available",
      "webhook-unreachable",
    ]);
  });

  it.each([
    { causes: ["client-usage", "http-404"], proves: true },
    { causes: ["client-usage"], proves: false },
    { causes: ["slow-ok", "ok"], proves: false },
    { causes: ["http-403", "captive-portal"], proves: false },
  ] as const)("is $proves for $causes", ({ causes, proves }) => {
    expect(provesAnswer(text(...causes))).toBe(proves);
  });
});

describe("provesConnection", () => {
  it.each([
    { causes: ["conn-refused", "proxy-refused"], proves: true },
    { causes: ["tls-eof", "http-eof"], proves: true },
    { causes: ["http-403"], proves: true },
    { causes: ["tcp-timeout"], proves: false },
    { causes: ["tls-handshake-timeout", "tcp-timeout"], proves: false },
    { causes: ["proxy-timeout"], proves: true },
    { causes: ["proxy-timeout", "deadline"], proves: false },
    { causes: ["captive-portal"], proves: true },
    { causes: ["exec-plugin-failed"], proves: false },
    { causes: ["dns-endpoint-forbidden"], proves: false },
  ] as const)("is $proves for $causes", ({ causes, proves }) => {
    expect(provesConnection(text(...causes))).toBe(proves);
    expect(provesConnection(none)).toBe(false);
  });
});
