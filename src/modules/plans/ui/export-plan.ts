import { api } from '#web/api.ts'
import type { PlanMetric, Tier } from '../calc/plan-metrics.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Gives the year's plan to the browser as a workbook to keep. */
export async function exportPlan(asked: { year: number; metric: PlanMetric; tier: Tier }): Promise<void> {
  const { name, content } = await api.plans.writeFile(asked)
  const bytes = Uint8Array.from(atob(content), (letter) => letter.codePointAt(0) ?? 0)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([bytes], { type: XLSX }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
