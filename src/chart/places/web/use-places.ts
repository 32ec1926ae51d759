import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, say_done } from '../../../base/ui/index.ts'
import type { PlacesTree } from '../contract.ts'
import { find_chosen, only_open, type Chosen } from './chosen-place.ts'
import { reopen_place } from './place-acts.ts'
import { use_words } from './words.ts'

/** The house and what is chosen in it. */
export const use_places = () => {
  const words = use_words()
  const client = useQueryClient()
  const places = useQuery({ queryKey: ['places'], queryFn: () => ask<PlacesTree>('/places') })
  const [shows_closed, show_closed] = useState(false)
  const [wanted, choose] = useState('')
  const [error, set_error] = useState<unknown>()
  const all = places.data?.departments ?? []
  const departments = shows_closed || !places.data ? all : only_open(places.data)
  const chosen = find_chosen(departments, wanted) ?? find_chosen(departments, departments[0]?.id ?? '')
  const fresh = () => client.invalidateQueries()
  const reopen = (one: Chosen) => {
    set_error(undefined)
    void reopen_place(one).then(() => {
      say_done(words.done_reopened)
      return fresh()
    }, set_error)
  }
  return { places, departments, chosen, choose, shows_closed, show_closed, reopen, fresh, error }
}
