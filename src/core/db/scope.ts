/** Whose business rows (deals, activities, plans) somebody may see. */
export type Scope = 'all' | 'people' | 'none'

/** What the database must know about whoever acts; modules add what they need (see auth's Actor). Never changed: other rights are another object. */
export interface Scoped {
  readonly workspaceId: string
  readonly personId: string
  readonly role: string
  readonly scope: Scope
  /** With scope 'people': whose rows. */
  readonly people: readonly string[]
  /** Departments whose plans may be seen. */
  readonly departments: readonly string[]
  /** Whether personal data of clients may be seen. */
  readonly seesPersonal: boolean
  /** An auditor: the database refuses every write. */
  readonly readOnly: boolean
}

/** What begins a transaction in this scope: one round trip for all of it. */
export function opening(actor: Scoped, readOnly: boolean): string {
  return `begin ${actor.readOnly || readOnly ? 'read only' : 'read write'}; ${scopeOf(actor).inOne}`
}

/** What makes the scope of one actor that of another, in a transaction of both; empty when they see the same. */
export function switching(from: Scoped, to: Scoped): string {
  const { commands } = scopeOf(from)
  return scopeOf(to)
    .commands.filter((command, index) => command !== commands[index])
    .join('; ')
}

interface ScopeInSql {
  /** One for each setting, in the same order for everybody. */
  commands: readonly string[]
  inOne: string
}

/** By the actor, whom auth remembers for some seconds: two hundred people are checked and written down once. */
const scopes = new WeakMap<Scoped, ScopeInSql>()

function scopeOf(actor: Scoped): ScopeInSql {
  const known = scopes.get(actor)
  if (known !== undefined) return known
  const commands = scopeInSql(actor)
  const scope = { commands, inOne: commands.join('; ') }
  scopes.set(actor, scope)
  return scope
}

/** A statement of several commands takes no parameters, so each value is checked to be plain. */
function scopeInSql(actor: Scoped): string[] {
  const settings = {
    'app.workspace': plain(actor.workspaceId),
    'app.person': plain(actor.personId),
    'app.role': plain(actor.role),
    'app.scope': plain(actor.scope),
    'app.people': actor.people.map(plain).join(','),
    'app.departments': actor.departments.map(plain).join(','),
    'app.personal': actor.seesPersonal ? 'on' : 'off',
  }
  // Commands are only read; a query for the same would be planned and run as well.
  const assignments = Object.entries(settings).map(([name, value]) => `set local ${name} = '${value}'`)
  return ['set local role mostik_app', ...assignments]
}

function plain(value: string): string {
  if (!/^[a-z0-9_-]*$/.test(value)) throw new Error('a scope may hold ids and names of roles only')
  return value
}
