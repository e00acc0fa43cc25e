import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { cohortFunnel } from '../calc/cohort.ts'
import { happenedInPeriod } from '../calc/happened.ts'
import { snapshotFunnel } from '../calc/snapshot.ts'
import { renderKit } from '#web/testing.tsx'
import { ComparePage } from './compare-page.tsx'
import { FunnelPage } from './funnel-page.tsx'
import { LeaksPage } from './leaks-page.tsx'
import { TimePage } from './time-page.tsx'

const stages = [
  { id: '00000000-0000-7000-8000-00000000000a', name: 'Новая', color: 'grey', archived: false },
  { id: '00000000-0000-7000-8000-00000000000b', name: 'КП', color: 'grey', archived: false },
]
const [fresh, offer] = stages.map((stage) => stage.id) as [string, string]
const sum = (n: number, amountMinor = n * 100_00) => ({ n, amountMinor })

const view = {
  period: { key: '2026-11', start: '2026-11-01', end: '2026-12-01' },
  pipeline: { id: '00000000-0000-7000-8000-00000000000f', name: 'Продажи' },
  stages,
  snapshot: snapshotFunnel(
    [...stages.map(({ id }) => ({ id, meaning: 'open' as const })), { id: 'won', meaning: 'won' }],
    [
      { stageId: fresh, ...sum(40) },
      { stageId: 'won', ...sum(10) },
    ],
  ),
  happened: happenedInPeriod(
    [fresh, offer],
    [
      { kind: 'created', stageId: null, ...sum(30) },
      { kind: 'reached', stageId: fresh, ...sum(30) },
      { kind: 'reached', stageId: offer, ...sum(36) },
    ],
  ),
  cohort: cohortFunnel(
    [fresh, offer],
    [
      { outcome: 'open', stageId: fresh, known: true, ...sum(10) },
      { outcome: 'lost', stageId: fresh, known: true, ...sum(15) },
      { outcome: 'won', stageId: offer, known: true, ...sum(5) },
      { outcome: 'lost', stageId: null, known: false, ...sum(7) },
    ],
  ),
}
const answers: Record<string, unknown> = {
  '/api/funnel': view,
  '/api/funnel/choices': { pipelines: [view.pipeline], people: [], departments: [], sources: [] },
  '/api/funnel/time': {
    approximate: true,
    stages: [{ stageId: fresh, n: 900, meanSeconds: 90_000, medianSeconds: 86_400, p90Seconds: 172_800, small: false }],
  },
  '/api/funnel/ongoing': {
    sinceDay: '2025-12-01',
    approximate: false,
    stages: [{ stageId: fresh, n: 40, ended: 20, medianSeconds: null }],
  },
  '/api/funnel/cycle': { n: 4, meanSeconds: 86_400, medianSeconds: 86_400, negative: 1, small: true },
  '/api/funnel/deals': {
    rows: [
      {
        dealId: fresh,
        title: 'Насосы',
        ownerId: null,
        ownerName: null,
        stageName: 'Новая',
        amountMinor: 100_00,
        at: '2026-11-02T09:00:00Z',
        seconds: null,
      },
    ],
    nextCursor: null,
  },
}
let asked: URL[]

beforeEach(() => {
  asked = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const url = new URL(request.url)
    asked.push(url)
    return Response.json(answers[url.pathname])
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the funnel', () => {
  it('says how many deals have no stage history, and that a ratio above a hundred percent is no mistake', async () => {
    await renderKit(<FunnelPage />, { path: '/funnel' })
    expect(await screen.findByText(/Нет истории этапов: 7 из 37/)).toBeTruthy()
    const period = await screen.findByRole('list', { name: 'За период' })
    expect(within(period).getByText('120,0 %')).toBeTruthy()
    expect(screen.getByText(/отношение может превысить 100 %/)).toBeTruthy()
  })

  it('marks figures of a histogram, and says why there is no median while most deals still stand', async () => {
    await renderKit(<FunnelPage />, { path: '/funnel' })
    expect(await screen.findByText(/≈ 1 дн/)).toBeTruthy()
    expect(await screen.findByTitle('больше половины сделок ещё на этапе')).toBeTruthy()
    expect(await screen.findByText(/1 сделка по датам выиграна раньше создания/)).toBeTruthy()
  })

  it('opens a stage as its formula and the deals behind it', async () => {
    await renderKit(<FunnelPage />, { path: '/funnel?source=00000000-0000-7000-8000-0000000000aa' })
    const cohort = await screen.findByRole('list', { name: 'Когорта' })
    fireEvent.click(within(cohort).getByRole('button', { name: /Новая/ }))
    expect(await screen.findByText('Насосы')).toBeTruthy()
    expect(screen.getByText(/проигрыш — не «дальше»/)).toBeTruthy()
    const question = asked.find((url) => url.pathname === '/api/funnel/deals')?.searchParams
    expect(question?.get('figure')).toBe('cohort_reached_stage')
    expect(question?.get('stageId')).toBe(fresh)
    expect([...(question?.keys() ?? [])].some((key) => key.startsWith('sourceIds'))).toBe(true)
  })

  it('asks where the money is of the last quarter that is over, and of a running month offers that one', async () => {
    const stage = {
      stageId: fresh,
      name: 'Новая',
      gone: 9,
      passed: 5,
      best: 0.8,
      peers: 6,
      moreDeals: 2.2,
      moneyMinor: 0,
    }
    vi.stubGlobal('fetch', async (request: Request) => {
      const url = new URL(request.url)
      asked.push(url)
      return Response.json(
        url.pathname === '/api/funnel/leaks' ? { stages: [stage], sellers: [] } : answers[url.pathname],
      )
    })
    const periods = () =>
      asked.filter(({ pathname }) => pathname.endsWith('/leaks')).map(({ searchParams }) => searchParams.get('period'))
    await renderKit(<LeaksPage />, { path: '/funnel/leaks' })
    await waitFor(() => expect(periods()).toEqual(['2026-Q3']))
    cleanup()
    const { address } = await renderKit(<LeaksPage />, { path: '/funnel/leaks?period=2026-11' })
    fireEvent.click(await screen.findByRole('button', { name: /Показать III\sквартал\s2026/ }))
    await waitFor(() => expect(address()).toContain('period=2026-Q3'))
  })

  it('teaches where there are no deals', async () => {
    const empty = { ...view, snapshot: snapshotFunnel([], []) }
    vi.stubGlobal('fetch', async (request: Request) =>
      Response.json(new URL(request.url).pathname === '/api/funnel' ? empty : answers[new URL(request.url).pathname]),
    )
    const pages = {
      '/funnel': FunnelPage,
      '/funnel/leaks': LeaksPage,
      '/funnel/compare': ComparePage,
      '/funnel/time': TimePage,
    }
    for (const [path, Piece] of Object.entries(pages)) {
      await renderKit(<Piece />, { path })
      expect(await screen.findByRole('heading', { name: 'Здесь будет воронка продаж' })).toBeTruthy()
      expect(screen.getByRole('button', { name: 'Загрузить сделки' })).toBeTruthy()
      expect(screen.queryByRole('table')).toBeNull()
      cleanup()
    }
  })

  it('does not compare a group with itself: it asks with what', async () => {
    const { address } = await renderKit(<ComparePage />, { path: '/funnel/compare?period=2026-11' })
    fireEvent.click(await screen.findByRole('button', { name: 'С прошлым периодом' }))
    await waitFor(() => expect(address()).toContain('otherPeriod=2026-10'))
  })
})
