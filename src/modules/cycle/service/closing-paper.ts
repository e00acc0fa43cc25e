import { asMonth } from '#core/calendar/month.ts'
import type { Month } from '#core/calendar/day.ts'
import type { PaperDocument, PaperFile } from '#core/documents/document.ts'
import { printPdf } from '#core/documents/print-pdf.ts'
import type { InTransaction } from '#core/db/gate.ts'
import { type By, zoneOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { formats } from '#core/i18n/format.ts'
import type { Language } from '#core/i18n/language.ts'
import { type Currency, isCurrency } from '#core/money/currency.ts'
import type { Closing } from '../contract.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import { closedFigures } from './closed-figures.ts'
import { closingOf } from './closing.ts'

const texts = { ru, en }

interface Asking extends By {
  language: Language
}

type Figures = Awaited<ReturnType<typeof closedFigures>>

/** How a month was closed, as a PDF: who closed it, with which figures, what the checklist said. @throws Refusal FORBIDDEN, MONTH_OPEN */
export async function closingPaper(as: InTransaction, by: Asking, asked: string): Promise<PaperFile> {
  const month = asMonth(asked)
  const { closing, figures } = await as(async (tx) => ({
    closing: await closingOf(tx, by, month),
    figures: await closedFigures(tx, by, month),
  }))
  if (closing.state !== 'closed') throw new Refusal('MONTH_OPEN')
  const name = texts[by.language].paper.title(formats(by.language).month(month))
  return printPdf(paperOf(month, closing, figures, by), name)
}

function paperOf(month: Month, closing: Closing, figures: Figures, { actor, language, now }: Asking): PaperDocument {
  const { paper: words, lines } = texts[language]
  const format = formats(language)
  const zone = zoneOf({ actor })
  const currency: Currency = isCurrency(actor.workspace.currency) ? actor.workspace.currency : 'RUB'
  const money = (minor: number | null) => format.money(minor, currency)
  const { totals, rows } = figures
  const attained = totals.planMinor ? totals.factMinor / totals.planMinor : null
  return {
    title: words.title(format.month(month)),
    about: [
      words.closedAt(format.dateTime(closing.closedAt, zone), closing.closedBy?.name ?? words.system),
      ...(closing.note ? [`${words.note}: ${closing.note}`] : []),
    ],
    parts: [
      {
        kind: 'figures',
        figures: [
          { label: words.plan, value: money(totals.planMinor) },
          { label: words.fact, value: money(totals.factMinor) },
          { label: words.attainment, value: format.share(attained, { digits: 1 }) },
          { label: words.corrections, value: format.money(totals.correctionsMinor, currency, { signed: true }) },
          { label: words.won, value: format.number(totals.won) },
        ],
      },
      { kind: 'heading', text: words.people },
      {
        kind: 'table',
        columns: [
          { title: words.person, width: 'rest' },
          { title: words.plan, align: 'end' },
          { title: words.fact, align: 'end' },
          { title: words.attainment, align: 'end' },
          { title: words.won, align: 'end' },
        ],
        rows: rows.map((row) => [
          row.person?.name ?? words.nobody,
          money(row.planMinor),
          money(row.factMinor),
          format.share(row.attainment, { digits: 1 }),
          format.number(row.won),
        ]),
      },
      { kind: 'heading', text: words.checklist },
      {
        kind: 'table',
        columns: [{ title: words.checked, width: 'rest' }, { title: words.state }],
        rows: closing.checklist.map((line) => [lines[line.code](line.count), words.states[line.state]]),
      },
      { kind: 'text', text: words.frozen, isQuiet: true },
    ],
    foot: words.foot(actor.workspace.name, format.dateTime(now, zone)),
    language,
    madeAt: now,
  }
}
