import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { can, type PaymentAction } from '../policy.ts'

/** @throws Refusal FORBIDDEN */
export function allow(actor: Actor, action: PaymentAction): void {
  if (!can(actor, action)) throw new Refusal('FORBIDDEN')
}
