"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

const sections = [
  { href: "/workloads", title: "Identity" },
  { href: "/workloads/operator", title: "Operator" },
  { href: "/workloads/dbt", title: "dbt" },
  { href: "/workloads/lint", title: "Lint" },
];

/** The four parts of the Workloads page. Reports and runs belong to the first. */
export function SectionTabs() {
  const pathname = usePathname();
  const current = sections.findLast(({ href }) => pathname === href || pathname.startsWith(`${href}/`));
  return (
    <nav
      aria-label="Workloads"
      className="flex gap-1 overflow-x-auto border-b border-line [scrollbar-width:none] max-sm:-mx-4 max-sm:px-4"
    >
      {sections.map(({ href, title }) => (
        <Link
          key={href}
          href={href}
          aria-current={href === current?.href ? (pathname === href ? "page" : "true") : undefined}
          className="-mb-px flex h-10 shrink-0 items-center border-b-2 border-transparent px-3 font-medium text-muted hover:text-ink focus-visible:-outline-offset-2 aria-[current]:border-accent aria-[current]:text-ink max-sm:h-11"
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}
