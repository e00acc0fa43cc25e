import { latencies } from './figures.ts'
import { inEmptyFolder, startServer } from './server.ts'
import { type Line, met, printTable } from './table.ts'

export async function measureStarts(folder: string): Promise<void> {
  const lines: Line[] = []
  const startsOf = async (
    name: string,
    targetMs: number,
    starts: number,
    at: (work: (folder: string) => Promise<void>) => Promise<void>,
  ) => {
    const samples: number[] = []
    for (let index = 0; index < starts; index++) {
      await at(async (place) => {
        const server = await startServer(place)
        samples.push(server.startMs)
        await server.stop()
      })
    }
    const { p50 } = latencies(samples)
    lines.push({ name, cells: [p50, Math.max(...samples), targetMs, met(p50 <= targetMs)] })
  }
  await startsOf('first start, empty folder', 10_000, 2, inEmptyFolder)
  await startsOf('next start, this data set', 1_500, 5, (work) => work(folder))
  printTable('Start to the first answered page, ms', ['', 'p50', 'max', 'target', ''], lines)
}
