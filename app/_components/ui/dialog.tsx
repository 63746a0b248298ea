"use client";

import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button";

type Shape = "center" | "top" | "side";

const shapes: Readonly<Record<Shape, string>> = {
  center:
    "top-1/2 left-1/2 max-h-[min(46rem,calc(100dvh-2rem))] w-[min(44rem,calc(100vw-1.5rem))] -translate-1/2 rounded-xl animate-fade",
  top: "top-[12vh] left-1/2 max-h-[70vh] w-[min(38rem,calc(100vw-1.5rem))] -translate-x-1/2 rounded-xl animate-fade max-sm:top-3",
  side: "top-0 right-0 h-dvh w-full animate-slide sm:w-[min(44rem,92vw)] sm:border-l sm:border-line",
};

/** A modal window: focus stays inside, Escape closes it, focus returns to where it was. */
export function Dialog({
  open,
  onClose,
  title,
  description,
  shape = "center",
  headless = false,
  actions,
  children,
  footer,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly shape?: Shape;
  /** The title is only read out: the content starts at the top. */
  readonly headless?: boolean;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}) {
  return (
    <Primitive.Root open={open} onOpenChange={(next) => next || onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-fade bg-[rgb(12_14_18/0.45)]" />
        <Primitive.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={`fixed z-50 flex flex-col overflow-hidden bg-raised shadow-pop outline-none ${shapes[shape]}`}
        >
          {headless ? (
            <Primitive.Title className="sr-only">{title}</Primitive.Title>
          ) : (
            <header className="flex items-start gap-3 border-b border-line px-4 py-3 sm:px-5">
              <div className="min-w-0 flex-1">
                <Primitive.Title className="text-lg font-semibold text-balance">{title}</Primitive.Title>
                {description && (
                  <Primitive.Description asChild>
                    <div className="text-sm text-muted">{description}</div>
                  </Primitive.Description>
                )}
              </div>
              {actions}
              <Primitive.Close asChild>
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label="Close"
                  className="-mr-1.5 max-sm:-my-1.5 max-sm:-mr-3 max-sm:size-11"
                >
                  <X aria-hidden="true" />
                </Button>
              </Primitive.Close>
            </header>
          )}
          {children}
          {footer && (
            <footer className="flex flex-wrap items-center gap-2 border-t border-line bg-raised px-4 py-3 sm:px-5">
              {footer}
            </footer>
          )}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
