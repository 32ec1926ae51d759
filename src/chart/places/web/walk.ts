type Stride = 'each' | 'row' | 'inside'

const places_in = (pane: Element | null | undefined): HTMLElement[] => [
  ...(pane?.querySelectorAll<HTMLElement>('[data-place]') ?? []),
]

const go_to = (place: HTMLElement | undefined): void => {
  place?.focus()
  place?.scrollIntoView({ block: 'nearest' })
}

/** A row is a department, or a room with its beds; sideways goes bed by bed. */
const rows_of = (places: HTMLElement[]): HTMLElement[] => places.filter((place) => !place.matches('.place-bed'))

/**
 * Moves the focus among the places of the pane it is in. `inside` goes from a department to its first room; sideways off
 * the first room goes back.
 */
export const walk = (page: HTMLElement | null, step: number, stride: Stride): void => {
  const departments = page?.querySelector('.places-departments')
  const rooms = page?.querySelector('.places-inside')
  const focused = document.activeElement
  const is_inside = focused instanceof Element && rooms?.contains(focused) === true
  if (stride === 'inside' || (stride === 'each' && !is_inside && step > 0)) return go_to(places_in(rooms)[0])
  const places = places_in(is_inside ? rooms : departments)
  const here = places.findIndex((place) => place === focused)
  if (here < 0) return go_to(departments?.querySelector<HTMLElement>('[aria-current]') ?? places[0])
  if (stride === 'each') {
    if (here + step < 0) return go_to(departments?.querySelector<HTMLElement>('[aria-current]') ?? undefined)
    return go_to(places[here + step])
  }
  const rows = rows_of(places)
  const row = rows.filter((place) => places.indexOf(place) <= here).length - 1
  go_to(rows[row + step])
}
