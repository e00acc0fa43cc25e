import { normalizeName } from '#core/files/values.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { createPeople } from '#modules/org/api.ts'
import { keptText } from '../calc/kept-text.ts'
import type { Mapping } from '../calc/mapping.ts'
import { OwnerIndex, ownerParts } from '../calc/owner-index.ts'
import type { Reason } from '../calc/row-problem.ts'
import { knownPeople, seePeople } from '../data/dictionaries.ts'

/** Whose deals the importer may bring: anybody's, or those of his people and of people whom he brings with them. */
export interface Reach {
  personId: string
  departmentId: string | null
  /** Null: everybody. */
  people: ReadonlySet<string> | null
}

export type OwnerFound = { personId: string | null; name: string } | Reason

/** From what the file calls an owner to the person; who is not here yet becomes a person who has not been invited. */
export class OwnerBook {
  readonly #index: OwnerIndex
  readonly #names: Map<string, string>
  readonly #chosen: Map<string, Mapping['owners'][number]['to']>
  readonly #found = new Map<string, OwnerFound>()
  readonly #reach: Reach
  readonly #defaultOwnerId: string | null
  #waiting: { id: string; fullName: string; externalId: string | null }[] = []
  readonly made: { id: string; name: string }[] = []

  private constructor(people: Awaited<ReturnType<typeof knownPeople>>, mapping: Mapping, reach: Reach) {
    this.#index = new OwnerIndex(people)
    this.#names = new Map(people.map(({ id, fullName }) => [id, fullName]))
    this.#chosen = new Map(mapping.owners.map(({ value, to }) => [normalizeName(value), to]))
    this.#defaultOwnerId = mapping.defaultOwnerId
    this.#reach = reach
  }

  static async open(tx: Tx, mapping: Mapping, reach: Reach): Promise<OwnerBook> {
    return new OwnerBook(await knownPeople(tx), mapping, reach)
  }

  find(value: string): OwnerFound {
    const known = this.#found.get(value)
    if (known) return known
    const found = this.#reached(value === '' ? this.#defaultOwner() : this.#look(value))
    this.#found.set(keptText(value), found)
    return found
  }

  nameOf(id: string | null): string | null {
    return id === null ? null : (this.#names.get(id) ?? null)
  }

  /** Writes the people whom the last rows brought. */
  async write(tx: Tx, workspaceId: string): Promise<void> {
    if (this.#waiting.length === 0) return
    const people = this.#waiting
    this.#waiting = []
    const isTeam = this.#reach.people !== null
    await createPeople(
      tx,
      workspaceId,
      people.map((person) => ({
        ...person,
        role: 'seller' as const,
        // Whoever sees only his own people must see those whom he brings.
        ...(isTeam && { managerId: this.#reach.personId, departmentId: this.#reach.departmentId }),
      })),
    )
    if (isTeam)
      await seePeople(
        tx,
        people.map(({ id }) => id),
      )
  }

  #look(value: string): OwnerFound {
    const choice = this.#chosen.get(normalizeName(value))
    if (choice === 'nobody') return { personId: null, name: '' }
    if (choice && typeof choice === 'object') {
      return { personId: choice.personId, name: this.#names.get(choice.personId) ?? value }
    }
    const match = choice === 'new' ? 'new' : this.#index.find(value)
    if (match === 'unclear') return 'OWNER_UNCLEAR'
    if (match !== 'new') return { personId: match.personId, name: this.#names.get(match.personId) ?? value }
    const { name, externalId } = ownerParts(value)
    const person = { id: uuid7(), fullName: name, externalId }
    this.#waiting.push(person)
    this.made.push({ id: person.id, name })
    this.#index.add({ ...person, email: null })
    this.#names.set(person.id, name)
    return { personId: person.id, name }
  }

  #defaultOwner(): OwnerFound {
    return { personId: this.#defaultOwnerId, name: this.nameOf(this.#defaultOwnerId) ?? '' }
  }

  #reached(found: OwnerFound): OwnerFound {
    const { people } = this.#reach
    if (typeof found === 'string' || people === null) return found
    if (found.personId === null) return 'OWNER_MISSING'
    const isOwn = people.has(found.personId) || this.made.some(({ id }) => id === found.personId)
    return isOwn ? found : 'OWNER_OUT_OF_SCOPE'
  }
}
