import { demoQuarter } from '../days.ts'
import type { Journey } from '../journey.ts'

export const funnelLab: Journey = {
  name: 'the funnel tells where the money is, compares two quarters, shows stuck deals; losses and the map of the process open their deals',
  company: 'demo',
  async walk(stage) {
    const visitor = await stage.signedIn(await stage.owner())
    const { page } = visitor
    await page.goto(`/funnel?period=${demoQuarter(-1)}`)
    await page.getByRole('link', { name: 'Где деньги' }).click()
    await page.waitForURL(new RegExp(`funnel/leaks.*${demoQuarter(-1)}`))
    await page.getByText(/Больше всего денег на этапе/).waitFor()

    await page.goto(`/funnel/compare?period=${demoQuarter(-1)}&otherPeriod=${demoQuarter(-2)}`)
    await page
      .getByText(/Разница (больше случайной|в пределах случайного)/)
      .first()
      .waitFor()

    await page.goto(`/funnel/time?period=${demoQuarter(-1)}`)
    await page.getByText('Рабочее', { exact: true }).click()
    await page.waitForURL(/clock=working/)
    await page.getByText(/1 день = 9 часов/).waitFor()
    await page.getByRole('heading', { name: 'Застрявшие сделки' }).waitFor()

    await page.goto(`/losses?period=${demoQuarter(-1)}`)
    await page.getByRole('heading', { name: 'Почему проигрываем' }).waitFor()
    await page.getByRole('heading', { name: 'Против конкурентов' }).waitFor()

    await page.goto(`/process?period=${demoQuarter(-1)}`)
    await page.getByText(/Как сделки идут на самом деле/).waitFor()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Журнал XES' }).click(),
    ])
    if (!file.suggestedFilename().endsWith('.xes')) throw new Error(`the log is called ${file.suggestedFilename()}`)
  },
}
