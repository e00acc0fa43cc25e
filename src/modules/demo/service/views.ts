import type { Tx } from '#core/db/gate.ts'
import { insertView } from '#modules/lists/api.ts'
import type { Story } from '../calc/story.ts'

/** Views of the list of deals that the head of the company has shared with all. */
const VIEWS: readonly { name: string; search: Record<string, string> }[] = [
  { name: 'Закрываются в этом месяце', search: { where: 'all(expected:in:this-month)', sort: 'expected,-amount' } },
  { name: 'Без следующего шага', search: { where: 'all(nextStep:empty)', sort: '-amount' } },
  { name: 'Стоят больше месяца', search: { where: 'all(stageEntered:older:30)', sort: 'stage,-amount' } },
  { name: 'Крупные', search: { where: 'all(amount:ge:100000000)', sort: '-amount' } },
]

/** Saved views of the demo company. */
export async function writeViews(tx: Tx, workspaceId: string, { team }: Story): Promise<void> {
  const owner = team.members.find(({ role }) => role === 'owner')
  if (!owner) return
  for (const { name, search } of VIEWS) {
    const fields = { name, shared: 'company', departmentId: null, search, layout: {} } as const
    await insertView(tx, { workspaceId, personId: owner.id }, 'deals.list', fields)
  }
}
