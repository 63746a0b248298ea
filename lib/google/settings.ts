/** How Google is reached. Without an endpoint and a token file: Google itself, with application default credentials. */
export type GoogleSettings = {
  /** Base URL that takes the place of every Google API's own, as gcloud's `api_endpoint_overrides` do. */
  readonly endpoint: string | undefined;
  /** A file with an access token, as gcloud's `auth/access_token_file`; read again for every use. */
  readonly tokenFile: string | undefined;
  /** A service account to act as, by its e-mail address; the credentials then only have to be allowed to make its tokens. */
  readonly impersonate?: string | undefined;
};
