import { sql } from 'kysely'
import type { Gate } from '#core/db/gate.ts'
import { giveAccount } from '#modules/auth/api.ts'
import { signIn, type Session } from './client.ts'

/** Who asks: everybody, a head of a department with 20 sellers, and sellers of that department. */
export interface Cast {
  owner: string
  head: string
  /** Whose deals the head sees. */
  headPeople: string[]
  sellers: { id: string; email: string }[]
}

const PASSWORD = 'correct horse battery staple'
const SELLERS = 16

/** Lets some people of the company in. */
export async function giveAccounts(gate: Gate, workspaceId: string): Promise<Cast> {
  return gate.asServer(async (tx) => {
    const { rows } = await sql<{ id: string; fullName: string; email: string; role: string; managerId: string | null }>`
      select id, full_name as "fullName", email, role, manager_id as "managerId" from people
      where workspace_id = ${workspaceId}::uuid and left_on is null and role in ('owner', 'head', 'seller') order by role, full_name, id`.execute(
      tx,
    )
    const owner = rows.find(({ role }) => role === 'owner')
    const head = rows.find(({ role }) => role === 'head')
    if (!owner || !head) throw new Error('the company has no owner or no head')
    const team = rows.filter(({ managerId }) => managerId === head.id)
    const sellers = team.slice(0, SELLERS)
    for (const { id, fullName, email } of [owner, head, ...sellers])
      await giveAccount(tx, { workspaceId, personId: id, fullName, email, password: PASSWORD })
    return {
      owner: owner.email,
      head: head.email,
      headPeople: [head.id, ...team.map(({ id }) => id)],
      sellers: sellers.map(({ id, email }) => ({ id, email })),
    }
  })
}

/** A real session, as a browser has it. */
export function enter(url: string, email: string): Promise<Session> {
  return signIn(url, email, PASSWORD)
}
