import { z } from "zod";
import { parseCidr } from "@/lib/core/address";
import { parseClusterName } from "@/lib/core/cluster-name";
import { remedyIds } from "@/lib/core/remedy-id";
import { looksLikeCredential } from "@/lib/google/credential-text";
import { kubeconfigSummarySchema } from "@/lib/kubernetes/kubeconfig/summary";

/** The most that an error text may have, in characters. */
export const errorTextLimit = 65_536;

export const clusterResource = z
  .string()
  .refine(
    (text) => parseClusterName(text) !== undefined,
    "must look like projects/PROJECT/locations/LOCATION/clusters/CLUSTER",
  )
  .meta({
    description: "A cluster's full resource name",
    example: "projects/corp-data-prod/locations/europe-west1/clusters/analytics-private",
  });

export const endpointKind = z.enum(["public", "private", "dns"]);

export const vantage = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("browser") }),
    z.strictObject({ kind: z.literal("server") }),
    z.strictObject({
      kind: z.literal("address"),
      address: z
        .string()
        .max(64)
        .refine(
          (text) => parseCidr(text) !== undefined,
          "is not an IPv4 address, an IPv6 address or a CIDR such as 198.51.100.0/24",
        ),
    }),
  ],
  'must be {"kind":"browser"}, {"kind":"server"} or {"kind":"address","address":"198.51.100.7"}',
);

export const pastedText = z
  .string()
  .max(errorTextLimit, `is longer than ${errorTextLimit} characters: send the last screen of the output`)
  .refine((text) => !text.includes("\0"), "holds NUL characters: it is not plain text");

const kubeconfigSummary = z
  .strictObject(
    kubeconfigSummarySchema.shape,
    "must be the summary {context, server, caSha256, execCommandBasename, proxyUrl, tlsServerName} and nothing else: send that, never the kubeconfig itself, which may hold keys and tokens",
  )
  .refine(
    (summary) => !Object.values(summary).some((value) => value !== null && looksLikeCredential(value)),
    "has a name that looks like a credential: send the summary only, never a key or a token",
  );

export const diagnosisRequest = z.strictObject({
  cluster: clusterResource,
  vantage,
  endpoint: endpointKind.optional(),
  kubeconfig: kubeconfigSummary.optional(),
  errorText: pastedText.optional(),
});

export type DiagnosisRequest = z.infer<typeof diagnosisRequest>;

export const explanationRequest = z.strictObject({ text: pastedText });

export const planRequest = z.strictObject({
  diagnosis: z.string().regex(/^[\w-]{16,64}$/, "is not the id of a diagnosis"),
  remedy: z.strictObject({ id: z.enum(remedyIds), params: z.record(z.string(), z.unknown()).default({}) }),
});

export const reportId = z.string().regex(/^[\w-]{16,64}$/, "is not the id of a diagnosis");

/** At most thirty days at a time. */
export const sandboxClockMove = z.strictObject({ advanceMinutes: z.number().int().min(1).max(43_200) });

export const sandboxPerson = z.strictObject({
  person: z.string().regex(/^[a-z]{1,40}$/, "is not the id of a person"),
});

export const sandboxPlace = z.strictObject({
  place: z.string().regex(/^[a-z-]{1,40}$/, "is not the id of a place"),
  /** The situation that is entered: the simulator then also gives what belongs to it besides the place. */
  world: z.string().max(64).optional(),
});
