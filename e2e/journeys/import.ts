import type { Page } from 'playwright-core'
import type { Journey } from '../journey.ts'

const HEADERS = [
  'ID',
  'Название сделки',
  'Бюджет',
  'Ответственный',
  'Дата создания сделки',
  'Дата закрытия',
  'Этап сделки',
  'Воронка',
  'Компания',
  'utm_source',
  'utm_source',
]
/** As amoCRM writes them: a header twice, a comma for kopecks, an apostrophe before a phone, text over two lines. */
const SPECIAL = [
  '501;Насос ЦНС-60;1 250 000,50;Смирнова Анна;12.01.2026 10:15:00;20.02.2026 18:00:00;Успешно реализовано;Основная;ООО «Ёлки»;direct;',
  '502;Пусконаладка;380 000;Смирнова Анна;13.01.2026 11:00:00;01.03.2026 12:00:00;Закрыто и не реализовано;Основная;ООО «Ёлки»;;vk',
  '503;"Сервис; на год";96 000;Орлов Пётр;14.02.2026 09:30:00;;Согласование КП;Основная;АО «Завод»;;',
  '504;Запчасти;ошибка;Орлов Пётр;15.02.2026 09:30:00;;Согласование КП;Основная;АО «Завод»;;',
]

const ORDINARY = Array.from(
  { length: 20 },
  (_, n) => `${600 + n};Заказ ${n + 1};${n + 10} 000;Орлов Пётр;16.02.2026 12:00:00;;Согласование КП;Основная;;;`,
)

export const importOfFile: Journey = {
  name: 'a file of deals comes in with its stages and owners, again it changes nothing, then it is taken back',
  company: 'own',
  async walk(stage) {
    const { page } = await stage.signedIn(await stage.owner())
    await page.goto('/imports')
    await choose(page)
    await page.getByText('Узнали выгрузку сделок amoCRM.').waitFor()
    await page.getByText('utm_source').first().waitFor()
    await page.getByRole('button', { name: 'Дальше' }).click()

    // A stage whose meaning nobody can guess stops the file.
    await page.getByRole('heading', { name: 'Этапы' }).waitFor()
    await page
      .getByRole('row', { name: /Согласование КП/ })
      .getByText('в работе', { exact: true })
      .click()
    await page.getByText('появятся без приглашения: 2 человека').waitFor()
    await page.getByRole('button', { name: 'Проверить без записи' }).click()

    await expectFigures(page, { Создать: 23, Обновить: 0, 'Без изменений': 0, Отклонено: 1 })
    await page.getByText('ошибка').first().waitFor()
    const [report] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Отчёт по строкам, CSV' }).click(),
    ])
    if ((await report.failure()) !== null) throw new Error('the report does not come')
    await page.getByRole('button', { name: 'Перенести: 23 записи' }).click()
    await page.getByRole('heading', { name: 'Перенесено' }).waitFor()

    await page.goto('/deals?status=all')
    await page
      .getByRole('row', { name: /Сервис; на год/ })
      .getByText('Согласование КП')
      .waitFor()
    await page.goto('/deals?status=all&q=насос')
    await page.getByRole('row', { name: /Насос ЦНС-60/ }).click()
    await page.getByRole('dialog').getByText('1 250 000,50').waitFor()

    await page.goto('/imports')
    await choose(page)
    await page.getByRole('button', { name: 'Дальше' }).click()
    await page.getByRole('button', { name: 'Проверить без записи' }).click()
    await expectFigures(page, { Создать: 0, Обновить: 0, 'Без изменений': 23, Отклонено: 1 })

    await page.goto('/imports')
    await page.getByRole('row', { name: /\+23/ }).click()
    await page.getByRole('button', { name: 'Откатить импорт' }).click()
    const question = page.getByRole('dialog', { name: 'Откатить импорт?' })
    await question.getByRole('button', { name: 'Откатить импорт' }).click()
    await page.getByRole('heading', { name: 'Импорт откачен' }).waitFor()
    await page.goto('/deals?status=all')
    await page.getByText('Сделок пока нет').or(page.getByRole('row').first()).first().waitFor()
    if (await page.getByText('Насос ЦНС-60').isVisible()) throw new Error('the deal is still there')
  },
}

async function choose(page: Page): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Выбрать файлы' }).click(),
  ])
  const text = [HEADERS.join(';'), ...SPECIAL, ...ORDINARY].join('\r\n')
  await chooser.setFiles({ name: 'amocrm_export_leads.csv', mimeType: 'text/csv', buffer: windows1251(text) })
}

async function expectFigures(page: Page, figures: Record<string, number>): Promise<void> {
  for (const [name, figure] of Object.entries(figures)) {
    const place = page.getByRole('term').filter({ hasText: name }).locator('..').getByRole('definition')
    await place.getByText(String(figure), { exact: true }).first().waitFor()
  }
}

/** The encoding in which Excel of a Russian Windows saves CSV. */
function windows1251(text: string): Buffer {
  const others: Record<string, number> = { Ё: 0xa8, ё: 0xb8, '№': 0xb9, '«': 0xab, '»': 0xbb }
  return Buffer.from(
    [...text].map((sign) => {
      const code = sign.charCodeAt(0)
      if (code < 0x80) return code
      return others[sign] ?? code - 0x410 + 0xc0
    }),
  )
}
