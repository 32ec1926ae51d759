import { ask, query_string, Refused } from '../../../../base/ui/index.ts'
import { typed_facility, type FacilityHit } from './typed-facility.ts'

/** The hub's directory, as this facility last read it; a house that is not connected has none. */
const ask_directory = async (text: string, signal: AbortSignal): Promise<FacilityHit[]> => {
  try {
    const lines = await ask<{ code: string; name: string }[]>(`/exchange/facilities${query_string({ q: text })}`, {
      signal,
    })
    return lines.map(({ code, name }) => ({ code, display: name }))
  } catch (error) {
    if (error instanceof Refused && [403, 404].includes(error.status)) return []
    throw error
  }
}

const shown_max = 12

export const search_facilities = async (text: string, signal: AbortSignal): Promise<FacilityHit[]> => {
  const found = (await ask_directory(text, signal)).slice(0, shown_max)
  const typed = typed_facility(text)
  if (found.length > 0 || !typed) return found
  const [known] = await ask_directory(typed.code, signal)
  return [known?.code === typed.code ? known : typed]
}
