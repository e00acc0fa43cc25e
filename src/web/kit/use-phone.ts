import { useMediaQuery } from '@mantine/hooks'

/** True on a screen narrower than 768 px, where lists become cards; paper is no phone. */
export function usePhone(): boolean {
  return useMediaQuery('screen and (max-width: 47.99em)', false, { getInitialValueInEffect: false }) ?? false
}
