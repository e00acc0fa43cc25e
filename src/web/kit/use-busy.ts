import { useRef, useState } from 'react'

/** Whether a work goes, and how it is begun; a press while it goes begins nothing. */
export function useBusy(): [isBusy: boolean, run: (work: () => unknown) => Promise<void>] {
  const [isBusy, setBusy] = useState(false)
  const goes = useRef(false)
  const run = async (work: () => unknown) => {
    if (goes.current) return
    goes.current = true
    setBusy(true)
    try {
      await work()
    } finally {
      goes.current = false
      setBusy(false)
    }
  }
  return [isBusy, run]
}
