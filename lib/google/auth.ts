import { readFile } from "node:fs/promises";
import { type AuthClient, GoogleAuth, Impersonated, OAuth2Client } from "google-auth-library";
import { GoogleError } from "./google-error";
import type { GoogleSettings } from "./settings";

const scopes = [
  "https://www.googleapis.com/auth/cloud-platform",
  /* Without it the Kubernetes API server sees a numeric id in place of the e-mail address. */
  "https://www.googleapis.com/auth/userinfo.email",
];

/** Google's APIs do not redirect: whoever does is not Google, and gets no token. */
const clientOptions = { transporterOptions: { redirect: "error" } } as const;

/** Who Drawbridge is to Google, and the access token that proves it. */
export type GoogleIdentity = {
  readonly client: () => Promise<AuthClient>;
  /** @throws what `toGoogleError` reads as `unauthenticated`, when there are no credentials or they expired */
  readonly accessToken: () => Promise<string>;
};

export function googleIdentity(settings: GoogleSettings): GoogleIdentity {
  const { tokenFile, impersonate } = settings;
  const auth = new GoogleAuth({ scopes, clientOptions });
  const source = tokenFile ? tokenFileClient(tokenFile) : () => auth.getClient();
  const client = impersonate ? impersonated(source, impersonate) : source;
  return {
    client,
    async accessToken() {
      const { token } = await (await client()).getAccessToken();
      if (!token) throw new GoogleError("unauthenticated", "the credentials gave no access token");
      return token;
    },
  };
}

/** One client for the life of the process that acts as that service account, by short-lived tokens. */
function impersonated(source: () => Promise<AuthClient>, targetPrincipal: string): () => Promise<AuthClient> {
  let made: Impersonated | undefined;
  return async () => {
    const sourceClient = await source();
    made ??= new Impersonated({ ...clientOptions, sourceClient, targetPrincipal, targetScopes: scopes });
    return made;
  };
}

/** One client for the life of the process, whose token follows the file. */
function tokenFileClient(path: string): () => Promise<AuthClient> {
  const client = new OAuth2Client(clientOptions);
  return async () => {
    const token = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
      throw new GoogleError("unauthenticated", `the token file cannot be read (${error.code})`);
    });
    client.setCredentials({ access_token: token.trim() });
    return client;
  };
}
