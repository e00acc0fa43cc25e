import { type By, zoneOf } from '#core/http/by.ts'
import type { Day } from '#core/calendar/day.ts'
import { asPeriod } from '#core/calendar/period.ts'
import type { DocumentPart, PaperDocument, PaperFile } from '#core/documents/document.ts'
import { printPdf } from '#core/documents/print-pdf.ts'
import type { Tx } from '#core/db/gate.ts'
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
export async function casePaper(
  as: <Result>(work: (tx: Tx) => Promise<Result>) => Promise<Result>,
  by: Asking,
  id: string,
): Promise<PaperFile> {
  const one = await as((tx) => caseDetail(tx, by, id))
  const words = texts[by.language]
  // The paper is set after the transaction: nothing is held meanwhile.
  const opened = formats(by.language).dayFull(one.openedOn as Day)
  return printPdf(paperOf(one, by), words.fileName(titleOf(one, by.language), opened))
}

const titleOf = ({ metric, subjectName, stageName, activity }: CaseDetail, language: Language) =>
  texts[language].caseTitle(metric, subjectName, { stage: stageName, activity })

/** What the paper says, part by part. */
export function paperOf(one: CaseDetail, { actor, now, language }: Asking): PaperDocument {
  const words = texts[language]
  const format = formats(language)
  const zone = zoneOf({ actor })
  const currency: Currency = isCurrency(actor.workspace.currency) ? actor.workspace.currency : 'RUB'
  const money = (minor: number | null, signed = false) => format.money(minor, currency, { signed })
  const share = (value: number | null) => format.share(value, { digits: 1 })
  const day = (value: string) => format.dayFull(value as Day)
  const span = ({ from, to }: { from: string; to: string }) => format.period(asPeriod(`${from}..${to}`))
  const levelOf = (value: number) =>
    one.metric === 'pace' ? money(value) : one.metric === 'norm' ? format.number(value, { digits: 1 }) : share(value)
  const level = (value: number | null, unit: Part['unit']) =>
    value === null
      ? ''
      : unit === 'money'
        ? money(Math.round(value))
        : unit === 'share' && value <= 1
          ? share(value)
          : format.number(value, { digits: unit === 'count' && value % 1 === 0 ? 0 : 2 })
  const nameOf = (part: Part) =>
    part.driver === 'reason' && part.name
      ? words.reasonName(part.name)
      : part.driver === 'plan' && part.partMinor > 0
        ? words.planBelow
        : words.driverName(part.driver, part.name)
  const { usual, people } = one.split
  const parts = one.split.parts.toSorted((a, b) => a.partMinor - b.partMinor)
  const named = one.split.parts.find(({ key }) => key === one.cause)
  const cause = [named ? nameOf(named) : one.cause, one.causeNote].filter(Boolean).join('. ')
  const hasPlanChanged = one.planMinor !== null && one.planNowMinor !== null && one.planNowMinor !== one.planMinor
  const verdict = one.verdict && words.verdicts[one.verdict]

  return {
    title: titleOf(one, language),
    about: [
      words.of(
        format.period(asPeriod(one.period)),
        words.levels[one.level],
        `${day(one.openedOn)}, ${one.openedBy?.name ?? words.byRule}`,
      ),
      words.owner(one.owner.name),
      words.state(words.states[one.state], verdict),
    ],
    parts: [
      {
        kind: 'figures',
        figures: [
          { label: words.gap, value: money(one.gapMinor, true) },
          { label: words.expected, value: levelOf(one.expected) },
          { label: words.actual, value: levelOf(one.actual) },
          ...(one.planMinor === null ? [] : [{ label: words.plan, value: money(one.planMinor) }]),
          ...(hasPlanChanged ? [{ label: words.planNow, value: money(one.planNowMinor) }] : []),
        ],
      },
      { kind: 'heading', text: words.split },
      {
        kind: 'table',
        columns: [
          { title: words.driver, width: 'rest' },
          { title: words.before, align: 'end' },
          { title: words.after, align: 'end' },
          { title: words.part, align: 'end' },
          { title: words.sure },
        ],
        rows: parts.map((part) => [
          nameOf(part),
          level(part.before, part.unit),
          level(part.after, part.unit),
          money(part.partMinor, true),
          part.z === null ? '' : words.sureness[surenessOf(part)],
        ]),
      },
      ...(usual ? [{ kind: 'text' as const, text: words.usual(span(usual)), isQuiet: true }] : []),
      ...(people.length > 1 ? peopleParts() : []),
      { kind: 'heading', text: words.cause },
      cause === '' ? { kind: 'text', text: words.noCause, isQuiet: true } : { kind: 'text', text: cause },
      { kind: 'heading', text: words.actions },
      actionsPart(),
      ...effectParts(),
      { kind: 'heading', text: words.talk },
      talkPart(),
      { kind: 'heading', text: words.verdict },
      ...verdictParts(),
    ],
    foot: words.foot(actor.workspace.name, format.dateTime(now, zone)),
    language,
    madeAt: now,
  }

  function peopleParts(): DocumentPart[] {
    return [
      { kind: 'heading', text: words.people },
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

  function actionsPart(): DocumentPart {
    if (one.actionList.length === 0) return { kind: 'text', text: words.noActions, isQuiet: true }
    return {
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
    }
  }

  function effectParts(): DocumentPart[] {
    const tried = one.actionList.filter(({ state }) => state !== 'cancelled')
    if (tried.length === 0) return []
    const checked = tried.flatMap(({ title, effect }) => (effect ? [{ title, effect }] : []))
    const heading: DocumentPart = { kind: 'heading', text: words.effects }
    if (checked.length === 0) return [heading, { kind: 'text', text: words.noEffect, isQuiet: true }]
    const write = (value: number, target: string, signed = false) =>
      target === 'sales'
        ? money(Math.round(value), signed)
        : target === 'next'
          ? signed
            ? format.points(value)
            : share(value)
          : format.number(value, { digits: 2, signed })
    return [
      heading,
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
        rows: checked.map(({ title, effect }) => [
          title,
          words.targets[effect.target],
          span(effect),
          write(effect.expected, effect.target),
          write(effect.after, effect.target),
          write(effect.effect, effect.target, true),
          effect.low === null || effect.high === null
            ? format.noData
            : `${write(effect.low, effect.target, true)} … ${write(effect.high, effect.target, true)}`,
          words.verdicts[effect.verdict],
        ]),
      },
      { kind: 'text', text: words.perDay, isQuiet: true },
    ]
  }

  function talkPart(): DocumentPart {
    const said = ({ kind, body }: CaseDetail['log'][number]) =>
      (kind === 'closed' || kind === 'checked') && body ? (words.verdicts[body as Verdict] ?? body) : (body ?? '')
    return {
      kind: 'table',
      columns: [{ title: words.at }, { title: words.who }, { title: words.what, width: 'rest' }],
      rows: one.log.map((entry) => [
        format.dateTime(entry.at, zone),
        entry.author?.name ?? words.rule,
        [words.kinds[entry.kind], said(entry)].filter(Boolean).join(': '),
      ]),
    }
  }

  function verdictParts(): DocumentPart[] {
    if (!verdict) return [{ kind: 'text', text: words.noVerdict, isQuiet: true }]
    const closed = one.closedAt && words.closedBy(one.closedBy?.name ?? words.rule, format.dateTime(one.closedAt, zone))
    return [
      { kind: 'text', text: [verdict, one.verdictNote].filter(Boolean).join('. ') },
      ...(closed ? [{ kind: 'text' as const, text: closed, isQuiet: true }] : []),
    ]
  }
}
