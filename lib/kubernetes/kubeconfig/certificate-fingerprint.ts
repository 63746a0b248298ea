const certificate = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/;

/**
 * Lower-case hex SHA-256 of the first certificate's DER, from `certificate-authority-data`: base64 of PEM, as
 * kubeconfigs and GKE's `masterAuth.clusterCaCertificate` have it. Data that is not PEM is hashed as it is.
 * Null when it is empty or not base64. Rejects where Web Crypto is missing: a page that is not served over HTTPS.
 */
export async function certificateSha256(base64: string): Promise<string | null> {
  const data = decode(base64);
  if (data === null || data.length === 0) return null;
  const body = certificate.exec(data)?.[1];
  const der = (body === undefined ? null : decode(body)) || data;
  const bytes = Uint8Array.from(der, (character) => character.charCodeAt(0));
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The bytes as a string with one character per byte; null when the text is not base64. */
function decode(base64: string): string | null {
  try {
    return atob(base64);
  } catch {
    return null;
  }
}
