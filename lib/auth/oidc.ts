import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";
import { z } from "zod";
import { badRequest, forbidden, isProblem, unauthenticated, unavailable } from "@/lib/core/problem";
import type { Identity, SignIn } from "./identity";
import { principalOfClaims } from "./oidc-principal";
import { ownPath } from "./own-path";
import { CookieTooLarge, sealedCookie } from "./sealed-cookie";
import type { Sites } from "./sites";

export type OidcSettings = {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
  readonly groupsClaim: string;
  /** 32 bytes or more. Another one ends all sessions. */
  readonly sessionSecret: string;
  readonly sites: Sites;
  readonly now: () => Date;
  /** Told why signing in failed; no token, no code. */
  readonly failed: (reason: string) => void;
  readonly signedIn: (seen: { readonly person: string; readonly subject: string }) => void;
};

const sessionSeconds = 8 * 60 * 60;
const attemptSeconds = 10 * 60;
const timeoutSeconds = 10;
const callback = "/api/auth/callback";

const session = z.object({ id: z.string(), name: z.string(), groups: z.array(z.string()) });
/* What has to come back from the provider, kept in a cookie of this one attempt. */
const attempt = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), next: z.string() });

/**
 * People as an OpenID Connect provider vouches for them: the authorization code flow with PKCE, state and nonce. The
 * session is a cookie that nobody else can read or make, for 8 hours; there is nothing on the server to steal or to lose,
 * and so a session ends by its time, by signing out, or with the secret.
 */
export function oidcIdentity(settings: OidcSettings): Identity {
  const { sites, now, sessionSecret: secret } = settings;
  const sessions = sealedCookie({ name: "drawbridge-session", secret, lifetimeSeconds: sessionSeconds, now });
  const attempts = sealedCookie({ name: "drawbridge-sign-in", secret, lifetimeSeconds: attemptSeconds, now });
  const provider = discovered(settings);
  const originOf = (headers: Headers) => sites.originOf(headers.get("host") ?? "");

  const signIn: SignIn = {
    async begin(headers, wanted) {
      const origin = originOf(headers);
      const config = await provider();
      const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
      const location = buildAuthorizationUrl(config, {
        redirect_uri: `${origin}${callback}`,
        scope: settings.scopes.join(" "),
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
        state,
        nonce,
      });
      const next = ownPath(wanted, origin);
      return redirect(location.href, [await attempts.seal({ state, nonce, verifier, next }, origin, suffixOf(state))]);
    },

    async finish(headers, search) {
      const origin = originOf(headers);
      const suffix = suffixOf(new URLSearchParams(search).get("state"));
      const begun = attempt.safeParse(await attempts.open(headers, origin, suffix));
      if (!begun.success)
        throw badRequest("This sign-in was not begun here, or more than 10 minutes ago. Open Drawbridge again.");
      const { state, nonce, verifier, next } = begun.data;
      const config = await provider();
      const tokens = await authorizationCodeGrant(config, new URL(`${origin}${callback}${search}`), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      }).catch((error: unknown) => {
        settings.failed(reasonOf(error));
        throw forbidden(`Signing in did not work: ${reasonOf(error)}. Open Drawbridge again to try once more.`);
      });
      const claims: Readonly<Record<string, unknown>> = tokens.claims() ?? {};
      const { kind: _kind, ...person } = principalOfClaims(claims, settings.groupsClaim);
      settings.signedIn({ person: person.id, subject: String(claims.sub) });
      const cookie = await sessions.seal({ ...person }, origin).catch((error: unknown) => {
        if (!(error instanceof CookieTooLarge)) throw error;
        throw forbidden(
          `You are in ${person.groups.length} groups, more than a session holds. Have the provider send only the groups that Drawbridge's policy names.`,
        );
      });
      return redirect(next, [attempts.clear(origin, suffix), cookie]);
    },

    async end(headers) {
      const origin = originOf(headers);
      const config = await provider().catch(() => undefined);
      const signedOut = `${origin}/signed-out.html`;
      const next = config?.serverMetadata().end_session_endpoint
        ? buildEndSessionUrl(config, { post_logout_redirect_uri: signedOut }).href
        : signedOut;
      return Response.json({ next }, { headers: { "set-cookie": sessions.clear(origin) } });
    },
  };

  return {
    kind: "oidc",
    sites,
    signIn,
    async authenticate(headers) {
      const origin = originOf(headers);
      const opened = session.safeParse(await sessions.open(headers, origin));
      if (!opened.success) throw unauthenticated(`Nobody is signed in. Open ${origin}/api/auth/login in a browser.`);
      return { kind: "oidc", ...opened.data };
    },
  };
}

/** The provider as it describes itself, asked for when it is first needed and again after a failure. */
function discovered({ issuer, clientId, clientSecret, failed }: OidcSettings): () => Promise<Configuration> {
  let known: Promise<Configuration> | undefined;
  const execute = [enableNonRepudiationChecks, ...(issuer.protocol === "http:" ? [allowInsecureRequests] : [])];
  return () => {
    known ??= discovery(issuer, clientId, clientSecret, undefined, { execute, timeout: timeoutSeconds }).catch(
      (error: unknown) => {
        known = undefined;
        failed(`discovery: ${reasonOf(error)}`);
        throw unavailable(`The identity provider ${issuer.host} does not answer as one. Try again in a minute.`);
      },
    );
    return known;
  };
}

/** Several sign-ins may be under way in several tabs, so each attempt has a cookie of its own. */
function suffixOf(state: string | null): string {
  return `-${(state ?? "").replace(/[^\w-]/g, "").slice(0, 12)}`;
}

function redirect(location: string, cookies: readonly string[]): Response {
  const headers = new Headers({ location });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 302, headers });
}

/** The library's own words, and the provider's code of an error; no values. */
function reasonOf(error: unknown): string {
  if (isProblem(error)) return error.details.detail;
  if (!(error instanceof Error)) return "unknown";
  const told = "error" in error && typeof error.error === "string" ? ` (${error.error})` : "";
  return `${error.message}${told}`;
}
