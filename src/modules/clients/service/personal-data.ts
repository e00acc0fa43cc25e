import type { Tx } from '#core/db/gate.ts'
import { normalizePhone } from '#core/files/values.ts'
import { xlsxBytes } from '#core/files/write-xlsx.ts'
import { CONTENT_TYPES } from '#core/files/write-table.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { forgetLeftovers } from '#modules/fields/api.ts'
import { audit } from '#modules/org/api.ts'
import type { FoundPerson } from '../contract.ts'
import {
  erasePerson,
  findPersonById,
  findPersons,
  insertErasure,
  type PersonRow,
  personData,
} from '../data/personal-data.ts'
import { allow } from './by.ts'
import { announceContact } from './contacts.ts'

/** What stands where something was, in the language of the one who erased it. */
const MARKS = { ru: 'Удалено по запросу', en: 'Erased on request' }

/** People by name, number or address. @throws Refusal FORBIDDEN */
export async function searchPersons(tx: Tx, actor: Actor, text: string): Promise<{ rows: FoundPerson[] }> {
  allow(actor, 'erase')
  const phone = /^[+\d\s().-]+$/.test(text) ? normalizePhone(text) : null
  const email = /\S@\S/.test(text) ? text.toLowerCase() : null
  const rows = await findPersons(tx, { text, phoneKey: phone?.ok ? phone.value.key : null, email })
  return { rows: rows.map(found) }
}

/** What would be erased, by kind of record. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function erasurePreview(tx: Tx, actor: Actor, id: string) {
  const person = await demand(tx, actor, id)
  return { person: found(person), found: await erasePerson(tx, id, MARKS[actor.language], { really: false }) }
}

/**
 * Erases a person everywhere; counts and figures stay, and who did it when.
 * @throws Refusal FORBIDDEN, NOT_FOUND, PERSON_ERASED
 */
export async function erase(tx: Tx, actor: Actor, { id, reason }: { id: string; reason?: string | null | undefined }) {
  const person = await demand(tx, actor, id)
  if (person.erasedAt) throw new Refusal('PERSON_ERASED')
  const erased = await erasePerson(tx, id, MARKS[actor.language], { really: true })
  await forgetLeftovers(tx, actor.workspaceId, id)
  const counts = Object.fromEntries(erased.map(({ what, count }) => [what, count]))
  await insertErasure(tx, actor.workspaceId, { contactId: id, actorId: actor.personId, reason: reason || null, counts })
  await audit(tx, actor, 'person.erased', 'contact', id, counts)
  announceContact(tx, actor, id, [])
  return { found: erased }
}

/** All that is kept about a person, as a file. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function exportPerson(tx: Tx, actor: Actor, { id, format }: { id: string; format: 'json' | 'xlsx' }) {
  await demand(tx, actor, id)
  await audit(tx, actor, 'person.exported', 'contact', id, { format })
  const tables = await personData(tx, id)
  const fileName = `personal-data-${id}.${format}`
  if (format === 'json') {
    const content = Object.fromEntries(tables.map(({ target, data }) => [target, data]))
    return fileOf(fileName, 'application/json', Buffer.from(JSON.stringify(content, null, 2)))
  }
  const rows = tables.flatMap(({ target, data }) =>
    data.flatMap((row, index) =>
      Object.entries(row)
        .filter(([, value]) => value !== null)
        .map(([field, value]) => [target, index + 1, field, typeof value === 'string' ? value : JSON.stringify(value)]),
    ),
  )
  const titles = actor.language === 'ru' ? ['Раздел', '№', 'Поле', 'Значение'] : ['Section', 'No.', 'Field', 'Value']
  const columns = titles.map((title, index) => ({ title, width: index === 3 ? 60 : 20 }))
  const chunks: Buffer[] = []
  for await (const chunk of xlsxBytes(columns, rows, { sheetName: titles[0] ?? 'Data' })) chunks.push(chunk)
  return fileOf(fileName, CONTENT_TYPES.xlsx, Buffer.concat(chunks))
}

async function demand(tx: Tx, actor: Actor, id: string): Promise<PersonRow> {
  allow(actor, 'erase')
  const person = await findPersonById(tx, id)
  if (!person) throw new Refusal('NOT_FOUND')
  return person
}

function found({ erasedAt, ...person }: PersonRow): FoundPerson {
  return { ...person, erasedAt: erasedAt?.toISOString() ?? null }
}

function fileOf(fileName: string, contentType: string, bytes: Buffer) {
  return { fileName, contentType, content: bytes.toString('base64') }
}
