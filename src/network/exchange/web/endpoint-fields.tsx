import { DateField, Notice, Pill, Segments, show_moment, words_of } from '../../../base/ui/index.ts'
import { endpoint_profiles, type EndpointProfile } from '../../../platform/http/contract.ts'

const use_words = words_of(
  {
    profile: 'Hồ sơ kết nối',
    profiles: { sandbox: 'Thử nghiệm', production: 'Chính thức' } as Record<EndpointProfile, string>,
    notes: {
      sandbox: 'Máy thử nghiệm: dùng dữ liệu giả. Địa chỉ chính thức bị từ chối.',
      production: 'Hệ thống chính thức: dữ liệu thật của người bệnh. Máy thử, máy nội bộ bị từ chối.',
    } as Record<EndpointProfile, string>,
    own_production:
      'Hệ thống chính thức: dữ liệu thật của người bệnh. Máy thử bị từ chối; tên nội bộ (.local, .internal) được.',
    valid_from: 'Dùng từ ngày',
    valid_from_hint: 'Để hôm nay: dùng ngay. Ngày sau: kết nối đang có vẫn dùng tới hôm trước ngày ấy.',
    coming: (day: string, address: string) => `Từ ${day} chuyển sang ${address}`,
  },
  {
    profile: 'Profile',
    profiles: { sandbox: 'Sandbox', production: 'Production' },
    notes: {
      sandbox: 'A system to try on: made-up data only. Production addresses are refused.',
      production: 'The system that counts: data of real patients. Test and internal hosts are refused.',
    },
    own_production:
      'The system that counts: data of real patients. Test hosts are refused; inside names (.local, .internal) are not.',
    valid_from: 'In use from',
    valid_from_hint: 'Today: at once. A later day: what is there now stays in use until the day before.',
    coming: (day: string, address: string) => `From ${day} on: ${address}`,
  },
)

/** Which kind of system an address is. `is_own`: it may stand in the house itself. */
export const ProfileField = ({
  profile,
  choose,
  is_own = false,
}: {
  profile: EndpointProfile
  choose: (profile: EndpointProfile) => void
  is_own?: boolean
}) => {
  const words = use_words()
  const is_real = profile === 'production'
  return (
    <>
      <div className="field">
        <span className="name">{words.profile}</span>
        <Segments
          label={words.profile}
          value={profile}
          options={endpoint_profiles.map((value) => ({ value, label: words.profiles[value] }))}
          choose={choose}
        />
      </div>
      <Notice {...(is_real ? { tone: 'amber' } : {})}>
        {is_real && is_own ? words.own_production : words.notes[profile]}
      </Notice>
    </>
  )
}

type EndpointWish = { profile: EndpointProfile; valid_from: string }

/** Which kind of system an address outside is, and from when on it is used. */
export const EndpointFields = ({
  wish,
  change,
}: {
  wish: EndpointWish
  change: (part: Partial<EndpointWish>) => void
}) => {
  const words = use_words()
  return (
    <>
      <div className="row wrap">
        <div className="field">
          <span className="name">{words.profile}</span>
          <Segments
            label={words.profile}
            value={wish.profile}
            options={endpoint_profiles.map((value) => ({ value, label: words.profiles[value] }))}
            choose={(profile) => change({ profile })}
          />
        </div>
        <DateField
          label={words.valid_from}
          required
          hint={words.valid_from_hint}
          value={wish.valid_from}
          change={(valid_from) => change({ valid_from })}
        />
      </div>
      <Notice {...(wish.profile === 'production' ? { tone: 'amber' } : {})}>{words.notes[wish.profile]}</Notice>
    </>
  )
}

/** What is said of the kind beside the name of a connection. */
export const ProfilePill = ({ profile }: { profile: EndpointProfile }) => {
  const words = use_words()
  return <Pill tone={profile === 'production' ? 'brand' : 'amber'}>{words.profiles[profile]}</Pill>
}

/** What takes its place, and when. */
export const ComingEndpoint = ({ valid_from, address }: { valid_from: string; address: string }) => {
  const words = use_words()
  return <p className="amber small">{words.coming(show_moment(valid_from), address)}</p>
}
