const secretive =
  /(^|_)(PASSWORD|PASSWD|PWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|SECRET_?KEY|PRIVATE_?KEY|CREDENTIALS?)$/i;

/**
 * Does this environment variable hold a secret in plain text, as far as its name and value tell? Paths, templates,
 * references (`projects/…/secrets/…`, `sm://…`) and empty values are none. The value itself must never be shown.
 */
export function looksLikeSecret(name: string, value: string): boolean {
  if (!secretive.test(name)) return false;
  return value.trim() !== "" && !/^[./~]|^[a-z][a-z0-9+.-]*:\/\/|^projects\/|\{[{%]/i.test(value);
}
