import type { Principal } from "./principal";
import type { Sites } from "./sites";

/** Tells who sent a request, from its headers alone. */
export type Authenticator = {
  /** @throws Problem 401 when nobody is signed in, 403 for somebody who may not come in, 503 when it cannot be told */
  readonly authenticate: (headers: Headers) => Promise<Principal>;
};

/** Signing in and out by pages of our own. Each answers a request of a browser. */
export type SignIn = {
  /** Sends the browser to the provider. `next` is where it wants to be afterwards; only a path of ours is taken. */
  readonly begin: (headers: Headers, next: string | null) => Promise<Response>;
  /** Takes the browser back from the provider: `search` is the callback's query. */
  readonly finish: (headers: Headers, search: string) => Promise<Response>;
  /** Forgets the session and answers `{next}`: where the page has to go to sign out at the provider, too. */
  readonly end: (headers: Headers) => Promise<Response>;
};

/** How this Drawbridge knows people. */
export type Identity = Authenticator & {
  readonly kind: Principal["kind"];
  readonly sites: Sites;
  /** Only where Drawbridge itself signs people in. */
  readonly signIn?: SignIn;
};
