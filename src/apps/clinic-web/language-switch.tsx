import { Button, use_language } from '../../base/ui/index.ts'
import { use_words } from './words.ts'

export const LanguageSwitch = () => {
  const words = use_words()
  const { language, choose } = use_language()
  const other = language === 'vi' ? 'en' : 'vi'
  return (
    <div className="language-switch small muted">
      {words.language} ·{' '}
      <Button look="link" onClick={() => choose(other)} lang={other}>
        {words.other_language}
      </Button>
    </div>
  )
}
