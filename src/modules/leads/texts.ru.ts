interface Named {
  name: string | null
}

const who = ({ name }: Named): string => (name ? `: ${name}` : '')

export const ru = {
  errors: {
    LEAD_EMPTY: 'Укажите хотя бы имя, телефон, почту или текст обращения.',
    LEAD_TAKEN: ({ name }: Named): string =>
      name ? `Лид уже взял в работу другой сотрудник: ${name}.` : 'Лид уже взял в работу другой сотрудник.',
    LEAD_CLOSED: 'Лид уже закрыт. Обновите список: возможно, его обработал кто-то другой.',
    LEAD_OPEN: 'Лид и так открыт.',
    LEAD_CHANGED: 'Лид уже изменил кто-то другой. Ничего не перезаписано: посмотрите, что стало, и повторите.',
    LEAD_IN_FUTURE: 'Лид не мог прийти в будущем. Проверьте дату и время.',
    LEAD_SETTINGS_CHANGED:
      'Эти настройки уже изменил кто-то другой. Ничего не перезаписано: посмотрите, что стало, и решите, что оставить.',
    PERSON_GONE: ({ name }: { name: string }): string =>
      `${name} не может получить лид: не работает в компании или не занимается продажами.`,
    RULE_PERSON_GONE: ({ names }: { names: readonly string[] }): string =>
      `Правило отдаёт лиды тем, кто не работает в компании или не продаёт: ${names.join(', ')}. Уберите их.`,
    RULE_EMPTY: 'Укажите, кому отдавать лиды: сотрудников или отделы.',
    HOURS_WRONG: 'Рабочий день должен заканчиваться позже, чем начинается.',
    FORM_UNKNOWN: 'Такой формы нет, или она закрыта.',
    FORM_ORIGIN: 'С этого сайта форму отправлять нельзя.',
    CONSENT_MISSING: 'Отметьте согласие на обработку персональных данных.',
  },
  notices: {
    LEAD_ASSIGNED: ({ name, minutes }: Named & { minutes: number | null }) => ({
      title: `Вам лид${who({ name })}`,
      body: minutes === null ? null : `Ответьте за ${minutes} мин рабочего времени`,
    }),
    LEAD_LATE: ({ name }: Named) => ({
      title: `Лид ждёт дольше нормы${who({ name })}`,
      body: 'Свяжитесь с клиентом сейчас',
    }),
    LEAD_LATE_TEAM: ({ name, owner }: Named & { owner: string | null }) => ({
      title: `Лид без ответа${who({ name })}`,
      body: owner ? `Ответственный: ${owner}` : 'Лид никому не назначен',
    }),
  },
  noticeNames: {
    LEAD_ASSIGNED: 'Назначен лид',
    LEAD_LATE: 'Мой лид ждёт дольше нормы',
    LEAD_LATE_TEAM: 'Лид команды без ответа',
  },
  first: {
    returnReasons: ['Не мой регион', 'Не мой продукт', 'Нет времени', 'Клиент другого менеджера'],
    rejectReasons: ['Не наш профиль', 'Нет потребности', 'Не дозвонились', 'Дубль', 'Соискатель или поставщик'],
  },
  formPage: { sent: { title: 'Спасибо!', text: 'Заявка отправлена. Мы скоро свяжемся с вами.' } },
  file: {
    title: 'Входящие',
    columns: {
      who: 'Кто обратился',
      company: 'Компания',
      need: 'Что нужно',
      phone: 'Телефон',
      email: 'Почта',
      owner: 'Ответственный',
      state: 'Состояние',
      source: 'Источник',
      campaign: 'Кампания',
      region: 'Регион',
      received: 'Пришёл',
      responded: 'Ответили',
      waited: 'Рабочих минут до ответа',
      returns: 'Возвратов',
      id: 'ID',
    },
    states: {
      new: 'Новый',
      assigned: 'Назначен',
      accepted: 'В работе',
      returned: 'Возвращён',
      converted: 'Стал сделкой',
      rejected: 'Отклонён',
      spam: 'Спам',
    },
  },
}

export type LeadsTexts = typeof ru
