import { type ColumnProfile, TableProfiler } from '#core/files/column-profile.ts'
import { openTable } from '#core/files/read-table.ts'
import type { OpenOptions, Table } from '#core/files/table.ts'
import { ValueCollector, valueColumns } from '../calc/collect-values.ts'
import type { ColumnFound, FileFound, Profile } from '../calc/found.ts'
import { guessColumns, guessKind } from '../calc/guess.ts'
import { guessPreset, withPreset } from '../calc/presets.ts'
import type { Kind } from '../calc/targets.ts'
import type { ColumnChoice } from '../calc/mapping.ts'
import type { ReadingOptions } from '../data/imports.ts'

interface Wish {
  options: ReadingOptions
  /** What the file is, where people said so. */
  kind: Kind | null
  /** What whoever brings the file in may bring, where the kind is to be guessed. */
  among: readonly Kind[]
  /** The mapping under which values are to be found; null: a guessed one. */
  columns: readonly ColumnChoice[] | null
  signal: AbortSignal
  onProgress(rows: number): Promise<void>
}

const SAMPLE_ROWS = 20
const KEPT_VALUES = 200

/**
 * Reads a whole file once: its columns with what they hold, and the values that must be matched. A second time only when the
 * whole file shows other columns than its beginning. @throws FileError
 */
export async function readFile(path: string, wish: Wish): Promise<{ kind: Kind; profile: Profile }> {
  const table = await openTable(path, openOptions(wish.options))
  const early = new TableProfiler(table.columns)
  early.add(table.sample)
  const firstColumns = wish.columns ?? guessed(early.profiles().map(columnFound), wish).columns
  const profiler = new TableProfiler(table.columns)
  let values = new ValueCollector({ columns: [...firstColumns] }, table.columns)
  await passRows(table, wish, (rows) => {
    profiler.add(rows)
    values.add(rows)
  })
  const columns = profiler.profiles().map(columnFound)
  const { kind, columns: lastColumns } = guessed(columns, wish)
  const file = fileFound(table, columns)
  if (!wish.columns && valueColumns({ columns: lastColumns }) !== valueColumns({ columns: [...firstColumns] })) {
    values = new ValueCollector({ columns: lastColumns }, table.columns)
    await passRows(table, wish, (rows) => values.add(rows))
  }
  return { kind: wish.kind ?? kind, profile: { file, values: values.found() } }
}

/** Lets all rows go by, reporting on the way and stopping when told to. */
export async function passRows(
  table: Table,
  { signal, onProgress }: Pick<Wish, 'signal' | 'onProgress'>,
  take: (rows: Parameters<TableProfiler['add']>[0]) => void | Promise<void>,
): Promise<void> {
  for await (const rows of table.rows) {
    signal.throwIfAborted()
    await take(rows)
    await onProgress(table.counts.rows)
  }
}

export function openOptions({ encoding, delimiter, quote, headerLine, sheet }: ReadingOptions): OpenOptions {
  return {
    ...(encoding !== undefined && { encoding: encoding as NonNullable<OpenOptions['encoding']> }),
    ...(delimiter !== undefined && { delimiter }),
    ...(quote !== undefined && { quote }),
    ...(headerLine !== undefined && { headerLine }),
    ...(sheet !== undefined && { sheet }),
  }
}

function guessed(
  columns: readonly ColumnFound[],
  { kind: wanted, among }: Pick<Wish, 'kind' | 'among'>,
): { kind: Kind; columns: ColumnChoice[] } {
  const kind = wanted ?? guessKind(columns, among)
  const guesses = guessColumns(kind, columns)
  return { kind, columns: kind === 'deals' ? withPreset(guesses, guessPreset(columns), columns) : guesses }
}

function columnFound({
  column,
  type,
  share,
  filledShare,
  distinct,
  distinctCapped,
  min,
  max,
  values,
  dateOrder,
  numberStyle,
}: ColumnProfile): ColumnFound {
  const short = values.slice(0, KEPT_VALUES).map(({ text, count }) => ({ text: text.slice(0, 200), count }))
  return {
    ...column,
    type,
    share,
    filledShare,
    distinct,
    distinctCapped,
    min,
    max,
    values: short,
    dateOrder,
    numberStyle,
  }
}

function fileFound(
  { kind, encoding, delimiter, quote, sheet, sheets, headerLine, counts, sample }: Table,
  columns: ColumnFound[],
): FileFound {
  return {
    kind,
    encoding,
    delimiter,
    quote,
    sheet,
    sheets,
    headerLine,
    rows: counts.rows,
    blankRows: counts.blankRows,
    problemRows: counts.problemRows,
    columns,
    sample: sample
      .slice(0, SAMPLE_ROWS)
      .map(({ line, cells }) => ({ line, cells: cells.map((cell) => cell.slice(0, 200)) })),
  }
}
