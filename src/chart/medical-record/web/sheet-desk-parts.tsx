import { Button, Notice, show_moment } from '../../../base/ui/index.ts'
import type { OpenStop } from '../phrase-stops.ts'
import { IssueList } from './acts/issue-list.tsx'
import { StopList } from './acts/stop-list.tsx'
import { Differences } from './drafts/differences.tsx'
import { differences_of } from './drafts/merge.ts'
import { SaveLine } from './drafts/save-line.tsx'
import type { DraftDesk } from './drafts/use-draft.ts'
import type { Desk } from './entry/desk.tsx'
import { use_words } from './words.ts'

type NotesProps = {
  draft: DraftDesk
  desk: Desk
  writes: boolean
  is_settled: boolean
  others: string
  error: unknown
  stops: OpenStop[]
  complete_anyway: () => void
  go: (item: string, cell?: string) => void
  close_error: () => void
}

/** What must be seen before typing on: two texts, left-over text, what a completion still wants. */
export const DeskNotes = (props: NotesProps) => {
  const { draft, desk, writes, is_settled, others, error, go, close_error } = props
  const words = use_words()
  const { state, keeper, left_over } = draft
  return (
    <>
      {state.differences.length > 0 && (
        <Differences
          title={words.conflict(state.theirs?.author_name ?? '')}
          note={words.conflict_note}
          theirs_name={state.theirs?.author_name || words.theirs}
          differences={state.differences}
          choose={(choices) => keeper.resolve(choices)}
        />
      )}
      {left_over && (
        <Differences
          title={words.recover(show_moment(left_over.at))}
          note={words.recover_note}
          theirs_name={words.on_server}
          differences={differences_of(left_over.answers, state.answers).filter(
            (one) => !desk.sheet.filled.includes(one.item),
          )}
          choose={(choices) => {
            const answers = { ...state.answers }
            for (const one of differences_of(left_over.answers, state.answers))
              if (choices[one.item] !== 'theirs') answers[one.item] = one.mine
            draft.settle_left_over(answers)
          }}
          throw_away={() => draft.settle_left_over(undefined)}
        />
      )}
      <StopList stops={props.stops} go={go} anyway={{ label: words.complete_anyway, run: props.complete_anyway }} />
      {error !== undefined && (
        <div>
          <IssueList error={error} go={go} />
          <Button look="link" onClick={close_error}>
            {words.less}
          </Button>
        </div>
      )}
      {others && <Notice tone="amber">{others}</Notice>}
      {!writes && <Notice>{words.not_yours}</Notice>}
      {writes && is_settled && <Notice>{words.read_only}</Notice>}
    </>
  )
}

type FootProps = {
  draft: DraftDesk
  writes: boolean
  is_settled: boolean
  may_sign: boolean
  reload: () => void
  print: () => void
  complete: () => void
  amend: () => void
  sign: () => void
}

export const DeskFoot = ({ draft, writes, is_settled, may_sign, reload, print, complete, amend, sign }: FootProps) => {
  const words = use_words()
  return (
    <>
      {is_settled || !writes ? <span className="saved" /> : <SaveLine state={draft.state} reload={reload} />}
      {is_settled && writes && (
        <Button shortcut="s" onClick={amend}>
          {words.amend}
        </Button>
      )}
      <Button shortcut="F4" onClick={print}>
        {words.preview}
      </Button>
      {!is_settled && writes && (
        <Button shortcut="F8" onClick={complete}>
          {words.complete}
        </Button>
      )}
      {may_sign && (
        <Button look="primary" shortcut="F9" onClick={sign}>
          {words.sign}
        </Button>
      )}
    </>
  )
}
