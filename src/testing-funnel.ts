/** What tests of the funnel stand on: a seller of a head's team, a pipeline of three stages, days of autumn in Moscow. */
import type { TestApp } from './testing.ts'

export const november = { period: '2026-11' }
/** A moment of a November or October day, Moscow time. */
export const at = (day: string, time = '12:00:00') => `2026-${day}T${time}+03:00`

export async function funnelTeam(app: TestApp) {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const head = await company.person({ role: 'head' })
  const seller = await company.person({ name: 'Анна Смирнова', managerId: head.id })
  const pipeline = await company.pipeline(['Новая', 'КП', 'Договор'])
  const [fresh = '', offer = '', contract = ''] = pipeline.stages.map((stage) => stage.id)
  return { company, owner, head, seller, pipeline, fresh, offer, contract, ask: app.as(owner).funnel }
}
