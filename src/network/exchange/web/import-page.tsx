import { useEffect, useId, useState, type ChangeEvent } from 'react'
import { Link } from 'wouter'
import { ask, Button, Notice, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import type { ImportDone, ImportPreview } from '../../../chart/medical-record/contract.ts'
import './exchange.css'
import { ImportCard } from './import-card.tsx'
import { exchange_place } from './places.ts'
import { use_words } from './words.ts'

type Read = { file: string; preview: ImportPreview }

const Done = ({ done, may_open, again }: { done: ImportDone; may_open: boolean; again: () => void }) => {
  const words = use_words().imports
  return (
    <Notice tone="green">
      <p>
        <b>{words.done}</b> · {words.done_count(done.resources, done.documents)}
      </p>
      <p className="row wrap">
        {may_open && (
          <Link className="btn primary" href={`/benh-an/${done.encounter}`}>
            {words.open_record}
          </Link>
        )}
        <Button onClick={again}>{words.another}</Button>
      </p>
    </Notice>
  )
}

/** One HoSoBenhAn file that somebody holds: whose it is, where it would go, and what becomes of it. */
const ImportPage = ({ may_open }: { may_open: boolean }) => {
  const words = use_words().imports
  const field = useId()
  const [name, set_name] = useState('')
  const [read, set_read] = useState<Read>()
  const [done, set_done] = useState<ImportDone>()
  const [error, set_error] = useState<unknown>()
  useEffect(() => {
    document.title = words.title
  }, [words])
  const look = async (chosen: File): Promise<void> => {
    const file = await chosen.text()
    set_read({ file, preview: await ask<ImportPreview>('/records/import/preview', { body: { file } }) })
  }
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const chosen = target.files?.[0]
    // The same file again, after it was put right, is a change too.
    target.value = ''
    if (!chosen) return
    set_name(chosen.name)
    set_read(undefined)
    set_error(undefined)
    look(chosen).catch(set_error)
  }
  const again = () => {
    set_done(undefined)
    set_read(undefined)
    set_name('')
  }
  const is_reading = name !== '' && !read && !error
  return (
    <div className="exchange exchange-import">
      <header className="page-head">
        <h1>{words.title}</h1>
        <Link href={exchange_place}>{words.back}</Link>
      </header>
      {done ? (
        <Done done={done} may_open={may_open} again={again} />
      ) : (
        <>
          <p className="muted">{words.intro}</p>
          <div className="row wrap">
            <label className="btn" htmlFor={field}>
              {words.choose}
            </label>
            <input
              id={field}
              className="sr"
              type="file"
              accept=".xml,.json,application/xml,application/json"
              onChange={choose}
            />
            <span>{name}</span>
          </div>
          {is_reading && <Waiting />}
          <RefusalNotice error={error} />
          {error !== undefined && <p className="muted">{words.refused}</p>}
          {read && <ImportCard key={name} {...read} done={set_done} />}
        </>
      )}
    </div>
  )
}

export default ImportPage
