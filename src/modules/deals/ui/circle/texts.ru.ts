import { plural } from '#core/i18n/language.ts'

const deals = { one: 'сделка', few: 'сделки', many: 'сделок' }

/** Words of who takes part in a deal, of its other ways and of the trash. */
export const ru = {
  contacts: {
    title: 'Контакты',
    add: 'Добавить контакт',
    addNew: (name: string): string => `Завести контакт «${name}»`,
    find: 'Имя или телефон',
    empty: 'Контактов нет: непонятно, с кем говорить.',
    main: 'основной контакт',
    role: 'Роль',
    roleOf: (name: string): string => `Роль: ${name}`,
    more: (name: string): string => `Действия: ${name}`,
    makeMain: 'Сделать основным',
    remove: 'Убрать из сделки',
  },
  team: {
    title: 'Команда и доли',
    add: 'Разделить заслугу',
    edit: 'Изменить доли',
    addPerson: 'Добавить человека',
    empty: 'Вся заслуга у ответственного.',
    owner: 'ответственный',
    dialogTitle: 'Команда сделки и доли заслуги',
    hint: 'Доли в сумме дают 100 %. Сумма сделки идёт в факт каждого по его доле; сама сделка считается один раз, у ответственного.',
    shareOf: (name: string): string => `Доля: ${name}`,
    remove: (name: string): string => `Убрать: ${name}`,
    sum: (share: string): string => `В сумме ${share}`,
    even: 'Поровну',
    dissolve: 'Убрать команду',
  },
  required: {
    title: (stage: string): string => `Чтобы перейти на «${stage}»`,
    text: 'На этом этапе обязательны поля:',
    move: 'Заполнить и перенести',
  },
  otherPipeline: {
    title: 'Перенести в другую воронку',
    text: (name: string): string => `Сейчас сделка в воронке «${name}». История этапов сохранится.`,
    pipeline: 'Воронка',
    stage: 'Этап',
  },
  trash: {
    title: 'Корзина',
    hint: 'Сделки из корзины не входят ни в одну цифру. Вернуть можно в любой момент.',
    search: 'Название сделки',
    deletedAt: 'Удалена',
    deletedBy: 'Кто удалил',
    restore: 'Вернуть',
    restored: (n: string, amount: number): string => `${n} ${plural('ru', amount, deals)} снова в работе`,
    purge: 'Удалить навсегда',
    purgeTitle: (n: string, amount: number): string => `Удалить навсегда: ${n} ${plural('ru', amount, deals)}`,
    purgeText:
      'Сделки исчезнут вместе с историей, товарами и файлами. Звонки и встречи останутся у клиента. Отменить это нельзя; запись о том, кто и что удалил, останется в журнале.',
    purged: (n: number): string => `Удалено навсегда: ${n}`,
    empty: 'Корзина пуста',
    emptyText: 'Сюда попадают сделки, которые убрали из работы. Отсюда их можно вернуть вместе с историей.',
    nothing: 'В корзине такой сделки нет',
  },
}

export type CircleTexts = typeof ru
