/** A grey bar where text will be. The size comes from the class name, so that nothing moves when the text arrives. */
export function Skeleton({ className }: { readonly className: string }) {
  return <span aria-hidden="true" className={`block animate-pulse rounded-md bg-hover ${className}`} />;
}
