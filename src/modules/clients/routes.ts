import { routes } from '#core/http/routes.ts'
import { clientsContract } from './contract.ts'
import { giveClients } from './service/assign.ts'
import { addCompany, editCompany, getCompany } from './service/companies.ts'
import { addContact, editContact, getContact } from './service/contacts.ts'
import { decideDuplicate, likelyDuplicates, listDuplicates, mergePairs } from './service/duplicates.ts'
import { listChoices, listCompanies, listContacts } from './service/lists.ts'
import { mergeClients, mergePreview } from './service/merge.ts'
import { erase, erasurePreview, exportPerson, searchPersons } from './service/personal-data.ts'
import { searchAgain } from './service/search-duplicates.ts'
import { clientDeals, clientTimeline } from './service/timeline.ts'
import { purgeClient, trashClients } from './service/trash.ts'
import { listMerges, undoMerge, undoPreview } from './service/undo-merge.ts'

export const clientsRoutes = routes(clientsContract, {
  companies: ({ input, actor, as, clock }) => as((tx) => listCompanies(tx, actor, clock.now(), input)),
  company: ({ input, actor, as }) => as((tx) => getCompany(tx, actor, input.id)),
  choices: ({ actor, as, clock }) => as((tx) => listChoices(tx, { actor, now: clock.now() })),
  addCompany: ({ input, actor, as }) => as((tx) => addCompany(tx, actor, input)),
  editCompany: ({ input, actor, as }) => as((tx) => editCompany(tx, actor, input)),
  trashCompanies: ({ input, actor, as }) => as((tx) => trashClients(tx, actor, 'company', input)),
  purgeCompany: ({ input, actor, as }) => as((tx) => purgeClient(tx, actor, 'company', input.id)),

  contacts: ({ input, actor, as, clock }) => as((tx) => listContacts(tx, actor, clock.now(), input)),
  contact: ({ input, actor, as }) => as((tx) => getContact(tx, actor, input.id)),
  addContact: ({ input, actor, as }) => as((tx) => addContact(tx, actor, input)),
  editContact: ({ input, actor, as }) => as((tx) => editContact(tx, actor, input)),
  trashContacts: ({ input, actor, as }) => as((tx) => trashClients(tx, actor, 'contact', input)),
  purgeContact: ({ input, actor, as }) => as((tx) => purgeClient(tx, actor, 'contact', input.id)),

  assignClients: ({ input, actor, as }) => as((tx) => giveClients(tx, actor, input)),
  timeline: ({ input, actor, as }) => as((tx) => clientTimeline(tx, actor, input)),
  clientDeals: ({ input, actor, as }) => as((tx) => clientDeals(tx, actor, input)),

  likelyDuplicates: ({ input, actor, as }) => as((tx) => likelyDuplicates(tx, actor, input)),
  duplicates: ({ input, actor, as }) => as((tx) => listDuplicates(tx, actor, input)),
  findDuplicates: ({ actor, as, jobs }) => as((tx) => searchAgain(tx, actor, jobs)),
  decideDuplicate: ({ input, actor, as }) => as((tx) => decideDuplicate(tx, actor, input)),
  mergePreview: ({ input, actor, as }) => as((tx) => mergePreview(tx, actor, input)),
  merge: ({ input, actor, as }) => as((tx) => mergeClients(tx, actor, input)),
  mergePairs: ({ input, actor, as }) => as((tx) => mergePairs(tx, actor, input)),
  merges: ({ input, actor, as, clock }) => as((tx) => listMerges(tx, actor, clock.now(), input)),
  undoMergePreview: ({ input, actor, as, clock }) => as((tx) => undoPreview(tx, actor, clock.now(), input.id)),
  undoMerge: ({ input, actor, as, clock }) => as((tx) => undoMerge(tx, actor, clock.now(), input.id)),

  findPersons: ({ input, actor, as }) => as((tx) => searchPersons(tx, actor, input.text)),
  erasurePreview: ({ input, actor, as }) => as((tx) => erasurePreview(tx, actor, input.id)),
  erasePerson: ({ input, actor, as }) => as((tx) => erase(tx, actor, input)),
  exportPerson: ({ input, actor, as }) => as((tx) => exportPerson(tx, actor, input)),
})
