import type { Journey } from '../journey.ts'

export const offline: Journey = {
  name: 'without a network a move waits, survives a reload, goes by itself, and its conflict is shown',
  company: 'own',
  async walk(stage) {
    const seller = await stage.person('seller')
    const make = (title: string) =>
      stage.ask<{ id: string }>('POST', '/deals', { title, amountMinor: 1_000_000 }, seller)
    await make('Первый насос')
    const other = await make('Второй насос')
    const { pipelines } = await stage.ask<{ pipelines: { stages: { id: string }[] }[] }>('GET', '/deals/reference')
    const visitor = await stage.signedIn(seller, { serviceWorkers: 'allow' })
    const { page } = visitor
    const cardAt = (place: number, name: RegExp) => page.locator('[data-stage]').nth(place).getByRole('link', { name })
    const forward = async (name: RegExp) => {
      await cardAt(0, name).focus()
      await page.keyboard.press('Shift+ArrowRight')
      await cardAt(1, name).waitFor()
    }
    await page.goto('/deals/board')
    await cardAt(0, /Второй/).waitFor()
    // The page is kept by the service worker from its second visit on.
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready
    })
    await page.reload()
    await cardAt(0, /Второй/).waitFor()
    await visitor.atRest()

    await visitor.offline(true)
    await forward(/Первый/)
    await page.getByRole('status').getByText('Ждёт сети: 1').waitFor()
    await page.reload()
    await page.getByRole('status').getByText('Ждёт сети: 1').waitFor()
    await visitor.offline(false)
    await page.getByText('Ждёт сети').waitFor({ state: 'hidden' })
    await page.reload()
    await cardAt(1, /Первый/).waitFor()
    await visitor.atRest()

    await visitor.offline(true)
    await forward(/Второй/)
    await page.getByText('Ждёт сети: 1').waitFor()
    await stage.ask('POST', `/deals/${other.id}/move`, { stageId: pipelines[0]?.stages[2]?.id })
    visitor.expects(/^409 POST \/api\/deals\/[\w-]+\/move$/)
    await visitor.offline(false)
    await page.getByRole('status').getByText('Не принято: 1').click()
    await page.getByRole('alert').getByText('изменил').waitFor()
    await page.getByRole('button', { name: 'Убрать' }).click()
    await page.getByText('Не принято').waitFor({ state: 'hidden' })
    await cardAt(2, /Второй/).waitFor()
  },
}
