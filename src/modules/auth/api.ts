/** What other modules may use of sign-in. */
export { createAddressLimit } from './service/address-limit.ts'
export { actorOf } from './data/actor.ts'
export type { Beginnings, DemoCompany } from './service/auth.ts'
export { giveAccount } from './service/setup.ts'
