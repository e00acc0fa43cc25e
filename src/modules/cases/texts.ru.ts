import { formats } from '#core/i18n/format.ts'
import type { Currency } from '#core/money/currency.ts'
import type { CaseMetric, Verdict } from './contract.ts'

const f = formats('ru')

interface Opened {
  metric: CaseMetric
  subject: string
  gapMinor: number
  currency: string
  isMine: number
}

const verdicts: Record<Verdict, string> = {
  helped: 'Помогло',
  didNotHelp: 'Не помогло',
  cannotTell: 'Нельзя сказать',
  planChanged: 'План изменён',
}
const metrics: Record<CaseMetric, string> = {
  pace: 'отставание от плана',
  stage: 'падение конверсии этапа',
  norm: 'невыполнение нормы',
  hygiene: 'непорядок в сделках',
}

export const ru = {
  errors: {
    CASE_EXISTS: 'По этому вопросу отклонение уже открыто: работайте в нём.',
    CASE_NO_DATA: ({ what }: { what: string }) =>
      ({
        plan: 'Отклонение открыть нельзя: на этот период не задан план. Поставьте план и попробуйте ещё раз.',
        notBegun: 'Отклонение открыть нельзя: период ещё не начался, сравнивать нечего.',
        few: 'Отклонение открыть нельзя: слишком мало сделок, чтобы отличить отклонение от случайности.',
        norm: 'Отклонение открыть нельзя: на этого человека нет действующей нормы. Сначала задайте норму.',
        stage: 'Отклонение открыть нельзя: укажите воронку и этап.',
      })[what] ?? 'Отклонение открыть нельзя: по этому показателю нет данных.',
    CASE_NO_GAP: 'Отставания нет: факт не хуже, чем должно быть. Открывать отклонение не с чего.',
    CASE_NO_OWNER:
      'У подразделения нет руководителя: назначьте его в структуре, чтобы было кому отвечать за отклонение.',
    CASE_CHANGED: 'Пока вы работали, отклонение изменил кто-то другой. Обновите страницу и повторите.',
    CASE_CLOSED: 'Отклонение закрыто. Чтобы менять его, сначала верните его в работу.',
    CASE_OPEN: 'Отклонение и так в работе.',
    CASE_DATE_PAST: 'Срок действия уже прошёл: выберите сегодня или позже.',
    CASE_DOER_UNKNOWN: 'Этому человеку нельзя поручить действие: он не в вашей команде или уже не работает.',
    CASE_TARGET_UNFIT: 'Переход на следующий этап измеряется только в отклонении по этапу. Выберите другой показатель.',
    CASE_NO_ACTION: 'Проверять нечего: в отклонении нет ни одного действия.',
    CASE_TOO_EARLY: ({ on }: { on: string }) =>
      `Проверять рано: после начала действия должно пройти две полные недели. Возвращайтесь ${f.dayFull(on as never)}.`,
    CASE_NOTE_NEEDED: 'Ваш итог расходится с измеренным (или измерения нет): напишите, на чём он основан.',
    CASE_ACTION_KNOWN: 'Такое действие в библиотеке уже есть.',
  },
  notices: {
    CASE_OPENED: ({ metric, subject, gapMinor, currency, isMine }: Opened) => ({
      title: isMine
        ? `Открыто отклонение по вам: ${metrics[metric]}`
        : `Открыто отклонение: ${subject}, ${metrics[metric]}`,
      body: isMine
        ? `${f.moneyCompact(gapMinor, currency as Currency)}. Посмотрите причины и напишите, что видите вы, — руководитель увидит это сразу.`
        : `${f.moneyCompact(gapMinor, currency as Currency)}. Разберите причины и решите, что делать.`,
    }),
    CASE_COMMENT: ({ by, text }: { by: string; text: string }) => ({ title: `${by} пишет в отклонении`, body: text }),
    CASE_CHECKED: ({ verdict, action }: { verdict: Verdict; action: string }) => ({
      title: `Измерен эффект: ${verdicts[verdict].toLowerCase()}`,
      body: `«${action}». Подведите итог отклонения.`,
    }),
    CASE_CLOSED: ({ verdict, by }: { verdict: Verdict; by: string }) => ({
      title: `Отклонение закрыто: ${verdicts[verdict].toLowerCase()}`,
      body: `Закрыл(а) ${by}`,
    }),
  },
  noticeNames: {
    CASE_OPENED: 'Открыто отклонение',
    CASE_COMMENT: 'Ответ в отклонении',
    CASE_CHECKED: 'Измерен эффект действия',
    CASE_CLOSED: 'Отклонение закрыто',
  },
}

export type CasesTexts = typeof ru
