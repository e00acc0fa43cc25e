import { routes } from '#core/http/routes.ts'
import { fieldsContract } from './contract.ts'
import { changeKind, leftovers, previewKind } from './service/change-kind.ts'
import { adoptColumn, fileColumns, previewColumn } from './service/file-columns.ts'
import { addField, editField, listFields, putFieldsInOrder } from './service/definitions.ts'

export const fieldsRoutes = routes(fieldsContract, {
  list: ({ input, actor, as, clock }) => as((tx) => listFields(tx, actor, input.subject, clock.now())),
  add: ({ input, actor, as }) => as((tx) => addField(tx, actor, input)),
  edit: ({ input, actor, as }) => as((tx) => editField(tx, actor, input)),
  order: ({ input, actor, as }) => as((tx) => putFieldsInOrder(tx, actor, input)),
  previewKind: ({ input, ...call }) => previewKind(call, input),
  changeKind: ({ input, ...call }) => changeKind(call, input),
  fileColumns: (call) => fileColumns(call),
  previewColumn: ({ input, ...call }) => previewColumn(call, input),
  adoptColumn: ({ input, ...call }) => adoptColumn(call, input),
  leftovers: ({ input, actor, as }) => as((tx) => leftovers(tx, actor, input.id)),
})
