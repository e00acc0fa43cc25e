/** Of tests: a piece of a page is waited for as long as a busy machine may need; the default of one second is too short for it. */
import { configure } from '@testing-library/react'

configure({ asyncUtilTimeout: 15_000 })
