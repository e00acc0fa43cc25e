import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { type Attempts, FAILURES_TO_LOCK, countedAttempt, lockedUntil, noAttempts } from '../calc.ts'

/**
 * Counts one attempt to sign in before its outcome is known, one after the other for one e-mail.
 * @returns until when sign-in is closed (the attempt must not be made then), and whether this attempt closes it if it fails
 */
export async function beginAttempt(
  tx: Tx,
  emailHash: string,
  now: Date,
): Promise<{ closedUntil: Date | null; closesUntil: Date | null }> {
  await tx
    .insertInto('auth.sign_in_attempts')
    .values({ email_hash: emailHash, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await tx
    .selectFrom('auth.sign_in_attempts')
    .selectAll()
    .where('email_hash', '=', emailHash)
    .forUpdate()
    .executeTakeFirst()
  const before: Attempts = row
    ? { failures: row.failures, locks: row.locks, lockedUntil: row.locked_until, at: row.at }
    : noAttempts
  const closedUntil = lockedUntil(before, now)
  if (closedUntil) return { closedUntil, closesUntil: null }
  const after = countedAttempt(before, now)
  await tx
    .updateTable('auth.sign_in_attempts')
    .set({ failures: after.failures, locks: after.locks, locked_until: after.lockedUntil, at: after.at })
    .where('email_hash', '=', emailHash)
    .execute()
  return { closedUntil: null, closesUntil: after.lockedUntil }
}

/** After a success, or a new password: nothing is counted any more. */
export async function forgetAttempts(tx: Tx, emailHash: string): Promise<void> {
  await tx.deleteFrom('auth.sign_in_attempts').where('email_hash', '=', emailHash).execute()
}

/** The password was right and only the code is still missing: that was no failure. Earlier ones stay counted, else codes could be guessed for ever. */
export async function takeAttemptBack(tx: Tx, emailHash: string, closed: boolean): Promise<void> {
  const row = tx.updateTable('auth.sign_in_attempts').where('email_hash', '=', emailHash)
  await (
    closed
      ? row.set({ failures: FAILURES_TO_LOCK - 1, locks: sql`greatest(locks - 1, 0)`, locked_until: null })
      : row.set({ failures: sql`greatest(failures - 1, 0)` })
  ).execute()
}

/** Notes that a link for a forgotten password was asked for, whether the account exists or not. @returns how often since then, this time included */
export async function countPasswordLetter(
  tx: Tx,
  emailHash: string,
  { now, since }: { now: Date; since: Date },
): Promise<number> {
  await tx.insertInto('auth.password_letters').values({ email_hash: emailHash, at: now }).execute()
  const row = await tx
    .selectFrom('auth.password_letters')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('email_hash', '=', emailHash)
    .where('at', '>', since)
    .executeTakeFirst()
  return row?.n ?? 0
}

/** Removes what no longer counts. @param before older than a day */
export async function sweepAttempts(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('auth.password_letters').where('at', '<', before).execute()
  await tx
    .deleteFrom('auth.sign_in_attempts')
    .where('at', '<', before)
    .where((where) => where.or([where('locked_until', 'is', null), where('locked_until', '<', before)]))
    .execute()
}
