import { fold } from '../../../base/text/index.ts'
import { areas_on, type Area } from '../directory/areas.ts'

/** The place that is meant by an id or a name on that day; a sentence when none is, or more than one. */
export const find_area = (areas: Area[], text: string, on: string): Area | string => {
  const named = areas.filter(({ name }) => fold(name) === fold(text))
  const standing = named.filter(({ id }) => areas_on(areas, id, on)[0]?.id === id)
  const [only] = standing
  if (only && standing.length === 1) return only
  const found = areas.find(({ id }) => id === text)
  if (found) return found
  if (standing.length > 1)
    return `“${text}” là tên của ${standing.length} địa bàn (${standing.map(({ id }) => id).join(', ')}); hãy ghi mã`
  const [ended] = named
  if (ended && named.length === 1) return ended
  return `không có địa bàn “${text}”; hãy ghi tên hoặc mã như ở trang Địa bàn hành chính`
}

/** How a place is written so that it is found again on that day: by its name, or by its id where others are called so. */
export const write_area = (areas: Area[], id: string, on: string): string => {
  const name = areas.find((area) => area.id === id)?.name
  if (name === undefined) return id
  const found = find_area(areas, name, on)
  return typeof found === 'object' && found.id === id ? name : id
}
