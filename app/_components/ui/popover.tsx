"use client";

import { Popover as Primitive } from "radix-ui";
import type { ReactElement, ReactNode } from "react";

/** A panel that opens under its trigger. */
export function Popover({
  open,
  onOpenChange,
  trigger,
  label,
  children,
  className = "w-80",
}: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly trigger: ReactElement;
  readonly label: string;
  readonly children: ReactNode;
  readonly className?: string;
}) {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          aria-label={label}
          align="start"
          sideOffset={6}
          collisionPadding={12}
          className={`z-30 max-w-[calc(100vw-1.5rem)] animate-pop overflow-hidden rounded-xl bg-raised shadow-pop outline-none ${className}`}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
