import { formats } from '#core/i18n/format.ts'
import { plural } from '#core/i18n/language.ts'

const counted = (n: number, one: string, few: string, many: string) => formats('ru').counted(n, { one, few, many })
const daysOf = (n: number) => counted(n, 'день', 'дня', 'дней')

const contactNames = { call: 'звонков', meeting: 'встреч', demo: 'показов', email: 'писем', message: 'сообщений' }

export const ru = {
  errors: {
    ITEM_GONE: 'Этого в списке уже нет: наверное, дело сделано. Обновите страницу.',
    SNOOZE_PAST: 'Отложить можно только на день после сегодняшнего.',
    REASON_NEEDED: 'Напишите, почему это не проблема: по этой причине список научится не тревожить зря.',
  },
  title: 'Мостик',
  greeting: (name: string) => `Добрый день, ${name}`,
  lines: { team: 'Мои сотрудники', nobody: 'Без ответственного' },
  day: (elapsed: number, total: number) =>
    `${elapsed}-й из ${total} ${plural('ru', total, { one: 'рабочего дня', few: 'рабочих дней', many: 'рабочих дней' })}`,
  attention: {
    title: 'Требует внимания',
    mine: 'Мои сделки, которым нужен шаг сегодня',
    hint: 'по деньгам под вопросом',
    step: 'Шаг',
    stepText: 'Позвонить и договориться о следующем шаге',
    stepLabel: (owner: string | null) =>
      owner ? `Следующий шаг на завтра, делает ${owner}` : 'Следующий шаг на завтра',
    stepAdd: 'Поставить шаг',
    stepAdded: 'Шаг поставлен',
    openCase: 'Отклонение',
    putOff: (title: string) => `Отложить: ${title}`,
    tomorrow: 'До завтра',
    inAWeek: 'На неделю',
    untilDate: 'До даты…',
    snooze: 'Отложить',
    noProblem: 'Не проблема…',
    whyNot: 'Почему это не проблема',
    whyNotHint:
      'Вернём, если станет хуже на четверть. Два таких ответа по одному правилу и человеку — и порог для него станет вашим.',
    noProblemDone: 'Запомнили: не проблема',
    snoozed: 'Отложено',
    restore: 'Снова показывать',
    showHidden: (n: number) => `Отложено: ${n}`,
    hideAgain: 'Скрыть отложенное',
    hidden: { snoozed: 'отложено', noProblem: 'не проблема', learnt: 'скрыто по вашим ответам' },
    contacts: (kind: keyof typeof contactNames, done: number, norm: number) =>
      `${contactNames[kind]} ${done} из ${norm}`,
    norm: (contacts: string) => `ниже нормы за две недели: ${contacts}`,
    caseWaits: {
      decision: (day: string) => `отклонение открыто ${day}: нужно решить, что делать`,
      verdict: (day: string) => `отклонение от ${day}: пора подвести итог`,
      mine: (day: string) => `отклонение открыто ${day}: напишите, что видите вы`,
    },
    more: (n: number) => `показаны ${n} самых крупных`,
    none: 'Ничего не горит: просроченных, застрявших и забытых сделок нет.',
    noneHint:
      'Сюда попадают сделки, которые нарушают правила гигиены (нет следующего шага, прошла дата закрытия, долго нет контакта) или закрываются на днях, а ещё продавцы, отстающие от плана.',
    money: 'Деньги под вопросом',
    why: 'Почему',
    closing: (days: number) =>
      days === 0 ? 'закрывается сегодня' : days === 1 ? 'закрывается завтра' : `закрывается через ${daysOf(days)}`,
    behind: (fact: string, due: string) => `отстаёт от плана: ${fact}, а должно быть ${due}`,
    abandoned: (n: number, isMore: boolean) => `Заброшенные сделки: ${isMore ? 'больше ' : ''}${n}`,
    abandonedWhy: (days: number) => `никто не трогал ${days}+ дней: верните в работу или закройте с причиной`,
    showAll: (n: number) => `Показать все (${n})`,
    noPlan: (month: string) => `План не поставлен: ${month}`,
    noPlanFor: (names: string) => `без плана ${names} — темп и отставание не посчитать`,
    andMore: (n: number) => ` и ещё ${n}`,
    products: (n: number) => `Товары вне прайс-листа: ${counted(n, 'название', 'названия', 'названий')}`,
    productLines: (names: string, lines: number) =>
      `${names} — ${counted(lines, 'строка', 'строки', 'строк')} сделок без товара`,
    noMoney: 'не оценить',
  },
  today: {
    title: 'Сегодня',
    promises: (n: number) => counted(n, 'обещание', 'обещания', 'обещаний'),
    states: { due: '', planned: '', running: 'идёт', held: 'провели', missed: 'не провели', cancelled: 'отменили' },
    norms: (people: number) =>
      people > 1 ? `Нормы недели · ${counted(people, 'человек', 'человека', 'человек')}` : 'Мои нормы недели',
    kinds: contactNames,
    of: (norm: string) => `из ${norm}`,
    doneToday: (n: number) => `сегодня ${n}`,
    dayOff: (when: string) => `Сегодня выходной. Рабочий день: ${when}`,
    tasks: (n: number) => `${counted(n, 'задача', 'задачи', 'задач')} к этому дню`,
    nothingWaits: 'На этот день встреч и задач пока нет.',
  },
  goals: {
    title: 'Цели года',
    open: 'Открыть цели',
    expected: (share: string) => `по времени должно быть ${share}`,
  },
  teams: {
    title: 'Команды',
    name: 'Команда',
    pace: 'Факт на фоне плана',
    plan: 'План',
    fact: 'Факт',
    deviation: 'Темп',
    forecast: 'Прогноз',
    probability: 'План будет',
  },
  sellers: {
    title: 'Продавцы',
    all: 'Сравнить подробно',
    columns: {
      name: 'Продавец',
      pace: 'Факт на фоне плана',
      plan: 'План',
      fact: 'Факт',
      deviation: 'Темп',
      runRate: 'Если так же',
      winRate: 'Доля побед',
      open: 'В работе',
    },
    hints: {
      pace: 'Закрашено — факт, контур — план, черта — сколько должно быть на сегодня',
      deviation: 'Факт минус то, что должно быть на сегодня',
      winRate: 'Выиграно из закрытых за период',
      open: 'Сумма открытых сделок',
    },
    noPlan: 'план не поставлен',
    noClosed: 'за период ничего не закрыто',
    tooEarly: 'до третьего рабочего дня рано судить',
    small: (n: string) => `закрытых сделок ${n}: мало, чтобы судить`,
    none: 'Пока некого сравнивать: пригласите продавцов.',
  },
  funnel: {
    title: 'Воронка месяца',
    open: 'Вся воронка',
    choose: 'Какой взгляд',
    none: 'За этот период сделок не было.',
    noMoves:
      'Сделки за период есть, но движений по этапам у них не записано: выгрузка истории этапов не знает. Они появятся, когда сделки пойдут по этапам в Мостике.',
  },
  abandonedPage: {
    title: 'Заброшенные сделки',
    scope: (days: number) => `открыты, но без движения и звонков больше ${days} дней; самые крупные сверху`,
    none: 'Заброшенных сделок нет.',
    columns: {
      title: 'Сделка',
      owner: 'Ответственный',
      stage: 'Этап',
      lastSign: 'Последнее движение',
      amount: 'Сумма',
    },
  },
  recent: { title: 'Последние движения моих сделок', none: 'За две недели ничего не двигалось.' },
  planOpen: 'План и факт подробно',
  start: {
    title: 'С чего начать',
    text: 'Мостик показывает, где отдел сейчас, кому нужна помощь и будет ли план. Для этого ему нужны три вещи.',
    done: 'готово',
    steps: {
      deals: {
        title: 'Загрузите сделки',
        text: 'Выгрузка из вашей CRM файлом CSV или XLSX. Сначала покажем, что получится, потом запишем.',
        action: 'Загрузить файл',
      },
      people: {
        title: 'Пригласите людей',
        text: 'Продавцов и руководителей: каждый видит своё.',
        action: 'Открыть людей',
      },
      plan: {
        title: 'Поставьте план',
        text: 'По месяцам и продавцам; можно вставить из Excel.',
        action: 'Открыть план',
      },
    },
  },
  noDeals: {
    hr: {
      title: 'Ваш раздел — команда',
      text: 'Сделки и суммы вам не показываются. Структура отделов, люди, даты приёма и ухода — в разделе «Команда».',
      action: 'Открыть людей',
    },
    admin: {
      title: 'Ваш раздел — настройки',
      text: 'Сделки и суммы вам не показываются. Пользователи, права и журнал — в настройках и в разделе «Команда».',
      action: 'Открыть людей',
    },
    seller: {
      title: 'Здесь будет ваш день',
      text: 'Ваш план и факт, сделки, которым нужен шаг сегодня, и последние движения. Появится с первой вашей сделкой.',
      action: 'Открыть сделки',
    },
  },
}

export type HomeTexts = typeof ru
