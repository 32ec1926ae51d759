import { startTransition, useEffect, useState } from 'react'

const first_default = 24

/**
 * A long list whose first screen is drawn at once and the rest right after it was seen: on a slow computer nobody waits for
 * rows below the edge of the screen.
 */
export const use_growing = <T>(all: readonly T[], first = first_default): readonly T[] => {
  const [is_whole, set_whole] = useState(false)
  useEffect(() => {
    const soon = setTimeout(() => startTransition(() => set_whole(true)))
    return () => clearTimeout(soon)
  }, [])
  return is_whole ? all : all.slice(0, first)
}
