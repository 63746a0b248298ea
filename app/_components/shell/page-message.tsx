import type { ReactNode } from "react";

/** A page that has only one thing to say. */
export function PageMessage({
  title,
  text,
  action,
}: {
  readonly title: string;
  readonly text: string;
  readonly action: ReactNode;
}) {
  return (
    <section className="card px-6 py-14 text-center">
      <h1 className="text-xl font-semibold text-balance">{title}</h1>
      <p className="mx-auto mt-2 mb-6 max-w-md text-pretty text-muted">{text}</p>
      {action}
    </section>
  );
}
