import { plural } from '#core/i18n/language.ts'
import type { CircleTexts } from './texts.ru.ts'

const deals = { one: 'deal', other: 'deals' }

export const en = {
  contacts: {
    title: 'Contacts',
    add: 'Add a contact',
    addNew: (name) => `Make the contact “${name}”`,
    find: 'Name or phone',
    empty: 'No contacts: it is unclear whom to talk to.',
    main: 'main contact',
    role: 'Role',
    roleOf: (name) => `Role: ${name}`,
    more: (name) => `Actions: ${name}`,
    makeMain: 'Make the main one',
    remove: 'Take out of the deal',
  },
  team: {
    title: 'Team and credit',
    add: 'Split the credit',
    edit: 'Change the split',
    addPerson: 'Add a person',
    empty: 'All credit goes to the owner.',
    owner: 'owner',
    dialogTitle: 'Team of the deal and split of the credit',
    hint: 'Shares make 100 %. The amount goes to each one’s sales by his share; the deal is counted once, for the owner.',
    shareOf: (name) => `Share: ${name}`,
    remove: (name) => `Remove: ${name}`,
    sum: (share) => `${share} in all`,
    even: 'Evenly',
    dissolve: 'No team',
  },
  required: {
    title: (stage) => `To enter “${stage}”`,
    text: 'This stage asks for:',
    move: 'Fill in and move',
  },
  otherPipeline: {
    title: 'Move to another pipeline',
    text: (name) => `The deal is in the pipeline “${name}” now. The history of stages stays.`,
    pipeline: 'Pipeline',
    stage: 'Stage',
  },
  trash: {
    title: 'Trash',
    hint: 'Deals in the trash are in no figure. They can be taken back at any time.',
    search: 'Title of the deal',
    deletedAt: 'Thrown away',
    deletedBy: 'By whom',
    restore: 'Take back',
    restored: (n, amount) => `${n} ${plural('en', amount, deals)} back at work`,
    purge: 'Delete for ever',
    purgeTitle: (n, amount) => `Delete for ever: ${n} ${plural('en', amount, deals)}`,
    purgeText:
      'The deals go with their history, products and files. Calls and meetings stay with the client. This cannot be undone; who deleted what stays in the log.',
    purged: (n) => `Deleted for ever: ${n}`,
    empty: 'The trash is empty',
    emptyText: 'Deals that were taken out of work lie here. They can be taken back with their history.',
    nothing: 'No such deal in the trash',
  },
} satisfies CircleTexts
