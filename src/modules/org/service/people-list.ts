import type { Tx } from '#core/db/gate.ts'
import { type By, todayOf } from '#core/http/by.ts'
import { cursorText } from '#core/http/cursor.ts'
import type { Actor } from '#core/http/routes.ts'
import { allPages, askedOf, askedPlace, columnsFor, listCondition, listFile } from '#modules/lists/api.ts'
import type { ListPlace } from '#modules/lists/contract.ts'
import { peopleFileQuestion, type PeopleQuestion } from '../contract.ts'
import { listDepartments } from '../data/departments.ts'
import { listPeople, type Person } from '../data/people.ts'
import { peopleListFields, peopleOrder } from '../data/people-columns.ts'
import { orgTree } from '../data/tree.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'

type Asked = PeopleQuestion & { sort: string }

/** So many rows are in memory at once. */
const PORTION = 1_000

/** One page of people. @throws Refusal FILTER_BAD, CURSOR_BROKEN */
export async function peoplePage(
  tx: Tx,
  by: By,
  { cursor, limit, ...asked }: Asked & { cursor?: ListPlace | undefined; limit: number },
) {
  const { rows, next } = await peopleSlice(tx, by, asked, { cursor, limit })
  return { rows, nextCursor: next ? cursorText(next) : null }
}

async function peopleSlice(
  tx: Tx,
  by: By,
  { where, sort, ...asked }: Asked,
  { cursor, limit }: { cursor: ListPlace | undefined; limit: number },
): Promise<{ rows: Person[]; next: ListPlace | undefined }> {
  const today = todayOf(by)
  const condition = where && listCondition(where, peopleListFields, by)
  const order = peopleOrder(sort)
  const after = askedPlace(order, cursor)
  const found = await listPeople(tx, { ...asked, where: condition, order, after, limit, today })
  const last = found.length > limit ? found[limit - 1] : undefined
  return { rows: found.slice(0, limit).map(({ place: _place, ...row }) => row), next: last && order.placeOf(last) }
}

const textsOf = ({ language }: Actor) => (language === 'en' ? en : ru)

/** The list of people as a file. */
export const peopleList = listFile<Person>({
  id: 'org.people',
  title: (actor) => textsOf(actor).people.title,
  async open(tx, actor, question, now) {
    const asked = askedOf(peopleFileQuestion, question)
    const today = todayOf({ actor, now })
    const names = new Map((await orgTree(tx)).people.map(({ id, fullName }) => [id, fullName]))
    const places = new Map((await listDepartments(tx, { archived: true, today })).map(({ id, name }) => [id, name]))
    return {
      columns: columnsOf(actor, { names, places }),
      rows: allPages((cursor: ListPlace | undefined) =>
        peopleSlice(tx, { actor, now }, asked, { cursor, limit: PORTION }),
      ),
      // There are hundreds of them: how many is known when they are read.
      total: 0,
    }
  },
})

interface Names {
  names: ReadonlyMap<string, string>
  places: ReadonlyMap<string, string>
}

function columnsOf(actor: Actor, { names, places }: Names) {
  const texts = textsOf(actor)
  const words = texts.people
  const { text, day } = columnsFor<Person>(actor)
  return {
    name: text(words.name, ({ fullName }) => fullName, 30),
    jobTitle: text(texts.card.jobTitle, ({ jobTitle }) => jobTitle, 26),
    role: text(words.role, ({ role }) => texts.roles[role], 26),
    department: text(words.department, ({ departmentId }) => places.get(departmentId ?? ''), 24),
    manager: text(words.manager, ({ managerId }) => names.get(managerId ?? ''), 26),
    email: text(words.email, ({ email }) => email, 28),
    phone: text(words.phone, ({ phone }) => phone, 18),
    state: text(words.state, ({ state }) => texts.states[state], 16),
    hired: day(words.hired, ({ hiredOn }) => hiredOn),
    left: day(words.left, ({ leftOn }) => leftOn),
    id: text('ID', ({ id }) => id, 38),
  }
}
