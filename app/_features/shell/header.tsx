"use client";

import { CircleQuestionMark, FlaskConical, Search } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { Logo } from "@/app/_components/shell/logo";
import { Button } from "@/app/_components/ui/button";
import { Kbd } from "@/app/_components/ui/kbd";
import { usePanels } from "@/app/_features/state/panels";
import { useSettings } from "@/app/_features/state/settings";
import { PersonMenu } from "./person-menu";
import { ThemeMenu } from "./theme-menu";

const pages = [
  { href: "/", title: "Diagnose" },
  { href: "/access", title: "Access" },
  { href: "/workloads", title: "Workloads" },
  { href: "/activity", title: "Activity" },
  { href: "/history", title: "History" },
];

/** `/workloads/lint` is a part of Workloads. */
function isWithin(pathname: string, href: string): boolean {
  return pathname === href || (href !== "/" && pathname.startsWith(`${href}/`));
}

/** The bar above every page. */
export function Header() {
  const pathname = usePathname();
  const { mode } = useSettings();
  const { show } = usePanels();
  return (
    <header className="sticky top-0 z-20 border-b border-line bg-surface">
      <div className="mx-auto flex max-w-[76rem] flex-wrap items-center gap-x-1 px-3 sm:h-13 sm:flex-nowrap sm:gap-2 sm:px-6">
        <Link
          href="/"
          className="mr-0.5 flex h-11 items-center gap-2 rounded-md font-semibold tracking-[-0.01em] sm:mr-2 sm:h-auto"
        >
          <Logo />
          <span className="max-sm:sr-only">Drawbridge</span>
        </Link>
        <nav
          aria-label="Pages"
          className="flex min-w-0 overflow-x-auto [scrollbar-width:none] max-sm:order-last max-sm:-mx-1 max-sm:w-full max-sm:pb-1.5"
        >
          {pages.map(({ href, title }) => (
            <Link
              key={href}
              href={href}
              aria-current={isWithin(pathname, href) ? (pathname === href ? "page" : "true") : undefined}
              className="rounded-lg px-2 py-1.5 font-medium text-muted hover:text-ink focus-visible:-outline-offset-2 aria-[current]:text-ink aria-[current]:bg-hover sm:px-3 max-sm:shrink-0 max-xs:px-1.5 max-xs:text-sm"
            >
              {title}
            </Link>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-0.5 sm:gap-1.5">
          {mode === "sandbox" && (
            <button
              type="button"
              onClick={() => show("sandbox")}
              className="flex h-8 items-center gap-1.5 rounded-full border border-warn/35 bg-warn-soft px-2 text-sm font-medium text-warn hover:border-warn sm:px-3 max-sm:shrink-0 max-xs:px-1.5 max-xs:text-sm"
            >
              <FlaskConical aria-hidden="true" className="size-4" />
              <span className="max-md:sr-only">Sandbox: simulated Google Cloud</span>
            </button>
          )}
          <Button variant="ghost" size="small" onClick={() => show("palette")} className="h-8 max-sm:w-8 max-sm:px-0">
            <Search aria-hidden="true" />
            <span className="sr-only">Search actions and clusters</span>
            <span className="max-lg:hidden">
              <Kbd>Ctrl K</Kbd>
            </span>
          </Button>
          <ThemeMenu />
          <PersonMenu />
          <Button
            variant="ghost"
            size="icon"
            aria-label="Keyboard shortcuts"
            title="Keyboard shortcuts"
            className="max-xs:hidden"
            onClick={() => show("shortcuts")}
          >
            <CircleQuestionMark aria-hidden="true" />
          </Button>
        </div>
      </div>
    </header>
  );
}
