import { CompiledQuery } from 'kysely'
import type { ChangesListener } from './changes.ts'
import type { Database } from './database.ts'
import { LeftToTheEnd } from './in-the-end.ts'
import { despiteOthers, metOthers } from './met-others.ts'
import { opening, type Scoped, switching } from './scope.ts'
import { commitBehind, inTransaction, partOf, type Tx, type Work } from './transaction.ts'

/** So many transactions of commands go on at once: with more of them two cores are busy changing between them. */
const AT_ONCE = 2
/** So many commands share a transaction: the first of them waits for the last. */
const MOST = 8
/** Who is held up longer by a lock holds nobody else up. */
const PATIENCE_MS = 100

interface Command {
  actor: Scoped
  recordId: string
  work: Work<unknown>
  resolve: (result: unknown) => void
  reject: (error: unknown) => void
}

export type Together = <Result>(actor: Scoped, recordId: string, work: Work<Result>) => Promise<Result>

/**
 * Runs short commands, each about one record: those that come while others are under way wait for them, and then share one transaction, each in the scope of
 * its own actor. Beginning, committing and waking up cost as much as the writing, and are done once for all of them. When one is refused, fails or finds a
 * record locked, nothing of the transaction is kept and each is done once more by itself, so nobody's answer depends on others. A work may therefore be run
 * more than once, and uses no savepoints.
 */
export function together(database: Database, tell: ChangesListener): Together {
  const waiting: Command[] = []
  let underWay = 0
  const goOn = () => {
    while (underWay < AT_ONCE && waiting.length > 0) {
      underWay += 1
      void run(takeFrom(waiting)).finally(() => {
        underWay -= 1
        goOn()
      })
    }
  }
  const run = async (commands: readonly Command[]) => {
    let isUndone = false
    try {
      const results = await inTransaction(database, beginning(commands), (tx) => inOne(tx, commands), {
        tell,
        onUndone: () => (isUndone = true),
      })
      commands.forEach(({ resolve }, index) => resolve(results[index]))
    } catch (error) {
      // What may have been kept must not be done twice.
      const isOfOthers = isHeldUp(error) || metOthers(error)
      if (!isUndone || (commands.length === 1 && !isOfOthers)) for (const { reject } of commands) reject(error)
      else for (const command of commands) void alone(command)
    }
  }
  const alone = async ({ actor, work, resolve, reject }: Command) => {
    try {
      resolve(await despiteOthers(() => inTransaction(database, opening(actor, false), work, { tell })))
    } catch (error) {
      reject(error)
    }
  }
  return <Result>(actor: Scoped, recordId: string, work: Work<Result>) =>
    new Promise<Result>((resolve, reject) => {
      waiting.push({ actor, recordId, work, resolve: resolve as Command['resolve'], reject })
      goOn()
    })
}

/** Those who have waited longest, of one company; a lock does not part commands of one transaction, so of one record there is only one. */
function takeFrom(waiting: Command[]): Command[] {
  const taken = new Map<string, Command>()
  for (const command of waiting) {
    if (taken.size === MOST) break
    const isOfThem = command.actor.workspaceId === waiting[0]?.actor.workspaceId
    if (isOfThem && !taken.has(command.recordId)) taken.set(command.recordId, command)
  }
  const commands = [...taken.values()]
  for (const command of commands) waiting.splice(waiting.indexOf(command), 1)
  return commands
}

function beginning([first]: readonly Command[]): string {
  if (!first) throw new Error('no command')
  return `${opening(first.actor, false)}; set local lock_timeout = ${PATIENCE_MS}`
}

async function inOne(whole: Tx, commands: readonly Command[]): Promise<unknown[]> {
  const [first] = commands
  if (first && commands.length === 1) return [await first.work(whole)]
  let scope = first?.actor
  let open = commands.length
  const enter = (actor: Scoped) => {
    const commandsOfScope = scope ? switching(scope, actor) : ''
    scope = actor
    // When it fails, so does every statement behind it.
    if (commandsOfScope) whole.executeQuery(CompiledQuery.raw(commandsOfScope)).catch(() => {})
  }
  const left = new LeftToTheEnd()
  const onLast = () => {
    open -= 1
    if (open > 0) return
    left.sendIn(whole)
    commitBehind(whole)
  }
  return Promise.all(
    commands.map(async ({ actor, work }) => {
      const part = partOf(whole, { ahead: () => enter(actor), onLast })
      left.takeFrom(part.tx)
      const result = await work(part.tx)
      part.end()
      return result
    }),
  )
}

function isHeldUp(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '55P03'
}
