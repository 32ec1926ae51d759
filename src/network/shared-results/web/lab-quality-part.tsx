import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  ask,
  Button,
  DateField,
  FormDialog,
  RefusalNotice,
  say_done,
  show_moment,
  TextField,
  today_local,
} from '../../../base/ui/index.ts'
import type { LabQuality, LabQualityView } from '../contract.ts'
import './shared-results.css'
import { use_words } from './words.ts'

const key = ['lab-quality']

const QualityDialog = ({
  quality,
  close,
  done,
}: {
  quality: LabQuality | null
  close: () => void
  done: () => void
}) => {
  const words = use_words()
  const [level, set_level] = useState(quality ? String(quality.level) : '')
  const [decision, set_decision] = useState(quality?.decision ?? '')
  const [valid_from, set_from] = useState(quality?.valid_from ?? today_local())
  const send = async () => {
    await ask('/lab-quality', { method: 'PUT', body: { level: Number(level), decision, valid_from } })
    say_done(words.lab_saved)
    done()
  }
  return (
    <FormDialog title={words.lab_title} act={words.lab_save} ready={/^[1-5]$/.test(level)} send={send} close={close}>
      <div className="stack">
        <TextField first required label={words.lab_level} value={level} change={set_level} />
        <TextField
          required
          label={words.lab_decision}
          hint={words.lab_decision_hint}
          value={decision}
          change={set_decision}
        />
        <DateField label={words.lab_from} required value={valid_from} change={set_from} />
      </div>
    </FormDialog>
  )
}

/** What every laboratory result of the house says of its laboratory (SHARE-16). */
const LabQualityPart = () => {
  const words = use_words()
  const cache = useQueryClient()
  const [is_open, open] = useState(false)
  const found = useQuery({ queryKey: key, queryFn: () => ask<LabQualityView>('/lab-quality') })
  const again = () => void cache.invalidateQueries({ queryKey: key })
  const clear = () =>
    void ask('/lab-quality', { method: 'DELETE' }).then(() => {
      say_done(words.lab_cleared)
      again()
    })
  if (!found.data) return <RefusalNotice error={found.error} />
  const { quality } = found.data
  return (
    <section className="lab-quality">
      <header className="row wrap">
        <h2>{words.lab_title}</h2>
        <span className="push row wrap">
          {quality && <Button onClick={clear}>{words.lab_clear}</Button>}
          <Button onClick={() => open(true)}>{words.lab_set}</Button>
        </span>
      </header>
      <p className="card">
        {quality ? (
          <>
            <b>{words.lab_said(quality.level, show_moment(quality.valid_from))}</b> · {quality.decision}
          </>
        ) : (
          <span className="muted">{words.lab_none}</span>
        )}
      </p>
      {is_open && <QualityDialog quality={quality} close={() => open(false)} done={again} />}
    </section>
  )
}

export default LabQualityPart
