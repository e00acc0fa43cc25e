import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { inject } from 'vitest'
import { type Connection, connectionTo, withClient } from './connection.ts'

export interface TestDatabase {
  connection: Connection
  /** Ends its connections and removes it. */
  drop(): Promise<void>
}

/**
 * A migrated, empty database of one test file, a copy of the template (0.1 s). Call it in beforeAll, drop it in afterAll.
 * @throws Error when there is no server or the migrations fail
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { connection, template } = testServer()
  return copyOf(connection, template)
}

/** A database without our schema. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return copyOf(testServer().connection, 'template0')
}

function testServer() {
  const server = inject('testServer')
  if ('problem' in server) throw new Error(`no test database: ${server.problem}`)
  return server
}

async function copyOf(server: Connection, template: string): Promise<TestDatabase> {
  const name = `mostik_test_${randomBytes(6).toString('hex')}`
  await withClient(server, (client) => client.query(`create database ${name} template ${template}`))
  return {
    connection: connectionTo(server, name),
    drop: async () => {
      // A vacuum of the server's own may be at work there, which only a superuser may end: it is through in a moment.
      for (let tries = 1; ; tries += 1) {
        try {
          return await withClient(server, async (client) => {
            await client.query(`drop database if exists ${name} with (force)`)
          })
        } catch {
          // The server goes with the run, and the database with it.
          if (tries === 10) return
          await sleep(200)
        }
      }
    },
  }
}
