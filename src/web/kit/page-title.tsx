import { createContext, useContext } from 'react'

const TitleContext = createContext<(title: string) => void>(() => {})

/** Where a page says its name; the shell shows it and puts it on the window. */
export const PageTitleProvider = TitleContext.Provider

export function useOptionalTitle(): (title: string) => void {
  return useContext(TitleContext)
}
