import { useMediaQuery } from '@mantine/hooks'

/** True on a screen narrower than 768 px, where lists become cards. */
export function usePhone(): boolean {
  return useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false }) ?? false
}
