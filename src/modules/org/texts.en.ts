import type { OrgTexts } from './texts.ru.ts'

export const en = {
  errors: {
    COMPANY_CHANGED: 'Somebody else has already changed the settings of the company. Check the new values and repeat.',
    CURRENCY_FIXED: 'The currency cannot be changed: the company already has deals or a plan in it.',
    PERSON_CHANGED: 'Somebody else has already changed this card. Check the new values and repeat.',
    EMAIL_TAKEN: 'This e-mail address belongs to somebody else already.',
    ACCOUNT_NEEDS_EMAIL: 'This person signs in by e-mail, so the address cannot be empty.',
    LAST_OWNER: 'This is the only owner with access. Appoint another one first.',
    LEFT_BEFORE_HIRED: 'The day of leaving is before the day of hiring.',
    CIRCLE: 'That would close a circle: a subordinate would stand above his own manager.',
    NO_SUCH_DEPARTMENT: 'There is no such department.',
    NO_SUCH_MANAGER: 'There is no such person.',
    DEPARTMENT_CHANGED: 'Somebody else has already changed this department. Check the new values and repeat.',
    DEPARTMENT_NOT_EMPTY: 'The department still has people or parts. Move them first.',
    OWN_CURRENCY: "This is the company's own currency: its rate is always one.",
  },
} satisfies OrgTexts
