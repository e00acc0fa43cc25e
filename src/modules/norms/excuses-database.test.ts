import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { actorOf } from '#modules/auth/api.ts'

let app: TestApp
let owner: TestPerson, head: TestPerson, seller: TestPerson

beforeAll(async () => {
  app = await testApp()
  const company = await app.company()
  owner = await company.person({ role: 'owner' })
  head = await company.person({ role: 'head', managerId: owner.id })
  seller = await company.person({ managerId: head.id })
})
afterAll(() => app.close())

/** Past the service: what the database itself lets this person write. */
async function write(by: TestPerson, whose: TestPerson, excusedBy = by) {
  const actor = await actorOf(app.services.gate, by.id)
  if (!actor) throw new Error('nobody')
  return app.gate.as(actor, (tx) =>
    sql`insert into norms_excuses (workspace_id, owner_id, day, reason, excused_by)
      values (${by.workspaceId}::uuid, ${whose.id}::uuid, '2026-11-20', 'Выставка', ${excusedBy.id}::uuid)
      on conflict (workspace_id, owner_id, day) do update set reason = excluded.reason, excused_by = excluded.excused_by`.execute(
      tx,
    ),
  )
}

it('the database lets a boss excuse a day, and nobody his own, nor in another’s name', async () => {
  for (const [by, whose, excusedBy] of [
    [seller, seller, seller],
    [head, head, head],
    [head, seller, owner],
  ] as const)
    await expect(write(by, whose, excusedBy)).rejects.toThrow('row-level security')
  await write(head, seller)
  await write(owner, owner)
  await expect(write(seller, seller)).rejects.toThrow('row-level security')
  const actor = await actorOf(app.services.gate, seller.id)
  const { numAffectedRows } = await app.gate.as(actor ?? (undefined as never), (tx) =>
    sql`delete from norms_excuses where owner_id = ${seller.id}::uuid`.execute(tx),
  )
  expect(numAffectedRows).toBe(0n)
})
