import { expect, it } from "vitest";
import { probeArguments, probeManifest, probeQuestions } from "./probe-manifest";

const wish = { run: "00ff00ff00ff00ff00ff00ff00ff00ff", serviceAccount: "airflow", image: "i:1", deadlineSeconds: 180 };

it("is a pod that can do nothing but ask", () => {
  const { metadata, spec } = probeManifest(wish);
  const [container] = spec.containers;
  expect(metadata).toEqual({
    name: "drawbridge-probe-00ff00ff00ff",
    labels: { "app.kubernetes.io/managed-by": "drawbridge", "drawbridge/run": wish.run },
  });
  expect(spec).toMatchObject({
    serviceAccountName: "airflow",
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    restartPolicy: "Never",
    activeDeadlineSeconds: 180,
    securityContext: { runAsNonRoot: true, runAsUser: 65_532, seccompProfile: { type: "RuntimeDefault" } },
  });
  expect(container).toMatchObject({
    name: "base",
    image: "i:1",
    command: ["curl"],
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
  });
  expect(container?.resources?.requests).toEqual({ cpu: "250m", memory: "512Mi", "ephemeral-storage": "100Mi" });
  expect(container?.resources?.limits).toEqual(container?.resources?.requests);
  const resources = { cpu: "50m", memory: "52Mi", ephemeralStorage: "10Mi" };
  const other = probeManifest({ ...wish, resources }).spec.containers[0]?.resources;
  expect(other?.limits).toEqual({ cpu: "50m", memory: "52Mi", "ephemeral-storage": "10Mi" });
  expect(other?.requests).toEqual(other?.limits);
});

it("asks three questions, each with its header, and never prints the token", () => {
  const groups = probeArguments().join("\n").split("\n--next\n");
  expect(groups).toHaveLength(3);
  for (const [index, question] of probeQuestions.entries()) {
    const words = groups[index]?.split("\n") ?? [];
    expect(words.at(-1)).toBe(
      `http://169.254.169.254/computeMetadata/v1/instance/service-accounts/default/${question}`,
    );
    expect(words[words.indexOf("--header") + 1]).toBe("Metadata-Flavor: Google");
    expect(words[words.indexOf("--write-out") + 1]).toBe(`\\ndrawbridge-answer ${question} %{http_code}\\n`);
    expect(words).toContain("--retry-connrefused");
    // A variable that others put into every pod of the namespace must not lead the question to a proxy.
    expect(words[words.indexOf("--noproxy") + 1]).toBe("*");
    expect(words.includes("--output")).toBe(question === "token");
  }
  expect(groups[2]).toContain("--output\n/dev/null\n");
});
