/** To whom a lead goes: which rule takes it, who of its people is here, whose turn it is. */

export interface RuleConditions {
  sourceIds: readonly string[]
  formIds: readonly string[]
  /** Beginnings of words. */
  regions: readonly string[]
  products: readonly string[]
}

export interface LeadSigns {
  sourceId: string | null
  formId: string | null
  region: string | null
  /** What the client asks for: the product field and the text. */
  interest: string | null
}

/** The first rule that fits; every condition that is set must fit, an empty one fits all. */
export function ruleFor<Rule extends RuleConditions>(rules: readonly Rule[], lead: LeadSigns): Rule | undefined {
  return rules.find(
    (rule) =>
      (rule.sourceIds.length === 0 || (lead.sourceId !== null && rule.sourceIds.includes(lead.sourceId))) &&
      (rule.formIds.length === 0 || (lead.formId !== null && rule.formIds.includes(lead.formId))) &&
      (rule.regions.length === 0 || hasWord(lead.region, rule.regions)) &&
      (rule.products.length === 0 || hasWord(lead.interest, rule.products)),
  )
}

function hasWord(text: string | null, beginnings: readonly string[]): boolean {
  if (!text) return false
  const said = ` ${plain(text)}`
  return beginnings.some((beginning) => said.includes(` ${plain(beginning)}`))
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Somebody who could be given a lead. */
export interface Seller {
  id: string
  role: string
  departmentId: string | null
  state: string
  hiredOn: string | null
  leftOn: string | null
}

/** An absence that covers today; `insteadId` works his leads meanwhile. */
export interface Absence {
  personId: string
  insteadId: string | null
}

/** Whether this person works for the company on this day: leads are for those who do. */
export function takesLeads(person: Pick<Seller, 'hiredOn' | 'leftOn' | 'state'>, today: string): boolean {
  return (
    person.state !== 'disabled' &&
    (person.hiredOn === null || person.hiredOn <= today) &&
    (person.leftOn === null || person.leftOn >= today)
  )
}

/**
 * Who of these people can be given a lead today: those who work here and are not away; in the place of whoever is away the one who stands
 * in for him, if that one is here.
 */
export function presentAmong(
  personIds: readonly string[],
  people: ReadonlyMap<string, Seller>,
  absences: readonly Absence[],
  today: string,
): string[] {
  const away = new Map(absences.map((absence) => [absence.personId, absence.insteadId]))
  const isHere = (id: string | null | undefined): id is string => {
    const person = id ? people.get(id) : undefined
    return person !== undefined && takesLeads(person, today) && !away.has(person.id)
  }
  const present = personIds.flatMap((id) => {
    const person = people.get(id)
    if (!person || !takesLeads(person, today)) return []
    if (!away.has(id)) return [id]
    const instead = away.get(id)
    return isHere(instead) ? [instead] : []
  })
  return [...new Set(present)]
}

/** People of a rule: the named ones, and the sellers of the named departments with those below them. Nobody named: all sellers. */
export function membersOf(
  { personIds, departmentIds }: { personIds: readonly string[]; departmentIds: readonly string[] },
  people: Iterable<Seller>,
  departments: readonly { id: string; parentId: string | null }[],
): string[] {
  const all = [...people]
  if (personIds.length === 0 && departmentIds.length === 0) {
    return all.filter(({ role }) => role === 'seller').map(({ id }) => id)
  }
  const within = new Set(departmentIds)
  for (let grown = true; grown;) {
    const before = within.size
    for (const { id, parentId } of departments) if (parentId && within.has(parentId)) within.add(id)
    grown = within.size > before
  }
  const named = new Set(personIds)
  return all
    .filter(
      ({ id, role, departmentId }) =>
        named.has(id) || (role === 'seller' && departmentId !== null && within.has(departmentId)),
    )
    .map(({ id }) => id)
}

/** What decides between people who could all take the lead. */
export interface Load {
  /** Open leads and deals. */
  open: number
  /** The number of the turn in which he was last given a lead; null: never. */
  lastTurn: number | null
}

/**
 * Whose lead it is. In turn: whoever has waited longest for one. By load: whoever has the fewest open leads and deals, and of those the one who
 * has waited longest. Equal in both: by id, so that the answer does not depend on the order of the question. Null of nobody.
 */
export function chosenOf(
  candidates: readonly string[],
  loads: ReadonlyMap<string, Load>,
  method: 'round_robin' | 'by_load',
): string | null {
  const order = candidates.toSorted((a, b) => {
    const [one, two] = [loads.get(a), loads.get(b)]
    const byLoad = method === 'by_load' ? (one?.open ?? 0) - (two?.open ?? 0) : 0
    return byLoad || (one?.lastTurn ?? 0) - (two?.lastTurn ?? 0) || (a < b ? -1 : 1)
  })
  return order[0] ?? null
}
