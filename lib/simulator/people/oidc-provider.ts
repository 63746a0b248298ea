import { createHash, randomBytes } from "node:crypto";
import type { SimulatedAnswer, SimulatedRequest } from "@/lib/simulator/http/exchange";
import type { SimulatedPerson } from "./people";
import { makeSigningKey } from "./signing-key";

/** The one client that the provider knows. */
export const oidcClient = { id: "drawbridge", secret: "simulated-secret-of-drawbridge" } as const;

const codeSeconds = 60;
const tokenSeconds = 3_600;

/** A sign-in that was begun and has not yet been traded for a token. */
type Begun = {
  readonly person: SimulatedPerson;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string | null;
  readonly until: number;
};

type Options = {
  readonly now: () => Date;
  /** Whom a request to sign in is of. */
  readonly personOf: (request: SimulatedRequest) => SimulatedPerson | undefined;
};

/**
 * An OpenID Connect provider at which everybody is signed in already: the authorization code flow with PKCE (S256 only),
 * codes that count once and for a minute, ID tokens in ES256.
 */
export class OidcProvider {
  private readonly key = makeSigningKey();
  private readonly codes = new Map<string, Begun>();

  constructor(private readonly options: Options) {}

  discovery(request: SimulatedRequest): SimulatedAnswer {
    const issuer = issuerOf(request);
    const json = {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      end_session_endpoint: `${issuer}/end-session`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["ES256"],
      code_challenge_methods_supported: ["S256"],
      token_endpoint_auth_methods_supported: ["client_secret_post"],
      authorization_response_iss_parameter_supported: true,
    };
    return { status: 200, json };
  }

  keys(): SimulatedAnswer {
    return { status: 200, json: { keys: [this.key.publicKey] } };
  }

  /** Signs the person in and sends the browser back. What is wrong with the request is told to the person, not sent back. */
  authorize(request: SimulatedRequest): SimulatedAnswer {
    const { query } = request;
    const asked = (name: string) => query.get(name) ?? "";
    const person = this.options.personOf(request);
    if (!person) return refused("invalid_request", "There is no such person.");
    if (asked("client_id") !== oidcClient.id) return refused("unauthorized_client", "This client is not known.");
    if (!URL.canParse(asked("redirect_uri"))) return refused("invalid_request", "redirect_uri is missing.");
    if (asked("response_type") !== "code") return refused("unsupported_response_type", "response_type must be code.");
    if (!asked("scope").split(" ").includes("openid")) return refused("invalid_scope", "scope must hold openid.");
    if (asked("code_challenge_method") !== "S256" || !asked("code_challenge")) {
      return refused("invalid_request", "PKCE with S256 is required.");
    }
    const code = randomBytes(16).toString("base64url");
    this.codes.set(code, {
      person,
      redirectUri: asked("redirect_uri"),
      challenge: asked("code_challenge"),
      nonce: query.get("nonce"),
      until: this.seconds() + codeSeconds,
    });
    const back = new URL(asked("redirect_uri"));
    back.searchParams.set("code", code);
    back.searchParams.set("iss", issuerOf(request));
    const state = query.get("state");
    if (state !== null) back.searchParams.set("state", state);
    return { status: 302, headers: { location: back.href }, text: "" };
  }

  /** Trades a code for an ID token, once. */
  token(request: SimulatedRequest): SimulatedAnswer {
    const form = new URLSearchParams(request.body);
    if (form.get("client_id") !== oidcClient.id || form.get("client_secret") !== oidcClient.secret) {
      return refused("invalid_client", "Wrong client or secret.", 401);
    }
    if (form.get("grant_type") !== "authorization_code") return refused("unsupported_grant_type", "Codes only.");
    const code = form.get("code") ?? "";
    const begun = this.codes.get(code);
    this.codes.delete(code);
    if (!begun || begun.until < this.seconds()) return refused("invalid_grant", "The code is not known, used or old.");
    if (begun.redirectUri !== form.get("redirect_uri")) return refused("invalid_grant", "Another redirect_uri.");
    if (begun.challenge !== challengeOf(form.get("code_verifier") ?? "")) {
      return refused("invalid_grant", "The code_verifier does not fit.");
    }
    const idToken = this.idToken(begun, issuerOf(request));
    const json = {
      access_token: randomBytes(16).toString("base64url"),
      token_type: "Bearer",
      expires_in: tokenSeconds,
      id_token: idToken,
    };
    return { status: 200, headers: { "cache-control": "no-store" }, json };
  }

  /** Everybody stays signed in here; the browser is sent back where it wants. */
  endSession({ query }: SimulatedRequest): SimulatedAnswer {
    const back = query.get("post_logout_redirect_uri");
    if (back === null || !URL.canParse(back)) return { status: 200, text: "Signed out.\n" };
    return { status: 302, headers: { location: back }, text: "" };
  }

  private idToken({ person, nonce }: Begun, issuer: string): string {
    const now = this.seconds();
    return this.key.sign({
      iss: issuer,
      aud: oidcClient.id,
      sub: person.subject,
      iat: now,
      exp: now + tokenSeconds,
      ...(nonce === null ? {} : { nonce }),
      name: person.name,
      email: person.email,
      email_verified: true,
      groups: person.groups,
    });
  }

  private seconds(): number {
    return Math.floor(this.options.now().getTime() / 1_000);
  }
}

function issuerOf({ headers }: SimulatedRequest): string {
  return `http://${headers.host}/oidc`;
}

function challengeOf(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url");
}

function refused(error: string, description: string, status = 400): SimulatedAnswer {
  return { status, json: { error, error_description: description } };
}
