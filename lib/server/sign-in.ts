import type { SignIn } from "@/lib/auth/identity";
import { notFound } from "@/lib/core/problem";
import type { Runtime } from "./runtime";

/** @throws Problem 404 where Drawbridge itself signs nobody in */
export function signInOf({ identity }: Runtime): SignIn {
  if (!identity.signIn) throw notFound("This Drawbridge does not sign people in itself: there is nothing to do here.");
  return identity.signIn;
}
