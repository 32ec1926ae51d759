import { useState } from 'react'
import { ask, Button, Dialog, FormDialog, RefusalNotice, say_done, show_moment } from '../../../base/ui/index.ts'
import type { FolderStanding } from '../contract.ts'
import { use_again } from './use-downtime.ts'
import { use_words, type DowntimeWords } from './words.ts'

const say_folder = (folder: FolderStanding, words: DowntimeWords): string => {
  if (!folder.is_set) return words.folder_unset
  if (!folder.written_at) return words.folder_never
  const list = folder.people === null ? words.folder_no_list : words.folder_people(folder.people)
  return `${words.folder_last(show_moment(folder.written_at), folder.forms)}, ${list}.`
}

export const FolderPart = ({ folder, may_keep }: { folder: FolderStanding; may_keep: boolean }) => {
  const words = use_words()
  const again = use_again()
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const [is_asking, set_asking] = useState(false)
  const [phrase, set_phrase] = useState('')
  const write = async (): Promise<void> => {
    set_busy(true)
    set_error(undefined)
    try {
      await ask('/downtime/folder', { method: 'POST' })
      say_done(words.written)
    } catch (refused) {
      set_error(refused)
    } finally {
      set_busy(false)
      await again()
    }
  }
  const make_lock = async (): Promise<void> => {
    const made = await ask<{ words: string }>('/downtime/lock', { method: 'POST' })
    set_phrase(made.words)
    await again()
  }
  return (
    <section className="card down-card">
      <h2>{words.folder}</h2>
      <p className={folder.is_set ? '' : 'amber'}>{say_folder(folder, words)}</p>
      {folder.problem !== '' && <p className="red">{words.folder_problem(folder.problem)}</p>}
      {folder.lock_set_at && <p className="small muted">{words.lock_set(show_moment(folder.lock_set_at))}</p>}
      <RefusalNotice error={error} />
      {may_keep && (
        <div className="row wrap">
          {folder.is_set && (
            <Button disabled={is_busy} onClick={() => void write()}>
              {words.write_now}
            </Button>
          )}
          <Button onClick={() => set_asking(true)}>{folder.lock_set_at ? words.lock_again : words.lock_new}</Button>
        </div>
      )}
      {is_asking && (
        <FormDialog title={words.lock_ask} act={words.lock_new} send={make_lock} close={() => set_asking(false)}>
          <p>{words.lock_note}</p>
        </FormDialog>
      )}
      {phrase !== '' && (
        <Dialog
          title={words.lock_title}
          close={() => set_phrase('')}
          foot={
            <Button look="primary" onClick={() => set_phrase('')}>
              {words.close}
            </Button>
          }
        >
          <p className="down-phrase">{phrase}</p>
          <p>{words.lock_said}</p>
        </Dialog>
      )}
    </section>
  )
}
