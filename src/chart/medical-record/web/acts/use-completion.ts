import { useState } from 'react'
import { say_done } from '../../../../base/ui/index.ts'
import type { Sheet } from '../../contract.ts'
import type { OpenStop } from '../../phrase-stops.ts'
import { use_words } from '../words.ts'
import { complete_sheet } from './sheet-acts.ts'

type CompletionParts = {
  sheet: Sheet
  stops: OpenStop[]
  /** Everything typed has reached the server. */
  ready: () => Promise<boolean>
  moved: () => void
}

/** Completing: stops of phrases nobody filled are asked about once, what the server refuses is kept to be shown. */
export const use_completion = ({ sheet, stops, ready, moved }: CompletionParts) => {
  const words = use_words()
  const [error, set_error] = useState<unknown>()
  const [asks_about_stops, set_asks] = useState(false)
  const complete_anyway = async () => {
    set_asks(false)
    set_error(undefined)
    try {
      if (!(await ready())) return
      await complete_sheet(sheet.id, sheet.version).then(({ warnings }) =>
        say_done([words.completed_done, ...warnings].join(' · ')),
      )
      moved()
    } catch (refused) {
      set_error(refused)
    }
  }
  return {
    error,
    set_error,
    /** Asked about and still there: a stop that was filled meanwhile is asked about no more. */
    stops_asked: asks_about_stops ? stops : [],
    complete: () => (stops.length > 0 ? set_asks(true) : void complete_anyway()),
    complete_anyway: () => void complete_anyway(),
  }
}
