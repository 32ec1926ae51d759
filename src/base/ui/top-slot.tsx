import { createContext, useContext, useEffect } from 'react'
import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'

/** The room in the top bar that a page may take, e.g. the patient's banner, which then never scrolls away. */
export type TopRoom = { element: HTMLElement | null; occupy: (is_taken: boolean) => void }

export const TopRoomContext = createContext<TopRoom>({ element: null, occupy: () => undefined })

export const TopSlot = ({ children }: { children: ReactNode }) => {
  const { element, occupy } = useContext(TopRoomContext)
  useEffect(() => {
    occupy(true)
    return () => occupy(false)
  }, [occupy])
  return element && createPortal(children, element)
}
