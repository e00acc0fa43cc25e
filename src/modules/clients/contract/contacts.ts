import { z } from 'zod'
import { done, endpoint, id, pageOf } from '#core/http/contract.ts'
import { listErrors } from '#modules/lists/contract.ts'
import { clientSort, contactFilter, pageFields } from './companies.ts'
import { badFields, contactChanged, merged } from './errors.ts'
import { contact, contactCard, contactChanges, contactRow, count, newContact, version } from './records.ts'

const group = 'Clients'

export const contactsContract = {
  contacts: endpoint({
    method: 'GET',
    path: '/contacts',
    summary: 'People on the side of the clients, as far as the reader may see them',
    tag: group,
    input: contactFilter.extend({ sort: clientSort.contact.default('name'), ...pageFields }),
    output: pageOf(contactRow),
    errors: listErrors,
  }),
  contact: endpoint({
    method: 'GET',
    path: '/contacts/{id}',
    summary: 'One contact with the sums of its deals',
    tag: group,
    input: z.object({ id }),
    output: contactCard,
  }),
  addContact: endpoint({
    method: 'POST',
    path: '/contacts',
    summary: 'Add a contact, to a company or by itself',
    tag: group,
    input: newContact,
    output: contact,
    errors: badFields,
  }),
  editContact: endpoint({
    method: 'PATCH',
    path: '/contacts/{id}',
    summary: 'Change fields of a contact; what is not given stays',
    tag: group,
    input: contactChanges.extend({ id, version }),
    output: contactCard,
    errors: { ...badFields, ...contactChanged, ...merged },
  }),
  trashContacts: endpoint({
    method: 'POST',
    path: '/contacts/trash',
    summary: 'Put contacts into the trash or take them out',
    tag: group,
    input: z.object({ ids: z.array(id).min(1).max(1_000), deleted: z.boolean() }),
    output: z.object({ count }),
  }),
  purgeContact: endpoint({
    method: 'DELETE',
    path: '/contacts/{id}',
    summary: 'Delete a contact from the trash for good; one that anything hangs on is refused',
    tag: group,
    input: z.object({ id }),
    output: done,
    errors: { CLIENT_IN_USE: { status: 409, data: z.object({ records: count }) }, NOT_IN_TRASH: { status: 409 } },
  }),
}
