import { normalizeEmail, normalizeName } from '#core/files/values.ts'

export interface KnownPerson {
  id: string
  fullName: string
  email: string | null
  externalId: string | null
  leftOn: string | null
}

export type OwnerMatch = { personId: string } | 'new' | 'unclear'

/** Finds people by how a file calls them: name in any order of its words, e-mail, «Имя [12]» of Bitrix24, id in the other system. */
export class OwnerIndex {
  readonly #byName = new Map<string, string[]>()
  readonly #byWords = new Map<string, string[]>()
  readonly #byEmail = new Map<string, string>()
  readonly #byExternalId = new Map<string, string>()

  constructor(people: readonly KnownPerson[]) {
    // Whoever still works here comes first where two have one name.
    for (const person of people.toSorted((a, b) => Number(a.leftOn !== null) - Number(b.leftOn !== null)))
      this.add(person)
  }

  add({ id, fullName, email, externalId }: Omit<KnownPerson, 'leftOn'>): void {
    push(this.#byName, normalizeName(fullName), id)
    push(this.#byWords, words(fullName), id)
    if (email) this.#byEmail.set(email.toLowerCase(), id)
    if (externalId) this.#byExternalId.set(externalId, id)
  }

  find(value: string): OwnerMatch {
    const { name, externalId } = ownerParts(value)
    const email = normalizeEmail(value)
    const known =
      (email.ok && this.#byEmail.get(email.value)) ||
      (externalId && this.#byExternalId.get(externalId)) ||
      this.#byExternalId.get(value)
    if (known) return { personId: known }
    const same = this.#byName.get(normalizeName(name)) ?? this.#byWords.get(words(name))
    if (!same) return 'new'
    const [only, second] = same
    return only !== undefined && second === undefined ? { personId: only } : 'unclear'
  }
}

/** «Иван Петров [12]» is a name with the id of the other system. */
export function ownerParts(value: string): { name: string; externalId: string | null } {
  const match = /^(.*\S)\s*\[(\d{1,12})\]$/.exec(value.trim())
  return match ? { name: match[1] ?? value, externalId: match[2] ?? null } : { name: value.trim(), externalId: null }
}

function words(name: string): string {
  return normalizeName(name)
    .split(/[\s,]+/)
    .filter(Boolean)
    .toSorted()
    .join(' ')
}

function push(map: Map<string, string[]>, key: string, id: string): void {
  const known = map.get(key)
  if (!known) map.set(key, [id])
  else if (!known.includes(id)) known.push(id)
}
