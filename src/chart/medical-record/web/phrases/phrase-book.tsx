import { Button, Dialog } from '../../../../base/ui/index.ts'
import { use_words } from '../words.ts'
import { save_phrases, use_phrases } from './phrase-store.ts'

/** The doctor's own phrases, changed where they stand. */
export const PhraseBook = ({ close }: { close: () => void }) => {
  const words = use_words()
  const phrases = use_phrases()
  const put = (at: number, changed: { name?: string; text?: string }) =>
    save_phrases(phrases.map((phrase, index) => (index === at ? { ...phrase, ...changed } : phrase)))
  return (
    <Dialog
      title={words.phrases}
      wide
      close={close}
      foot={
        <>
          <Button look="quiet" onClick={() => save_phrases(undefined)}>
            {words.back_to_starter}
          </Button>
          <Button onClick={() => save_phrases([{ name: '', text: '' }, ...phrases])}>+ {words.add_phrase}</Button>
        </>
      }
    >
      <p className="muted small">{words.phrase_note}</p>
      {phrases.map((phrase, index) => (
        <div key={index} className="phrase-edit">
          <input
            className="box"
            aria-label={words.phrase_name}
            value={phrase.name}
            onChange={(event) => put(index, { name: event.target.value.replace(/[^\p{L}\p{N}]/gu, '') })}
          />
          <textarea
            className="box"
            rows={2}
            aria-label={words.phrase_text}
            value={phrase.text}
            onChange={(event) => put(index, { text: event.target.value })}
          />
          <Button
            look="quiet"
            aria-label={`${words.remove} ${phrase.name}`}
            onClick={() => save_phrases(phrases.filter((_, at) => at !== index))}
          >
            ×
          </Button>
        </div>
      ))}
    </Dialog>
  )
}
