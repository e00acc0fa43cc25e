import { formats } from '#core/i18n/format.ts'

const deals = { one: 'сделка', few: 'сделки', many: 'сделок' }
const companies = { one: 'компания', few: 'компании', many: 'компаний' }
const contacts = { one: 'контакт', few: 'контакта', many: 'контактов' }
const tasks = { one: 'задача', few: 'задачи', many: 'задач' }
const activities = { one: 'запланированное дело', few: 'запланированных дела', many: 'запланированных дел' }
const leads = { one: 'лид', few: 'лида', many: 'лидов' }
const billed = { one: 'закрытая сделка', few: 'закрытые сделки', many: 'закрытых сделок' }
const shares = { one: 'доля в сделке коллеги', few: 'доли в сделках коллег', many: 'долей в сделках коллег' }
const rituals = { one: 'встреча команды', few: 'встречи команды', many: 'встреч команды' }
const cases = { one: 'отклонение', few: 'отклонения', many: 'отклонений' }
const goals = { one: 'цель', few: 'цели', many: 'целей' }
const records = { one: 'запись', few: 'записи', many: 'записей' }
const months = { one: 'месяц', few: 'месяца', many: 'месяцев' }
const rules = { one: 'правиле', few: 'правилах', many: 'правилах' }
const { counted: n } = formats('ru')

export const ru = {
  title: 'Передача дел',
  behind: 'Осталось на ушедших',
  behindHint: 'Открытые дела тех, кто уже не работает',
  nothingBehind: 'На ушедших сотрудниках ничего не осталось.',
  showAll: (count: number): string => `Показать всех: ${count}`,
  absences: 'Отсутствия и замещения',
  absencesHint: 'Замещающий видит и ведёт дела отсутствующего только в эти дни, его лиды приходят замещающему',
  noAbsences: 'Сейчас никто не отсутствует.',
  addAbsence: 'Записать отсутствие',
  journal: 'Журнал',
  journalHint: 'Передачу можно отменить: вернётся то, что с тех пор никто не менял',
  noJournal: 'Передач ещё не было.',
  hand: 'Передать дела',
  kinds: {
    deal: (count: number): string => n(count, deals),
    billed: (count: number): string => `${n(count, billed)} с неоплаченными счетами`,
    share: (count: number): string => n(count, shares),
    company: (count: number): string => n(count, companies),
    contact: (count: number): string => n(count, contacts),
    task: (count: number): string => n(count, tasks),
    activity: (count: number): string => n(count, activities),
    lead: (count: number): string => n(count, leads),
    ritual: (count: number): string => n(count, rituals),
    case: (count: number): string => n(count, cases),
    goal: (count: number): string => n(count, goals),
  },
  kindNames: {
    deal: 'Открытые сделки',
    billed: 'Закрытые сделки с неоплаченными счетами',
    share: 'Доли в открытых сделках коллег',
    company: 'Компании',
    contact: 'Контакты',
    task: 'Открытые задачи',
    activity: 'Запланированные дела',
    lead: 'Лиды',
    ritual: 'Встречи, которые ведёт',
    case: 'Открытые отклонения',
    goal: 'Открытые цели',
  },
  plan: (count: number, sum: string): string => `план на ${n(count, months)}: ${sum}`,
  rules: (count: number): string => `в ${n(count, rules)} распределения лидов`,
  left: (day: string): string => `не работает с ${day}`,
  leaves: (day: string): string => `работает до ${day}`,
  disabled: 'вход закрыт',
  nothing: 'Открытых дел нет',
  records: (count: number): string => n(count, records),
  wizard: {
    title: (name: string): string => `Передача дел: ${name}`,
    choose: 'Чьи дела передаём',
    chooseText:
      'Дальше покажем сделки, клиентов, задачи и план сотрудника. До последнего шага ничего не меняется, передачу можно отменить.',
    steps: { what: 'Что есть', whom: 'Кому', check: 'Проверка', done: 'Готово' },
    whatText:
      'Закрытые сделки и сделанные дела остаются в истории сотрудника. Закрытую сделку с неоплаченным счётом ведёт дальше новый ответственный, но продажа остаётся за тем, кто её сделал: результаты не меняются.',
    rulesText: 'Место сотрудника в правилах распределения лидов займут те, кто получит его дела.',
    next: 'Дальше',
    back: 'Назад',
    method: 'Как поделить',
    methods: { one: 'Одному', even: 'Поровну', load: 'По нагрузке' },
    methodHints: {
      one: 'Всё достанется одному сотруднику',
      even: 'Клиенты делятся так, чтобы сделок досталось поровну',
      load: 'Больше достанется тому, у кого сейчас меньше открытых сделок и лидов',
    },
    person: 'Сотрудник',
    people: 'Сотрудники',
    plan: 'План будущих месяцев',
    plans: { leave: 'Оставить как есть', move: 'Передать тем, кто получит дела' },
    planHint: (count: number, sum: string): string => `${n(count, months)} на ${sum}, делится поровну`,
    note: 'Комментарий',
    notePlaceholder: 'Например: увольнение, переход в другой отдел',
    checkText:
      'Клиент не делится: его сделки, контакты и задачи уходят к одному человеку. Любого можно отдать другому. Встречи команды и отклонения получает тот, кто руководит; если такого нет среди выбранных, они остаются, пока вы не выберете.',
    client: 'Клиент или запись',
    deals: 'Сделки',
    money: 'Сумма',
    all: 'Записей',
    to: 'Кому',
    stays: 'Остаётся',
    receivers: 'Кто что получит',
    before: (count: number): string => `сейчас в работе ${count}`,
    more: (count: number): string => `Ещё ${count} клиентов и записей поделены тем же способом`,
    staying: (count: number): string => `Останется: ${n(count, records)}`,
    confirm: (count: number): string => `Передать ${n(count, records)}`,
    confirmRest: 'Передать',
    running: 'Передаём дела',
    doneTitle: (count: number): string => `Передано: ${n(count, records)}`,
    skipped: (count: number): string => `Пропущено: ${n(count, records)}, их уже изменили или забрали`,
    toJournal: 'К журналу',
    undo: 'Отменить передачу',
    empty: 'Передавать нечего',
    owed: (sum: string): string => `не оплачено ${sum}`,
    emptyText: 'У сотрудника нет открытых сделок, долгов клиентов, задач, лидов, встреч и целей.',
  },
  columns: {
    when: 'Когда',
    from: 'От кого',
    to: 'Кому',
    what: 'Что',
    state: 'Состояние',
    by: 'Кто передал',
  },
  states: { running: 'Идёт', done: 'Передано', undoing: 'Отменяется', undone: 'Отменено' },
  undoTitle: 'Отменить передачу?',
  undoText: (name: string): string =>
    `${name} получит назад всё, что с тех пор никто не менял. Изменённое останется у новых ответственных.`,
  undo: 'Отменить передачу',
  undoInRow: 'Отменить',
  undone: (back: number, kept: number): string =>
    kept > 0
      ? `Вернулось: ${n(back, records)}, осталось у новых ответственных: ${kept}`
      : `Вернулось: ${n(back, records)}`,
  absence: {
    title: 'Отсутствие',
    who: 'Кто отсутствует',
    from: 'Первый день',
    to: 'Последний день',
    reason: 'Причина',
    away: 'Отсутствует',
    reasons: { leave: 'Отпуск', sick: 'Больничный', trip: 'Командировка', other: 'Другое' },
    instead: 'Кто замещает',
    nobody: 'Никто',
    note: 'Комментарий',
    save: 'Сохранить',
    cancel: 'Отмена',
    change: 'Изменить',
    end: 'Прекратить',
    ended: 'Отсутствие прекращено',
    saved: 'Отсутствие записано',
    states: { now: 'сейчас', ahead: 'впереди', over: 'прошло', cancelled: 'отменено' },
    insteadOf: (name: string): string => `замещает ${name}`,
    withoutInstead: 'никто не замещает',
    days: (from: string, to: string): string => `${from} – ${to}`,
  },
  person: {
    title: 'Дела сотрудника',
    goneTitle: 'На сотруднике остались дела',
    away: (from: string, to: string): string => `Отсутствует ${from} – ${to}`,
    standsIn: (name: string, to: string): string => `Замещает: ${name}, до ${to}`,
  },
}

export type HandoverUiTexts = typeof ru
