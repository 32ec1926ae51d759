import { ReminderRules } from '../../network/deployment/web/reminder-rules.tsx'
import RulesPage from '../../network/monitor/web/rules-page.tsx'

/** By which measures a facility is judged, and when somebody is reminded: two rooms, one page. */
const RulesAndReminders = ({ may_change }: { may_change: boolean }) => (
  <>
    <RulesPage may_change={may_change} />
    <ReminderRules may_change={may_change} />
  </>
)

export default RulesAndReminders
