import type { TemplatesTexts } from './texts.ru.ts'

export const en = {
  firstTemplates: [
    {
      channel: 'email',
      name: 'After a talk: our offer',
      subject: 'An offer for {company}',
      body: 'Dear {name},\n\nThank you for the talk. As agreed, here is our offer for “{deal}”, {amount}.\n\nMay we discuss it tomorrow?\n\n{manager}, {our company}',
    },
    {
      channel: 'email',
      name: 'A reminder of the invoice',
      subject: 'Invoice for “{deal}”',
      body: 'Dear {name},\n\nThis is a reminder of the invoice for {amount}. When may we expect the payment, and do you need any more papers?\n\n{manager}, {our company}',
    },
    {
      channel: 'message',
      name: 'No answer to a call',
      subject: '',
      body: 'Hello {name}, this is {manager} of {our company}. I could not reach you by phone. When may I call?',
    },
  ],
  errors: {
    TEMPLATE_EXISTS: ({ name }) => `There is a template “${name}” already: give this one another name.`,
    TEMPLATE_CHANGED:
      'Somebody else has changed the template meanwhile. Nothing was overwritten: see what it is now and choose what to keep.',
    TEMPLATE_PLACE_UNKNOWN: ({ places }) =>
      `We do not know what to put in the place of ${places.map((place) => `{${place}}`).join(', ')}: the client would see the braces. Choose a place from the list below the text.`,
  },
} satisfies TemplatesTexts
