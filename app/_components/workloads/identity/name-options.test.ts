import { describe, expect, it } from "vitest";
import { accountOptions, annotationOf, googleAccountOptions } from "./name-options";
import { emptyWords, missingWords } from "./names-words";

const serviceAccounts = [
  { name: "dbt-runner", googleServiceAccount: "dbt@p.iam.gserviceaccount.com" },
  { name: "default", googleServiceAccount: null },
];
const google = (email: string, more: object = {}) => ({ email, displayName: "", disabled: false, ...more });

describe("options", () => {
  it("of Kubernetes accounts say what they are annotated with", () => {
    expect(accountOptions({ serviceAccounts })).toEqual([
      { value: "dbt-runner", note: "annotated with dbt@p.iam.gserviceaccount.com" },
      { value: "default", note: "" },
    ]);
  });

  it.each([
    [
      null,
      [
        { value: "a", note: "" },
        { value: "b", note: "The B · disabled" },
      ],
    ],
    [
      "b",
      [
        { value: "b", note: "in the annotation · The B · disabled" },
        { value: "a", note: "" },
      ],
    ],
    [
      "other",
      [
        { value: "other", note: "in the annotation" },
        { value: "a", note: "" },
        { value: "b", note: "The B · disabled" },
      ],
    ],
  ])("of Google accounts, annotated with %j", (annotated, expected) => {
    const googleServiceAccounts = [google("a"), google("b", { displayName: "The B", disabled: true })];
    expect(googleAccountOptions({ googleServiceAccounts }, annotated)).toEqual(expected);
  });

  it.each([
    ["dbt-runner", "dbt@p.iam.gserviceaccount.com"],
    ["default", null],
    ["unheard-of", undefined],
  ])("the annotation of %s", (name, expected) => {
    expect(annotationOf({ serviceAccounts }, name)).toBe(expected);
  });
});

describe("words where there is nothing to pick", () => {
  const names = { target: "t", reading: false, namespaces: ["dbt"], missing: [] };
  type Case = [...Parameters<typeof emptyWords>, string];
  const missing = [{ what: "namespaces" as const, detail: "no" }];
  it.each([
    ["namespaces", { ...names, target: null }, "", "Choose where"],
    ["namespaces", { ...names, reading: true }, "", "Reading the namespaces"],
    ["namespaces", { ...names, missing }, "", "could not be read. You can still type"],
    ["namespaces", { ...names, missing, reading: true }, "", "could not be read. You can still type"],
    ["namespaces", names, "", "There are no namespaces"],
    ["service-accounts", names, "", "Choose a namespace first"],
    ["service-accounts", names, "dtb", "There is no namespace dtb yet"],
    ["service-accounts", names, "dbt", "There are no Kubernetes service accounts"],
    ["service-accounts", { ...names, namespaces: [], missing }, "dbt", "There are no Kubernetes service accounts"],
  ] satisfies Case[])("%s, %j, %j", (what, given, namespace, expected) => {
    expect(emptyWords(what, given, namespace)).toContain(expected);
  });

  it("say each reason once", () => {
    const detail = "no permission";
    const all = (["namespaces", "service-accounts"] as const).map((what) => ({ what, detail }));
    expect(missingWords([...all, { what: "google-service-accounts", detail: "later" }])).toEqual([
      { title: "The namespaces and Kubernetes service accounts could not be read", detail },
      { title: "The Google service accounts could not be read", detail: "later" },
    ]);
    expect(missingWords([])).toEqual([]);
  });
});
