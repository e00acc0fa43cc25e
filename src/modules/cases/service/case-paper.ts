import { type By, zoneOf } from '#core/http/by.ts'
import type { Day } from '#core/calendar/day.ts'
import { asPeriod } from '#core/calendar/period.ts'
import type { DocumentPart, PaperDocument, PaperFile } from '#core/documents/document.ts'
import { printPdf } from '#core/documents/print-pdf.ts'
import type { InTransaction } from '#core/db/gate.ts'
import { formats } from '#core/i18n/format.ts'
import type { Language } from '#core/i18n/language.ts'
import { type Currency, isCurrency } from '#core/money/currency.ts'
import { surenessOf } from '../calc/causes.ts'
import type { CaseDetail, Part, Verdict } from '../contract.ts'
import { en, words as wordsEn } from '../texts.en.ts'
import { ru, words as wordsRu } from '../texts.ru.ts'
import { caseDetail } from './read-cases.ts'

const texts = { ru: { ...ru.paper, ...wordsRu }, en: { ...en.paper, ...wordsEn } }

interface Asking extends By {
  language: Language
}

/** A deviation as a PDF for A4, for whoever sees it: gap, drivers, cause, actions with their effect, talk and verdict. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function casePaper(as: InTransaction, by: Asking, id: string): Promise<PaperFile> {
  const one = await as((tx) => caseDetail(tx, by, id))
  const words = texts[by.language]
  // The paper is set after the transaction: nothing is held meanwhile.
  const opened = formats(by.language).dayFull(one.openedOn as Day)
  return printPdf(paperOf(one, by), words.fileName(titleOf(one, by.language), opened))
}

const titleOf = ({ metric, subjectName, stageName, activity }: CaseDetail, language: Language) =>
  texts[language].caseTitle(metric, subjectName, { stage: stageName, activity })

/** What the paper says, part by part. */
export function paperOf(one: CaseDetail, by: Asking): PaperDocument {
  const sheet = sheetOf(one, by)
  const { words, format, zone, day } = sheet
  return {
    title: titleOf(one, by.language),
    about: [
      words.of(
        format.period(asPeriod(one.period)),
        words.levels[one.level],
        `${day(one.openedOn)}, ${one.openedBy?.name ?? words.byRule}`,
      ),
      words.owner(one.owner.name),
      words.state(words.states[one.state], one.verdict && words.verdicts[one.verdict]),
    ],
    parts: [
      gapFigures(sheet),
      ...splitParts(sheet),
      ...peopleParts(sheet),
      ...causeParts(sheet),
      ...actionParts(sheet),
      ...effectParts(sheet),
      ...talkParts(sheet),
      ...verdictParts(sheet),
    ],
    foot: words.foot(by.actor.workspace.name, format.dateTime(by.now, zone)),
    language: by.language,
    madeAt: by.now,
  }
}

/** The deviation and how it is written down: words, sums and days of whoever asks. */
type Sheet = ReturnType<typeof sheetOf>

function sheetOf(one: CaseDetail, { actor, language }: Asking) {
  const format = formats(language)
  const currency: Currency = isCurrency(actor.workspace.currency) ? actor.workspace.currency : 'RUB'
  return {
    one,
    words: texts[language],
    format,
    zone: zoneOf({ actor }),
    money: (minor: number | null, signed = false) => format.money(minor, currency, { signed }),
    share: (value: number | null) => format.share(value, { digits: 1 }),
    day: (value: string) => format.dayFull(value as Day),
    span: ({ from, to }: { from: string; to: string }) => format.period(asPeriod(`${from}..${to}`)),
  }
}

const heading = (text: string): DocumentPart => ({ kind: 'heading', text })
const text = (words: string): DocumentPart => ({ kind: 'text', text: words })
const quiet = (words: string): DocumentPart => ({ kind: 'text', text: words, isQuiet: true })

function gapFigures({ one, words, format, money, share }: Sheet): DocumentPart {
  const { metric, gapMinor, expected, actual, planMinor, planNowMinor } = one
  const level = (value: number) =>
    metric === 'pace' ? money(value) : metric === 'norm' ? format.number(value, { digits: 1 }) : share(value)
  const hasPlanChanged = planMinor !== null && planNowMinor !== null && planNowMinor !== planMinor
  return {
    kind: 'figures',
    figures: [
      { label: words.gap, value: money(gapMinor, true) },
      { label: words.expected, value: level(expected) },
      { label: words.actual, value: level(actual) },
      ...(planMinor === null ? [] : [{ label: words.plan, value: money(planMinor) }]),
      ...(hasPlanChanged ? [{ label: words.planNow, value: money(planNowMinor) }] : []),
    ],
  }
}

/** What the gap is made of, the largest loss first. */
function splitParts(sheet: Sheet): DocumentPart[] {
  const { one, words, money, span } = sheet
  const { usual, parts } = one.split
  return [
    heading(words.split),
    {
      kind: 'table',
      columns: [
        { title: words.driver, width: 'rest' },
        { title: words.before, align: 'end' },
        { title: words.after, align: 'end' },
        { title: words.part, align: 'end' },
        { title: words.sure },
      ],
      rows: parts
        .toSorted((a, b) => a.partMinor - b.partMinor)
        .map((part) => [
          driverOf(part, sheet),
          levelOf(part.before, part, sheet),
          levelOf(part.after, part, sheet),
          money(part.partMinor, true),
          part.z === null ? '' : words.sureness[surenessOf(part)],
        ]),
    },
    ...(usual ? [quiet(words.usual(span(usual)))] : []),
  ]
}

function driverOf({ driver, name, partMinor }: Part, { words }: Sheet): string {
  if (driver === 'reason' && name) return words.reasonName(name)
  return driver === 'plan' && partMinor > 0 ? words.planBelow : words.driverName(driver, name)
}

function levelOf(value: number | null, { unit }: Part, { format, money, share }: Sheet): string {
  if (value === null) return ''
  if (unit === 'money') return money(Math.round(value))
  if (unit === 'share' && value <= 1) return share(value)
  return format.number(value, { digits: unit === 'count' && value % 1 === 0 ? 0 : 2 })
}

function peopleParts({ one, words, money }: Sheet): DocumentPart[] {
  const { people } = one.split
  if (people.length < 2) return []
  return [
    heading(words.people),
    {
      kind: 'table',
      columns: [
        { title: words.person, width: 'rest' },
        { title: words.part, align: 'end' },
      ],
      rows: people.map(({ name, deviationMinor }) => [name, money(deviationMinor, true)]),
    },
  ]
}

function causeParts(sheet: Sheet): DocumentPart[] {
  const { one, words } = sheet
  const named = one.split.parts.find(({ key }) => key === one.cause)
  const cause = [named ? driverOf(named, sheet) : one.cause, one.causeNote].filter(Boolean).join('. ')
  return [heading(words.cause), cause === '' ? quiet(words.noCause) : text(cause)]
}

function actionParts({ one, words, money, day }: Sheet): DocumentPart[] {
  if (one.actionList.length === 0) return [heading(words.actions), quiet(words.noActions)]
  return [
    heading(words.actions),
    {
      kind: 'table',
      columns: [
        { title: words.action, width: 'rest' },
        { title: words.doer },
        { title: words.dueOn },
        { title: words.reviewOn },
        { title: words.awaited, align: 'end' },
        { title: words.actionState },
      ],
      rows: one.actionList.map((action) => [
        action.title,
        action.doer.name,
        day(action.dueOn),
        day(action.reviewOn),
        action.expectedMinor === null ? '' : money(action.expectedMinor, true),
        words.actionStates[action.state],
      ]),
    },
  ]
}

/** What the actions have brought, as far as it is measured; nothing where all were called off. */
function effectParts(sheet: Sheet): DocumentPart[] {
  const { one, words, format, span } = sheet
  const tried = one.actionList.filter(({ state }) => state !== 'cancelled')
  if (tried.length === 0) return []
  const checked = tried.flatMap(({ title, effect }) => (effect ? [{ title, effect }] : []))
  if (checked.length === 0) return [heading(words.effects), quiet(words.noEffect)]
  return [
    heading(words.effects),
    {
      kind: 'table',
      columns: [
        { title: words.action, width: 'rest' },
        { title: words.target },
        { title: words.span },
        { title: words.without, align: 'end' },
        { title: words.with, align: 'end' },
        { title: words.effect, align: 'end' },
        { title: words.interval, align: 'end' },
        { title: words.measured },
      ],
      rows: checked.map(({ title, effect }) => {
        const { target, low, high } = effect
        const difference = (value: number) => measureOf(value, target, sheet, true)
        return [
          title,
          words.targets[target],
          span(effect),
          measureOf(effect.expected, target, sheet),
          measureOf(effect.after, target, sheet),
          difference(effect.effect),
          low === null || high === null ? format.noData : `${difference(low)} … ${difference(high)}`,
          words.verdicts[effect.verdict],
        ]
      }),
    },
    quiet(words.perDay),
  ]
}

function measureOf(value: number, target: string, { format, money, share }: Sheet, signed = false): string {
  if (target === 'sales') return money(Math.round(value), signed)
  if (target === 'next') return signed ? format.points(value) : share(value)
  return format.number(value, { digits: 2, signed })
}

function talkParts({ one, words, format, zone }: Sheet): DocumentPart[] {
  const said = ({ kind, body }: CaseDetail['log'][number]) =>
    (kind === 'closed' || kind === 'checked') && body ? (words.verdicts[body as Verdict] ?? body) : (body ?? '')
  return [
    heading(words.talk),
    {
      kind: 'table',
      columns: [{ title: words.at }, { title: words.who }, { title: words.what, width: 'rest' }],
      rows: one.log.map((entry) => [
        format.dateTime(entry.at, zone),
        entry.author?.name ?? words.rule,
        [words.kinds[entry.kind], said(entry)].filter(Boolean).join(': '),
      ]),
    },
  ]
}

function verdictParts({ one, words, format, zone }: Sheet): DocumentPart[] {
  const { verdict, verdictNote, closedAt, closedBy } = one
  if (!verdict) return [heading(words.verdict), quiet(words.noVerdict)]
  const closed = closedAt && words.closedBy(closedBy?.name ?? words.rule, format.dateTime(closedAt, zone))
  return [
    heading(words.verdict),
    text([words.verdicts[verdict], verdictNote].filter(Boolean).join('. ')),
    ...(closed ? [quiet(closed)] : []),
  ]
}
