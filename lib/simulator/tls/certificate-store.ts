import { type CertificateContent, type Credential, createAuthority, issueCertificate } from "./certificate";

const day = 86_400_000;
const authorityLifetime = 30 * 365 * day;
const leafLifetime = 365 * day;

type NamedAuthority = Credential & { readonly commonName: string };

/** What varies in a server certificate; dates default to "since yesterday, for a year". */
export type LeafRequest = Omit<CertificateContent, "notBefore" | "notAfter"> & Partial<CertificateContent>;

/** The certificate authorities of one simulator, made when first asked for, and the certificates they sign. */
export class CertificateStore {
  private readonly authorities = new Map<string, NamedAuthority>();

  constructor(private readonly now: () => Date) {}

  /** The authority of this name: the same one for the life of the store. */
  authority(commonName: string): NamedAuthority {
    const known = this.authorities.get(commonName);
    if (known) return known;
    const now = this.now().getTime();
    const validity = { notBefore: new Date(now - day), notAfter: new Date(now + authorityLifetime) };
    const made = { commonName, ...createAuthority(commonName, validity) };
    this.authorities.set(commonName, made);
    return made;
  }

  /** Signs a server certificate by the authority of this name. */
  issue(authorityName: string, request: LeafRequest): Credential {
    const now = this.now().getTime();
    const validity = { notBefore: new Date(now - day), notAfter: new Date(now + leafLifetime) };
    return issueCertificate(this.authority(authorityName), { ...validity, ...request });
  }
}
