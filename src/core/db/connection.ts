import pg from 'pg'

/** Where the database is and who we are there; node-postgres and pg-boss take it as it is. */
export type Connection = { connectionString: string } | LocalConnection

export interface LocalConnection {
  /** Name of a machine, or the folder of a Unix socket. */
  host: string
  port: number
  user: string
  password: string
  database: string
}

/** The same server and role, another database. */
export function connectionTo(server: Connection, database: string): Connection {
  if (!('connectionString' in server)) return { ...server, database }
  const url = new URL(server.connectionString)
  url.pathname = `/${database}`
  return { connectionString: url.href }
}

/** The connection for a person's eyes: without the password. */
export function addressOf(connection: Connection): string {
  if (!('connectionString' in connection)) return `${connection.host}:${connection.port}/${connection.database}`
  const url = new URL(connection.connectionString)
  return `${url.host}${url.pathname}`
}

/** One connection for a piece of work outside the pool; takes the client, closes it whatever happens. */
export async function withClient<Result>(
  connection: Connection,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client(connection)
  // A server that dies fails the running query as well; without a listener the process would end at once.
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
