import { formats } from '#core/i18n/format.ts'
import type { Currency } from '#core/money/currency.ts'
import type { Sureness } from './calc/causes.ts'
import type { CaseLevel, CaseMetric, CaseState, Driver, Target, Verdict } from './contract.ts'

const f = formats('ru')

interface Opened {
  metric: CaseMetric
  subject: string
  gapMinor: number
  currency: string
  isMine: number
}

const told: Record<CaseMetric, string> = {
  pace: 'отставание от плана',
  stage: 'падение конверсии этапа',
  norm: 'невыполнение нормы',
  hygiene: 'непорядок в сделках',
}

const metrics: Record<CaseMetric, string> = {
  pace: 'Отставание от плана',
  stage: 'Конверсия этапа',
  norm: 'Норма активности',
  hygiene: 'Порядок в сделках',
}
const drivers: Record<Driver, string> = {
  headcount: 'Люди: отработанные дни',
  activity: 'Звонки и встречи в день',
  entrants: 'Новые сделки',
  stage: 'Переход на этап',
  timing: 'Сделки, дошедшие до решения',
  win: 'Выигрыши из решённых',
  check: 'Средний чек',
  plan: 'План выше обычных продаж',
  seller: 'Продавец',
  reason: 'Правило гигиены',
  rest: 'Возвраты и прочее',
}
const verdicts: Record<Verdict, string> = {
  helped: 'Помогло',
  didNotHelp: 'Не помогло',
  cannotTell: 'Нельзя сказать',
  planChanged: 'План изменён',
}
const states: Record<CaseState, string> = { open: 'Нужно решение', acting: 'Действуем', closed: 'Закрыто' }
const levels: Record<CaseLevel, string> = { company: 'Компания', department: 'Отдел', person: 'Сотрудник' }
const targets: Record<Target, string> = {
  sales: 'продажи в деньгах',
  won: 'число выигранных сделок',
  created: 'число новых сделок',
  call: 'число звонков',
  meeting: 'число встреч',
  next: 'переход на следующий этап',
}
const sureness: Record<Sureness, string> = {
  sure: 'не случайность',
  maybe: 'возможно, случайность',
  chance: 'в пределах случайности',
  unknown: 'случайность не оценить',
}
/** What a deviation is called and made of: the same on its page and on paper. */
export const words = {
  metrics,
  drivers,
  verdicts,
  states,
  levels,
  targets,
  sureness,
  caseTitle: (
    metric: CaseMetric,
    subject: string,
    more: { stage: string | null; activity: 'call' | 'meeting' | null },
  ) =>
    ({
      pace: `${subject}: отстаёт от плана`,
      stage: `${subject}: этап «${more.stage ?? ''}» переводит дальше меньше обычного`,
      norm: `${subject}: не выполняется норма ${more.activity === 'meeting' ? 'встреч' : 'звонков'}`,
      hygiene: `${subject}: сделки не в порядке`,
    })[metric],
  driverName: (driver: Driver, name: string | null) =>
    name === null
      ? driver === 'seller'
        ? 'Остальные'
        : drivers[driver]
      : driver === 'seller'
        ? name
        : driver === 'stage'
          ? `Переход на «${name}»`
          : `${drivers[driver]} · ${name}`,
  planBelow: 'План ниже обычных продаж',
  reasonName: (code: string) =>
    ({
      noStep: 'Нет следующего шага',
      overdueTask: 'Просрочен шаг',
      stuck: 'Застряла на этапе',
      overdueClose: 'Прошла дата закрытия',
      pushedClose: 'Дата закрытия переносится',
      silent: 'Давно нет контакта',
      missingField: 'Не заполнено поле',
      zeroAmount: 'Нет суммы',
    })[code] ?? code,
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
    CASE_CHANGED:
      'Пока вы работали, отклонение изменил кто-то другой. Ничего не перезаписано: посмотрите, что стало, и повторите.',
    CASE_CLOSED: 'Отклонение закрыто. Чтобы менять его, сначала верните его в работу.',
    CASE_OPEN: 'Отклонение и так в работе.',
    CASE_DATE_PAST: 'Срок действия уже прошёл: выберите сегодня или позже.',
    CASE_DOER_UNKNOWN: 'Этому человеку нельзя поручить действие: он не в вашей команде или уже не работает.',
    CASE_TARGET_UNFIT: 'Переход на следующий этап измеряется только в отклонении по этапу. Выберите другой показатель.',
    CASE_NO_ACTION: 'Проверять нечего: в отклонении нет ни одного действия.',
    CASE_TOO_EARLY: ({ on }: { on: string }) =>
      `Проверять рано: после начала действия должно пройти две полные недели. Возвращайтесь ${f.dayFull(on as never)}.`,
    CASE_NOT_BEGUN: ({ title }: { title: string }) =>
      `Проверять нечего: задача «${title}» ещё не сделана. Эффект считается с дня, когда её сделали, или с дня, когда вы нажали «Начали».`,
    CASE_NO_BASE:
      'Измерить нечем: нужны записи за четыре месяца до действия и рабочие дни после него. Закрыть отклонение можно и без измерения, со своими словами.',
    CASE_NOTE_NEEDED: 'Ваш итог расходится с измеренным (или измерения нет): напишите, на чём он основан.',
    CASE_ACTION_KNOWN: 'Такое действие в библиотеке уже есть.',
  },
  paper: {
    of: (period: string, level: string, by: string) => `${period} · ${level} · открыто ${by}`,
    byRule: 'по правилу',
    owner: (name: string) => `Отвечает: ${name}`,
    state: (state: string, verdict: string | null) => `Состояние: ${[state, verdict].filter(Boolean).join(' — ')}`,
    gap: 'Недобор',
    expected: 'Должно быть',
    actual: 'Было при открытии',
    plan: 'План периода',
    planNow: 'План сейчас',
    split: 'Из чего сложился недобор',
    usual: (period: string) => `Обычный уровень — ${period}; части дают недобор точно.`,
    driver: 'Причина в цифрах',
    before: 'Обычно',
    after: 'Сейчас',
    part: 'Вклад',
    sure: 'Насколько не случайность',
    people: 'Кто недобрал',
    person: 'Сотрудник',
    cause: 'Причина',
    noCause: 'Причина не названа.',
    actions: 'Что делали',
    noActions: 'Действий не было.',
    action: 'Действие',
    doer: 'Делает',
    dueOn: 'Срок',
    reviewOn: 'Проверка',
    awaited: 'Ждали',
    actionState: 'Состояние',
    actionStates: { planned: 'в плане', done: 'начато', cancelled: 'отменено' },
    effects: 'Измеренный эффект',
    noEffect: 'Эффект ещё не измеряли.',
    target: 'Показатель',
    span: 'Измерено за',
    without: 'Было бы без действия',
    with: 'После действия',
    effect: 'Эффект',
    interval: '95 % интервал',
    measured: 'Вывод',
    perDay: 'Уровни и эффект — в рабочий день; переход на следующий этап — доля.',
    talk: 'Разговор и история',
    at: 'Когда',
    who: 'Кто',
    what: 'Что',
    rule: 'Мостик',
    kinds: {
      opened: 'открыто отклонение',
      comment: '',
      cause: 'названа причина',
      action: 'решено',
      actionDone: 'начато',
      actionCancelled: 'отменено',
      checked: 'измерен эффект',
      closed: 'закрыто',
      reopened: 'возвращено в работу',
      handedOver: 'передано другому',
    },
    verdict: 'Итог',
    closedBy: (name: string, day: string) => `${name}, ${day}`,
    noVerdict: 'Итог ещё не подведён.',
    foot: (company: string, at: string) => `${company} · Мостик · составлен ${at}`,
    fileName: (title: string, day: string) => `Отклонение. ${title}, ${day}`,
  },
  taskCalledOff: 'действие по отклонению отменили',
  taskOfClosed: 'отклонение закрыли',
  subjectGone: 'Сотрудник больше не работает.',
  notices: {
    CASE_OPENED: ({ metric, subject, gapMinor, currency, isMine }: Opened) => ({
      title: isMine ? `Открыто отклонение по вам: ${told[metric]}` : `Открыто отклонение: ${subject}, ${told[metric]}`,
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
export type CasesWords = typeof words
