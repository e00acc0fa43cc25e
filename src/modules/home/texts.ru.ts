import { formats } from '#core/i18n/format.ts'
import { plural } from '#core/i18n/language.ts'

const counted = (n: number, one: string, few: string, many: string) => formats('ru').counted(n, { one, few, many })
const daysOf = (n: number) => counted(n, 'день', 'дня', 'дней')

export const ru = {
  title: 'Мостик',
  greeting: (name: string) => `Добрый день, ${name}`,
  lines: { team: 'Мои сотрудники', nobody: 'Без ответственного' },
  day: (elapsed: number, total: number) =>
    `${elapsed}-й из ${total} ${plural('ru', total, { one: 'рабочего дня', few: 'рабочих дней', many: 'рабочих дней' })}`,
  attention: {
    title: 'Требует внимания',
    mine: 'Мои сделки, которым нужен шаг сегодня',
    hint: 'по деньгам под вопросом',
    more: (n: number) => `показаны ${n} самых крупных`,
    none: 'Ничего не горит: просроченных, застрявших и забытых сделок нет.',
    noneHint: (days: number) =>
      `Сюда попадают сделки с прошедшей датой закрытия, стоящие на этапе дольше девяти из десяти, без звонков и движения ${days}+ дней, а ещё продавцы, отстающие от плана.`,
    money: 'Деньги под вопросом',
    why: 'Почему',
    reasons: {
      overdue: ({ days }: { days: number }) => `дата закрытия прошла ${daysOf(days)} назад`,
      closing: ({ days }: { days: number }) =>
        days === 0 ? 'закрывается сегодня' : days === 1 ? 'закрывается завтра' : `закрывается через ${daysOf(days)}`,
      stuck: ({ days, usualDays }: { days: number; usualDays: number }) =>
        `на этапе ${daysOf(days)}, обычно до ${usualDays}`,
      silent: ({ days }: { days: number }) => `без звонков и движения ${daysOf(days)}`,
    },
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
