import type { PodManifest } from "@/lib/kubernetes/api/pod-manifest";
import { runLabels } from "./labels";

export type ProbeResources = { readonly cpu: string; readonly memory: string; readonly ephemeralStorage: string };

export type ProbeWish = {
  /** The run's id: letters and digits. */
  readonly run: string;
  readonly serviceAccount: string;
  /** An image with curl in its PATH. */
  readonly image: string;
  readonly deadlineSeconds: number;
  readonly resources?: ProbeResources;
};

/** What Autopilot takes as it is. Its smallest amounts change with GKE's versions, so this is a default and not a rule. */
export const defaultProbeResources: ProbeResources = { cpu: "250m", memory: "512Mi", ephemeralStorage: "100Mi" };

/** The name of the container whose log is read, as the operator names it too. */
export const baseContainer = "base";

/** What is asked, in this order. The token's answer is thrown away by the program that asks for it. */
export const probeQuestions = ["email", "scopes", "token"] as const;

/** How a line begins that ends an answer: `drawbridge-answer email 200`. */
export const answerMark = "drawbridge-answer";

const account = "http://169.254.169.254/computeMetadata/v1/instance/service-accounts/default";

/** Seconds. The metadata server is not there in the first moments of a pod. */
const patience = { attempt: 10, first: 60, next: 20 };

/** A pod that asks the metadata server who it is, by one program without a shell, and ends. */
export function probeManifest({ run, serviceAccount, image, deadlineSeconds, resources }: ProbeWish): PodManifest {
  const { cpu, memory, ephemeralStorage } = resources ?? defaultProbeResources;
  const amounts = { cpu, memory, "ephemeral-storage": ephemeralStorage };
  return {
    metadata: { name: `drawbridge-probe-${run.slice(0, 12).toLowerCase()}`, labels: runLabels(run) },
    spec: {
      serviceAccountName: serviceAccount,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      restartPolicy: "Never",
      activeDeadlineSeconds: deadlineSeconds,
      terminationGracePeriodSeconds: 5,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 65_532,
        runAsGroup: 65_532,
        seccompProfile: { type: "RuntimeDefault" },
      },
      containers: [
        {
          name: baseContainer,
          image,
          command: ["curl"],
          args: probeArguments(),
          resources: { requests: amounts, limits: amounts },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            runAsNonRoot: true,
            capabilities: { drop: ["ALL"] },
            seccompProfile: { type: "RuntimeDefault" },
          },
        },
      ],
    },
  };
}

/** The program's words after its name. */
export function probeArguments(): readonly string[] {
  return probeQuestions.flatMap((question, index) => [
    ...(index === 0 ? [] : ["--next"]),
    "--silent",
    "--show-error",
    // What others put into the environment of pods must not lead a question, or the token, to a proxy.
    ...["--noproxy", "*"],
    ...["--header", "Metadata-Flavor: Google"],
    ...["--max-time", String(patience.attempt)],
    ...["--retry", "30"],
    ...["--retry-delay", "2"],
    ...["--retry-max-time", String(index === 0 ? patience.first : patience.next)],
    "--retry-connrefused",
    // An error's page is no answer; the token's status is told although its answer is not.
    ...(question === "token" ? ["--output", "/dev/null"] : ["--fail"]),
    ...["--write-out", `\\n${answerMark} ${question} %{http_code}\\n`],
    `${account}/${question}`,
  ]);
}
