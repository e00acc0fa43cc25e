import { formats } from '#core/i18n/format.ts'
import type { CaseLevel, CaseMetric, CaseState, Driver, Target, Verdict } from '../contract.ts'
import type { BuiltIn } from '../calc/library.ts'
import type { Sureness } from '../calc/causes.ts'

const { counted } = formats('ru')

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
  sales: 'продажи в рублях',
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
const library: Record<BuiltIn, string> = {
  coaching: 'Разбор звонков и сделок один на один',
  jointMeetings: 'Совместные встречи с руководителем',
  script: 'Обновить сценарий разговора и обучить',
  callBlock: 'Час звонков без отвлечений каждый день',
  meetingPlan: 'План встреч на неделю вперёд',
  prospecting: 'Поиск новых клиентов по списку',
  sleepingClients: 'Обзвон «спящих» клиентов',
  leadQuality: 'Договорённость с маркетингом о качестве заявок',
  dealReview: 'Еженедельный разбор крупных сделок',
  followUp: 'Контроль следующего шага по зависшим сделкам',
  discountControl: 'Скидки — только с согласия руководителя',
  upsell: 'Предлагать дополнение к каждой сделке',
  redistribute: 'Передать часть сделок и заявок',
  hire: 'Закрыть вакансию',
  planReview: 'Пересмотреть план',
}

export const ru = {
  title: 'Отклонения',
  scope: (open: number, money: string) =>
    `${counted(open, { one: 'открытое', few: 'открытых', many: 'открытых' })}, недобор ${money}`,
  metrics,
  drivers,
  verdicts,
  states,
  levels,
  targets,
  sureness,
  library,
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
  filters: { state: 'Состояние', metric: 'Показатель', verdict: 'Итог', due: 'Пора подвести итог' },
  columns: {
    what: 'Отклонение',
    owner: 'Отвечает',
    gap: 'Недобор',
    opened: 'Открыто',
    action: 'Действие',
    review: 'Проверка',
    state: 'Состояние',
  },
  byRule: 'по правилу',
  noAction: 'действия нет',
  due: 'пора подвести итог',
  comments: (n: number) => counted(n, { one: 'ответ', few: 'ответа', many: 'ответов' }),
  scan: 'Искать сейчас',
  scanned: (opened: number, known: number) =>
    opened > 0
      ? `Открыто новых: ${opened}${known > 0 ? `, уже в работе: ${known}` : ''}`
      : known > 0
        ? `Новых нет, уже в работе: ${known}`
        : 'Отклонений за порогами правил нет',
  rules: 'Правила',
  empty: {
    title: 'Отклонений нет',
    text: 'Здесь собираются отставания, которые перешли порог: с причиной в рублях, действием, сроком и измеренным итогом.',
    steps: [
      'Поставьте план: без него не с чем сравнивать',
      'Мостик проверит правила ночью — или нажмите «Искать сейчас»',
    ],
  },
  allClosed: {
    title: 'Открытых отклонений нет',
    text: 'Все прежние закрыты с выводом: он виден по ссылкам справа вверху. Правила проверяются каждую ночь, «Искать сейчас» проверит их сразу.',
  },
  emptyFiltered: 'С такими условиями отклонений нет.',
  open: {
    action: 'Открыть отклонение',
    opened: 'Отклонение открыто',
  },
  split: {
    title: 'Из чего сложился недобор',
    hint: (usual: string) => `обычный уровень — ${usual}; части дают недобор точно`,
    noUsual: 'сравнить не с чем: в прошлых месяцах продаж не было',
    expected: 'Должно быть',
    usualLevel: 'Было обычно',
    actual: 'Факт',
    driver: 'Причина в цифрах',
    before: 'Обычно',
    after: 'Сейчас',
    part: 'Вклад',
    sure: 'Насколько это не случайность',
    records: 'Что за этим',
    deals: 'сделки',
    bookings: 'продажи',
    plan: 'план',
    contacts: 'активность',
    small: (n: number) => `Остальные: ${n}`,
    worst: (name: string, money: string) => `Больше всего отняло: ${name}, ${money}`,
    planBelow: 'План ниже обычных продаж',
    lost: 'проигранные',
    n: (n: number) => `из ${n}`,
    people: 'Кто недобрал',
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
  },
  figures: {
    title: 'Отклонение в цифрах',
    gap: 'Недобор',
    expected: 'Должно быть',
    actual: 'Было при открытии',
    plan: 'План периода',
    planChanged: (now: string) => `сейчас ${now}: план изменён`,
    opened: 'Открыто',
    review: 'Проверить эффект',
    noReview: 'действия ещё нет',
    n: (n: number) => counted(n, { one: 'сделка', few: 'сделки', many: 'сделок' }),
    span: (period: string) => `измерено за ${period}`,
  },
  cause: {
    title: 'Причина',
    suggested: 'По цифрам больше всего похоже на это',
    none: 'Причина не названа',
    choose: 'Выбрать причину',
    note: 'Что за этой цифрой на самом деле',
    placeholder: 'Например: с 3-го числа две недели выставки, звонить было некому',
    save: 'Сохранить причину',
    saved: 'Причина сохранена',
    noParts: 'Цифры не указывают на одну причину.',
  },
  actions: {
    title: 'Что делаем',
    none: 'Решения ещё нет. Без действия отклонение — просто грустная цифра.',
    add: 'Решить, что делать',
    doer: 'Делает',
    dueOn: 'Срок',
    reviewOn: 'Проверка',
    expected: 'Ждём',
    state: { planned: 'в плане', done: 'идёт', cancelled: 'отменено' },
    done: 'Начали: считать эффект с сегодня',
    cancel: 'Отменить действие',
    check: 'Измерить эффект',
    checked: 'Эффект измерен',
    task: 'задача',
  },
  dialog: {
    title: 'Решить, что делать',
    library: 'Из библиотеки',
    past: (n: number, judged: number, helped: number) =>
      n === 0
        ? 'здесь ещё не пробовали'
        : judged === 0
          ? `пробовали ${n}, итог неясен`
          : `помогло ${helped} из ${judged}`,
    median: (share: string) => `обычно ${share}`,
    own: 'Своё действие',
    what: 'Что именно сделать',
    target: 'На чём измерим эффект',
    expected: 'Сколько это должно вернуть',
    expectedHint: 'по этой сумме будет видно, оправдалось ли ожидание',
    reviewAfter: 'Проверить через, рабочих дней',
    task: 'Поставить задачу исполнителю',
    keep: 'Запомнить в библиотеке',
    submit: 'Начать действие',
    done: 'Действие записано',
  },
  effect: {
    title: 'Измеренный эффект',
    verdictOf: (verdict: Verdict) => `Измерено: ${verdicts[verdict].toLowerCase()}`,
    none: 'Эффект ещё не измеряли: после начала действия нужны две полные недели.',
    usual: 'Обычный уровень',
    before: 'Перед действием',
    expected: 'Было бы без действия',
    after: 'После действия',
    effect: 'Эффект',
    perDay: 'в рабочий день',
    interval: (low: string, high: string) => `95 %: от ${low} до ${high}`,
    noInterval: 'интервал не построить: мало недель без действий для сравнения',
    base: (peers: number, placebos: number) =>
      `сравнили с ${counted(peers, { one: 'коллегой', few: 'коллегами', many: 'коллегами' })} и ${counted(placebos, { one: 'отрезком', few: 'отрезками', many: 'отрезками' })} времени без действия`,
    what: (target: string) => `по показателю «${target}»`,
    why: {
      helped: 'Рост больше того, что бывает само собой: весь интервал выше нуля.',
      didNotHelp: 'Обещанного не случилось: ожидание лежит вне интервала.',
      cannotTell: 'Такое изменение бывает и без всякого действия. Нужны ещё недели или более сильное действие.',
      planChanged: 'После открытия план снизили: недобор уменьшился не из-за действия.',
    } satisfies Record<Verdict, string>,
  },
  close: {
    title: 'Подвести итог',
    action: 'Закрыть с итогом',
    verdict: 'Итог',
    note: 'На чём основан итог',
    noteHint: 'нужно, если итог не совпадает с измеренным',
    closed: 'Отклонение закрыто',
    by: (name: string, day: string) => `${name}, ${day}`,
  },
  reopen: { action: 'Вернуть в работу', reason: 'Почему', done: 'Отклонение снова в работе' },
  log: {
    title: 'Разговор и история',
    hint: 'сотрудник и руководитель видят одно и то же',
    placeholder: 'Что вы видите? Напишите до разговора.',
    send: 'Ответить',
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
    },
  },
  settings: {
    title: 'Правила отклонений',
    text: 'Когда отставание само становится отклонением: ночью перед каждым рабочим днём и по кнопке «Искать сейчас»',
    readOnly: 'Менять правила могут собственник, директор, руководитель и администратор.',
    threshold: 'отстаёт больше чем на, %',
    least: 'и недобор не меньше',
    hints: {
      pace: 'Продажи отдела или продавца против того, что должно быть на сегодня, с пятого рабочего дня',
      stage: 'Переход с этапа на следующий против трёх прошлых месяцев, если это не случайность',
      norm: 'Звонки и встречи против нормы с начала месяца',
      hygiene: 'Доля открытых сделок, нарушающих правила гигиены',
    } satisfies Record<CaseMetric, string>,
    saved: 'Сохранено',
  },
  cancel: 'Отмена',
}

export type CasesUiTexts = typeof ru
