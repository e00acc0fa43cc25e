import type { Journey } from './journey.ts'
import { firstVisit } from './journeys/first-visit.ts'
import { invitation } from './journeys/invitation.ts'
import { lock } from './journeys/lock.ts'
import { signIn } from './journeys/sign-in.ts'
import { signOutEverywhere } from './journeys/sign-out-everywhere.ts'

/** In the order in which they are walked. */
export const journeys: Journey[] = [firstVisit, signIn, lock, signOutEverywhere, invitation]
