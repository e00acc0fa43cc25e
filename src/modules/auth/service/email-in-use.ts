import { Refusal } from '#core/http/refusal.ts'
import { refusing } from '#modules/org/api.ts'

/** @throws Refusal EMAIL_IN_USE when the server has an account with this address, of whatever company */
export async function emailInUse<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await refusing(work)
  } catch (error) {
    throw error instanceof Refusal && error.code === 'EMAIL_TAKEN' ? new Refusal('EMAIL_IN_USE') : error
  }
}
