import { digest, projectNumber } from "@/lib/simulator/cluster/addresses";

/** A Google service account in IAM's REST shape. */
export type ServiceAccount = {
  readonly name: string;
  readonly projectId: string;
  readonly uniqueId: string;
  readonly email: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly etag: string;
  readonly oauth2ClientId: string;
  /** Recorded: left out unless true. */
  readonly disabled?: true;
};

/** A new account; `incarnation` counts the accounts of this e-mail, each with an id of its own. */
export function newServiceAccount(
  email: string,
  projectId: string,
  texts: { readonly displayName?: string; readonly description?: string } = {},
  incarnation = 0,
): ServiceAccount {
  const uniqueId = `1${decimal(`account ${incarnation} ${email}`, 20)}`;
  return {
    name: `projects/${projectId}/serviceAccounts/${email}`,
    projectId,
    uniqueId,
    email,
    ...texts,
    // Recorded: the same for every account that was never changed.
    etag: "MDEwMjE5MjA=",
    oauth2ClientId: uniqueId,
  };
}

/** The project that an e-mail names, by id or (Compute Engine's default account) by number; undefined for other addresses. */
export function projectOfEmail(email: string, projects: readonly string[]): string | undefined {
  const [, id] = /@([a-z0-9-]+)\.iam\.gserviceaccount\.com$/.exec(email) ?? [];
  if (id !== undefined) return id;
  const [, number] = /^(\d+)-compute@developer\.gserviceaccount\.com$/.exec(email) ?? [];
  return projects.find((project) => projectNumber(project) === number);
}

/** The account that nodes have unless their pool says otherwise. */
export function computeDefaultAccount(project: string): string {
  return `${projectNumber(project)}-compute@developer.gserviceaccount.com`;
}

function decimal(text: string, digits: number): string {
  const value = BigInt(`0x${digest(text, 32)}`) % 10n ** BigInt(digits);
  return String(value).padStart(digits, "0");
}
