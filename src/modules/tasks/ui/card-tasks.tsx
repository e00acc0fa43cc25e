import type { CardPartProps } from '#web/kit/routing.tsx'
import { RecordTasks } from './record-tasks.tsx'

/** The tab «Задачи» of a deal. */
export const DealTasks = ({ id, mayEdit }: CardPartProps) => <RecordTasks about={{ dealId: id }} mayAdd={mayEdit} />
/** Of a company: its own tasks and those of its deals. */
export const CompanyTasks = ({ id }: CardPartProps) => <RecordTasks about={{ companyId: id }} mayAdd />
export const ContactTasks = ({ id }: CardPartProps) => <RecordTasks about={{ contactId: id }} mayAdd />
/** Of a person: what he has to do, and what others have to do about him. */
export const PersonTasks = ({ id }: CardPartProps) => <RecordTasks about={{ personId: id }} mayAdd />
