/** How credentials look that people paste by mistake: keys and tokens of Google, Kubernetes and others, and `token: …`. */
const forms: readonly RegExp[] = [
  /-----BEGIN [A-Z0-9 ]{0,40}-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}-----|$)/g,
  /\b(?:ya29\.|GOCSPX-|AIza|1\/\/0|eyJ)[\w./+=-]+/g,
  /\b(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|AKIA|ASIA|sha256~)[\w-]+/g,
  /\bBearer\s+\S+/gi,
  /\b(?:client-(?:key|certificate)-data|certificate-authority-data|(?:id-|access-|refresh-)?token|password|secret)["']?\s*[:=]\s*\S+/gi,
  /:\/\/[^\s/@]{1,300}@/g,
];

/** A run of letters and digits of both cases, as random keys have and no name of Google's or Kubernetes' has. */
const run = /[A-Za-z0-9+/_=]{32,}/g;

const isRandom = (text: string) => /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);

/** The text with everything that looks like a credential taken out. Errs on the side of taking out. */
export function redactCredentials(text: string): string {
  const known = forms.reduce((left, form) => left.replace(form, "[redacted]"), text);
  return known.replace(run, (found) => (isRandom(found) ? "[redacted]" : found));
}

/** True for the forms that nothing else has. Long random runs are left out: names of files and words of programs have them, too. */
export function holdsCredential(text: string): boolean {
  return forms.some((form) => text.replace(form, "") !== text);
}

/** True when a text holds something that looks like a credential. For names, which have no reason to look so. */
export function looksLikeCredential(text: string): boolean {
  return redactCredentials(text) !== text;
}
