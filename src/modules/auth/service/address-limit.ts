import { Refusal } from '#core/http/refusal.ts'

const WINDOW_MS = 60_000
const MOST_ADDRESSES = 50_000

/** How often a minute one network address may try what strangers may: sign-in, links, forgotten passwords, setting up. */
export function createAddressLimit(now: () => number, attempts: number) {
  let windowEnds = 0
  let counts = new Map<string, number>()
  /** @throws Refusal TOO_MANY_REQUESTS */
  return (address: string): void => {
    if (now() >= windowEnds || counts.size > MOST_ADDRESSES) {
      counts = new Map()
      windowEnds = now() + WINDOW_MS
    }
    const count = (counts.get(address) ?? 0) + 1
    counts.set(address, count)
    if (count > attempts) throw new Refusal('TOO_MANY_REQUESTS')
  }
}
