import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import ipaddr from "ipaddr.js";
import {
  bitString,
  boolean,
  der,
  integer,
  objectIdentifier,
  octetString,
  pem,
  sequence,
  set,
  time,
  utf8String,
} from "./der";

/** A certificate and its private key, in PEM. */
export type Credential = { readonly certificate: string; readonly privateKey: string };

/** What a server certificate says. */
export type CertificateContent = {
  readonly commonName: string;
  /** Host names and IP addresses. */
  readonly names: readonly string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
};

type Validity = Pick<CertificateContent, "notBefore" | "notAfter">;

const ecdsaWithSha256 = sequence(objectIdentifier("1.2.840.10045.4.3.2"));

/** Makes a self-signed certificate authority (ECDSA P-256). */
export function createAuthority(commonName: string, validity: Validity): Credential {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const extensions = [
    extension("2.5.29.19", true, sequence(boolean(true))),
    extension("2.5.29.15", true, der(0x03, Buffer.from([1, 0b0000_0110]))),
    subjectKeyId(publicKey),
  ];
  const subject = distinguishedName(commonName);
  const certificate = signed({ issuer: subject, subject, validity, publicKey, extensions }, privateKey);
  return { certificate, privateKey: exportKey(privateKey) };
}

/** Issues a server certificate, signed by the authority (whose common name the caller repeats). */
export function issueCertificate(
  authority: Credential & { readonly commonName: string },
  content: CertificateContent,
): Credential {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const authorityKey = createPrivateKey(authority.privateKey);
  const extensions = [
    extension("2.5.29.19", true, sequence()),
    extension("2.5.29.15", true, der(0x03, Buffer.from([7, 0b1000_0000]))),
    extension("2.5.29.37", false, sequence(objectIdentifier("1.3.6.1.5.5.7.3.1"))),
    extension("2.5.29.17", false, sequence(...content.names.map(generalName))),
    subjectKeyId(publicKey),
  ];
  const certificate = signed(
    {
      issuer: distinguishedName(authority.commonName),
      subject: distinguishedName(content.commonName),
      validity: content,
      publicKey,
      extensions,
    },
    authorityKey,
  );
  return { certificate, privateKey: exportKey(privateKey) };
}

type ToBeSigned = {
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly validity: Validity;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Buffer[];
};

function signed({ issuer, subject, validity, publicKey, extensions }: ToBeSigned, key: KeyObject): string {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const content = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(serial),
    ecdsaWithSha256,
    issuer,
    sequence(time(validity.notBefore), time(validity.notAfter)),
    subject,
    publicKey.export({ format: "der", type: "spki" }),
    der(0xa3, sequence(...extensions)),
  );
  return pem("CERTIFICATE", sequence(content, ecdsaWithSha256, bitString(sign("sha256", content, key))));
}

function distinguishedName(commonName: string): Buffer {
  return sequence(set(sequence(objectIdentifier("2.5.4.3"), utf8String(commonName))));
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return sequence(objectIdentifier(id), ...(critical ? [boolean(true)] : []), octetString(value));
}

function subjectKeyId(publicKey: KeyObject): Buffer {
  const id = createHash("sha1")
    .update(publicKey.export({ format: "der", type: "spki" }))
    .digest();
  return extension("2.5.29.14", false, octetString(id));
}

function generalName(name: string): Buffer {
  return ipaddr.isValid(name) ? der(0x87, Buffer.from(ipaddr.parse(name).toByteArray())) : der(0x82, Buffer.from(name));
}

function exportKey(key: KeyObject): string {
  return key.export({ format: "pem", type: "pkcs8" }).toString();
}
