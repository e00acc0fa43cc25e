import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import type { Currency } from '#core/money/currency.ts'
import type { Language } from '#core/i18n/language.ts'
import { activatePerson, audit, findPerson, insertCompany, insertPerson } from '#modules/org/api.ts'
import { createAccount } from '../data/accounts.ts'
import { type Companies, countCompanies, holdSetup } from '../data/companies.ts'
import type { Auth } from './auth.ts'
import { emailInUse } from './email-in-use.ts'
import { openSession, type Visit } from './sign-in.ts'

export interface FirstCompany {
  company: { name: string; timeZone: string; currency: Currency; calendar: 'ru' | 'plain' }
  owner: { fullName: string; email: string; password: string }
  language: Language
}

const DEMO_EMAIL = 'demo@mostik.local'

/** Whether there is no company yet; and whether this person, the owner of a demo company, may begin his own. */
export async function setupState(auth: Auth, actor: Actor | null): Promise<{ isNeeded: boolean; mayBegin: boolean }> {
  return auth.gate.asServer(async (tx) => {
    const companies = await countCompanies(tx)
    return { isNeeded: companies.all === 0, mayBegin: mayBegin(actor, companies) }
  })
}

/** Makes the first company with its owner, and signs him in. Of two wizards at once the first wins. @throws Refusal SETUP_DONE, SETUP_ADDRESS, TOO_MANY_REQUESTS */
export async function setUpCompany(
  auth: Auth,
  visit: Visit,
  actor: Actor | null,
  { company, owner, language }: FirstCompany,
): Promise<void> {
  auth.limit(visit.request.ip)
  demandOwnAddress(auth, visit)
  await auth.gate.asServer(async (tx) => {
    await takeSetup(tx, actor)
    const workspaceId = await insertCompany(tx, { ...company, language })
    const personId = await insertPerson(tx, workspaceId, {
      fullName: owner.fullName,
      email: owner.email,
      role: 'owner',
    })
    await emailInUse(() => giveAccount(tx, { workspaceId, personId, ...owner }))
    await audit(tx, { workspaceId, personId }, 'company.added', 'company', workspaceId, { address: visit.request.ip })
    for (const begin of auth.onNewCompany) await begin(tx, { workspaceId, language })
  })
  await openSession(auth, visit, owner)
}

export interface DemoAccess {
  /** Of all these accounts. */
  password: string
  accounts: { email: string; fullName: string; role: string }[]
}

/**
 * Fills the demo company, gives accounts in the visitor's language to its owner and to one person of each other role, and signs him in as the owner.
 * @throws Refusal SETUP_DONE, SETUP_ADDRESS, NOT_FOUND (no demo in this build), TOO_MANY_REQUESTS
 */
export async function setUpDemo(auth: Auth, visit: Visit, language: Language): Promise<DemoAccess> {
  auth.limit(visit.request.ip)
  demandOwnAddress(auth, visit)
  const { openDemo } = auth
  if (!openDemo) throw new Refusal('NOT_FOUND')
  const password = randomBytes(9).toString('base64url')
  const accounts = await auth.gate.asServer(async (tx) => {
    // Held while the demo is filled in transactions of its own: a second wizard waits and is refused.
    await takeSetup(tx, null)
    const { workspaceId, personIds } = await openDemo()
    const given: DemoAccess['accounts'] = []
    for (const personId of personIds) {
      const person = await findPerson(tx, personId)
      if (!person) throw new Refusal('NOT_FOUND')
      const { fullName, role } = person
      const email = role === 'owner' ? DEMO_EMAIL : `${role}@mostik.local`
      await giveAccount(tx, { workspaceId, personId, fullName, email, password, language })
      given.push({ email, fullName, role })
    }
    const actor = { workspaceId, personId: personIds[0] ?? null }
    await audit(tx, actor, 'company.added', 'company', workspaceId, { address: visit.request.ip })
    return given
  })
  await openSession(auth, visit, { email: DEMO_EMAIL, password })
  return { password, accounts }
}

/** Lets a person in with this e-mail and password (past row level security, for asServer). @throws unique_violation when the address is taken */
export async function giveAccount(
  tx: Tx,
  {
    workspaceId,
    personId,
    fullName,
    email,
    password,
    language,
  }: {
    workspaceId: string
    personId: string
    fullName: string
    email: string
    password: string
    /** The company's when absent. */
    language?: Language
  },
): Promise<void> {
  const userId = await createAccount(tx, { email, fullName, password })
  await tx
    .updateTable('people')
    .set({ email: email.toLowerCase(), ...(language && { language }) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', personId)
    .execute()
  await activatePerson(tx, { workspaceId, id: personId, userId })
}

/**
 * Before there is a company no cookie stands between a stranger's page and the wizard: a site whose name suddenly leads to this machine (DNS
 * rebinding) is of one origin with us. It has a name of its own, so only names that nobody else can own are let through.
 * @throws Refusal SETUP_ADDRESS
 */
function demandOwnAddress({ config }: Auth, { request }: Visit): void {
  const { hostname } = new URL(`http://${request.host}`)
  const isOurs = hostname === new URL(config.publicUrl).hostname || hostname.endsWith('.localhost')
  const isAddress = isIP(hostname.replaceAll(/[[\]]/g, '')) > 0
  // A name without a dot lives in the local network alone: localhost, the name of the machine.
  if (!isOurs && !isAddress && hostname.includes('.')) throw new Refusal('SETUP_ADDRESS', { host: hostname })
}

async function takeSetup(tx: Tx, actor: Actor | null): Promise<void> {
  await holdSetup(tx)
  const companies = await countCompanies(tx)
  if (companies.all > 0 && !mayBegin(actor, companies)) throw new Refusal('SETUP_DONE')
}

function mayBegin(actor: Actor | null, { own }: Companies): boolean {
  return own === 0 && actor !== null && actor.workspace.isDemo && actor.role === 'owner' && actor.via === 'session'
}
