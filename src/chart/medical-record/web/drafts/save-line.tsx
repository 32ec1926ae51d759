import { local_time } from '../../../../base/time/index.ts'
import { Button } from '../../../../base/ui/index.ts'
import { use_words } from '../words.ts'
import type { DraftState } from './keeper.ts'

const clock = (at: string): string => (at ? local_time(at).slice(11, 19) : '')

/** Always says where the typed words are. */
export const SaveLine = ({ state, reload }: { state: DraftState; reload: () => void }) => {
  const words = use_words()
  switch (state.status) {
    case 'unreachable':
      return <span className="saved amber">{words.unreachable}</span>
    case 'refused':
      return (
        <span className="saved red" title={state.message}>
          {words.refused}: {state.message}
        </span>
      )
    case 'moved':
      return (
        <span className="saved red">
          {words.moved}{' '}
          <Button look="link" onClick={reload}>
            {words.reload}
          </Button>
        </span>
      )
    case 'saving':
      return <span className="saved">{words.saving}</span>
    case 'typing':
      return <span className="saved">{words.typing}</span>
    default:
      return <span className="saved">{state.saved_at ? words.saved_draft(clock(state.saved_at)) : words.clean}</span>
  }
}
