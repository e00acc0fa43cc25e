import { Refusal } from '#core/http/refusal.ts'

/** Says that a chain of holdings would close on itself: raised by the trigger refuse_circle. The transaction is over then. @throws Refusal PARENT_LOOP */
export async function orLoop<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if ((error as { code?: string }).code === 'MO001') throw new Refusal('PARENT_LOOP')
    throw error
  }
}
