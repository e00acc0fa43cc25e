import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { FileError, type FileProblem } from './errors.ts'
import { openTable } from './read-table.ts'
import type { OpenOptions, Table, TableRow } from './table.ts'

const folders: string[] = []

afterAll(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

/** A path for a test's file, in a folder that goes away after the tests. */
export async function testPath(name = 'table.csv'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mostik-files-'))
  folders.push(folder)
  return join(folder, name)
}

export async function fileWith(content: string | Uint8Array, name?: string): Promise<string> {
  const path = await testPath(name)
  await writeFile(path, content)
  return path
}

export async function rowsOf(table: Table): Promise<TableRow[]> {
  const rows: TableRow[] = []
  for await (const batch of table.rows) rows.push(...batch)
  return rows
}

/** Opens a file and reads it to its end. */
export async function readAll(
  path: string,
  options?: OpenOptions,
): Promise<{ table: Table; rows: TableRow[]; cells: string[][] }> {
  const table = await openTable(path, options)
  const rows = await rowsOf(table)
  return { table, rows, cells: rows.map(({ cells }) => cells) }
}

/** What is wrong with a file, found at opening or while reading. */
export async function problemOf(path: string, options?: OpenOptions): Promise<FileProblem> {
  try {
    await readAll(path, options)
  } catch (error) {
    if (error instanceof FileError) return error.problem
    throw error
  }
  throw new Error('The file was read without a problem')
}

/** Cyrillic text in windows-1251, which Node decodes but does not encode. */
export function windows1251(text: string): Buffer {
  return Buffer.from(Array.from(text, (letter) => BYTES_1251.get(letter) ?? 63))
}

const BYTES_1251: ReadonlyMap<string, number> = new Map(
  Array.from(
    new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte)),
    (letter, byte) => [letter, byte],
  ),
)
