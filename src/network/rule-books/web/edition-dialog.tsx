import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  ask,
  Button,
  DateField,
  Field,
  FormDialog,
  Notice,
  query_string,
  RefusalNotice,
  Refused,
  say_done,
  TextField,
} from '../../../base/ui/index.ts'
import {
  certainties,
  type Certainty,
  type EditionWish,
  type ReadRows,
  type RuleEdition,
  type ShownBook,
} from '../contract.ts'
import { RuleRows } from './rule-rows.tsx'
import { use_words } from './words.ts'

const words_min = 5

type FieldsProps = { book: ShownBook; today: string; wish: EditionWish; change: (part: Partial<EditionWish>) => void }

const EditionFields = ({ book, today, wish, change }: FieldsProps) => {
  const words = use_words()
  return (
    <>
      <div className="row wrap">
        <DateField
          label={words.from_day}
          required
          value={wish.valid_from}
          change={(valid_from) => change({ valid_from })}
        />
        <Field label={words.certainty} required>
          {(ids) => (
            <select
              {...ids}
              className="box"
              value={wish.certainty}
              onChange={(event) => change({ certainty: event.target.value as Certainty })}
            >
              {certainties.map((one) => (
                <option key={one} value={one}>
                  {words.certainties[one]}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <TextField
        label={words.source}
        hint={words.source_hint}
        required
        value={wish.source}
        change={(source) => change({ source })}
      />
      {wish.valid_from !== '' && wish.valid_from < today && (
        <TextField
          label={words.back_reason}
          required
          value={wish.reason ?? ''}
          change={(reason) => change({ reason })}
        />
      )}
      {book.asks_whole && (
        <label className="row">
          <input
            type="checkbox"
            checked={wish.is_whole}
            onChange={(event) => change({ is_whole: event.target.checked })}
          />
          {words.whole}
        </label>
      )}
    </>
  )
}

const read_file = async (book: string, file: File): Promise<Rows> => {
  const response = await fetch(`/api/rule-books/${book}/read${query_string({ name: file.name })}`, {
    ...{ method: 'POST', body: file },
    headers: { 'x-benhan': '1', 'content-type': 'application/octet-stream' },
  })
  const body = (await response.json()) as ReadRows & { issues?: Refused['issues'] }
  if (!response.ok) throw new Refused(response.status, body.issues ?? [])
  return body.rows
}

/** A file takes the place of the rows on the screen; nothing is kept by that. */
const FileRows = ({ book, take }: { book: ShownBook; take: EditionTake }) => {
  const words = use_words()
  const [error, set_error] = useState<unknown>()
  const read = async (file: File) => {
    set_error(undefined)
    try {
      const rows = await read_file(book.id, file)
      take(rows)
      say_done(words.read_rows(rows.length))
    } catch (refused) {
      set_error(refused)
    }
  }
  return (
    <>
      <div className="row wrap">
        <label className="btn">
          {words.import}
          <input
            hidden
            type="file"
            accept=".xlsx,.csv"
            onChange={(event) => {
              const file = event.target.files?.[0]
              event.target.value = ''
              if (file) void read(file)
            }}
          />
        </label>
        <Button onClick={() => take((rows) => [...rows, {}])}>{words.add_row}</Button>
      </div>
      <p className="muted small">{words.import_note}</p>
      <RefusalNotice error={error} />
    </>
  )
}

type Rows = EditionWish['rows']
type EditionTake = (rows: Rows | ((now: Rows) => Rows)) => void

type DialogProps = { book: ShownBook; today: string; begin: RuleEdition; close: () => void }

/** A further edition of a book: from which day, from where, how sure, and its lines. */
export const EditionDialog = ({ book, today, begin, close }: DialogProps) => {
  const words = use_words()
  const client = useQueryClient()
  const [wish, set_wish] = useState<EditionWish>({
    ...{ valid_from: today, source: '', certainty: 'sure', is_whole: begin.is_whole, rows: begin.rows },
  })
  const change = (part: Partial<EditionWish>) => set_wish((now) => ({ ...now, ...part }))
  const is_past = wish.valid_from < today
  const is_ready =
    wish.valid_from !== '' &&
    wish.source.trim().length >= words_min &&
    wish.rows.length > 0 &&
    (!is_past || (wish.reason ?? '').trim().length >= words_min)
  const send = async () => {
    const { reason, ...body } = wish
    await ask(`/rule-books/${book.id}/editions`, { body: is_past ? { ...body, reason } : body })
    say_done(words.saved)
    void client.invalidateQueries({ queryKey: ['rule-books'] })
  }
  return (
    <FormDialog title={book.title} act={words.save} wide ready={is_ready} note={words.kept} send={send} close={close}>
      <div className="stack">
        <EditionFields book={book} today={today} wish={wish} change={change} />
        {wish.certainty !== 'sure' && <Notice tone="amber">{words.certainties[wish.certainty]}</Notice>}
        <FileRows
          book={book}
          take={(rows) => set_wish((now) => ({ ...now, rows: typeof rows === 'function' ? rows(now.rows) : rows }))}
        />
        <RuleRows book={book} rows={wish.rows} change={(rows) => change({ rows })} />
      </div>
    </FormDialog>
  )
}
