import { join } from 'node:path'
import { group_of } from '../as-user.ts'
import { timer_name } from '../service.ts'
import { hub_keys_of, site_of, type Layout } from './layout.ts'
import type { InstallWish } from './wish.ts'

/** KEY='value': systemd's EnvironmentFile and a shell read it alike. */
export const env_text = (wish: InstallWish, layout: Layout): string => {
  const hub = {
    SITE: site_of('hub'),
    HUB_CODE: wish.code,
    HUB_URL: wish.base_url,
    HUB_KEYS: hub_keys_of(wish.data_dir),
  }
  const settings: Record<string, string> = {
    ...{ BENHAN_HOME: layout.home, DATA_DIR: wish.data_dir, PORT: String(wish.port), HOST: wish.host },
    ...(wish.role === 'hub' ? hub : { BASE_URL: wish.base_url }),
    ...(wish.database_url ? { DATABASE_URL: wish.database_url } : {}),
    ...{ BACKUP_DIR: wish.backup_dir, BACKUP_FILES: `${layout.env_file},${layout.key_file}` },
    VAULT_KEY_FILE: layout.vault_file,
    UPDATE_DIR: wish.update_dir,
    NODE_COMPILE_CACHE: join(wish.data_dir, '.compiled'),
  }
  return [
    '# Cài đặt của Bệnh Án Mở: docs/operations/settings.md. Mỗi dòng TÊN=giá trị trong dấu nháy đơn.',
    '# Sửa xong: systemctl restart benhan (hoặc /opt/benhan/service stop, rồi start).',
    ...Object.entries(settings).map(([name, value]) => `${name}='${value}'`),
    "# UPDATE_AT='2'   giờ trong ngày để tự cài gói mới hơn nằm ở UPDATE_DIR; không đặt: không tự cài",
    "# BACKUP_SECOND_DIR='/mnt/nas/sao-luu'",
    '',
  ].join('\n')
}

/** `benhan` for the person at the terminal: the same settings as the service, and its user, never root on its data. */
export const command_text = ({ user }: InstallWish, { env_file }: Layout): string => `#!/bin/sh
# Bệnh Án Mở: bảng lệnh với cài đặt của máy này. Do install.sh viết.
set -eu
if [ ! -r '${env_file}' ]; then
  echo 'LỖI Không đọc được ${env_file}; chạy bằng quyền quản trị: sudo benhan …' >&2
  exit 1
fi
set -a
. '${env_file}'
set +a
if [ "$(id -u)" = 0 ] && [ '${user}' != root ] && [ "\${1:-}" != update ]; then
  HOME=$DATA_DIR exec setpriv --reuid='${user}' --regid='${group_of(user)}' --init-groups -- "$BENHAN_HOME/current/benhan" "$@"
fi
exec "$BENHAN_HOME/current/benhan" "$@"
`

export const unit_text = (wish: InstallWish, layout: Layout): string => `[Unit]
Description=Bệnh Án Mở (${wish.role} ${wish.code})
After=network-online.target postgresql.service
Wants=network-online.target

[Service]
User=${wish.user}
Group=${group_of(wish.user)}
EnvironmentFile=${layout.env_file}
WorkingDirectory=${wish.data_dir}
ExecStart=${layout.current}/serve
Restart=on-failure
RestartSec=5
# The launcher ends its servers and PostgreSQL in order; what is left after two minutes is killed.
KillMode=mixed
TimeoutStopSec=120
LimitNOFILE=65536
NoNewPrivileges=yes
ProtectSystem=full
PrivateTmp=yes

[Install]
WantedBy=multi-user.target
`

/** Looks each hour; without UPDATE_AT, or at another hour, it does nothing (update/auto.ts). */
export const timer_texts = ({ command }: Layout): Record<string, string> => ({
  [timer_name.replace('.timer', '.service')]: `[Unit]
Description=Bệnh Án Mở: tự cài gói mới (khi có UPDATE_AT)

[Service]
Type=oneshot
ExecStart=${command} update --if-due
`,
  [timer_name]: `[Unit]
Description=Bệnh Án Mở: mỗi giờ xem có đến giờ tự cài gói mới không

[Timer]
OnCalendar=hourly

[Install]
WantedBy=timers.target
`,
})

export const cron_text = ({ command }: Layout): string => `# Bệnh Án Mở: tự cài gói mới (khi có UPDATE_AT)
0 * * * * root ${command} update --if-due
`

/** Where no systemd runs: start, stop and state of the service, by a file with its number. */
export const service_text = ({ user, data_dir }: InstallWish, { home, env_file, current }: Layout): string => `#!/bin/sh
# Bệnh Án Mở khi máy không có systemd: service start | stop | status. Do install.sh viết.
set -eu
pid_file='${home}/service.pid'
is_running() { [ -s "$pid_file" ] && kill -0 "$(cat "$pid_file")" 2>/dev/null; }
case "\${1:-}" in
start)
  is_running && exit 0
  set -a
  . '${env_file}'
  set +a
  HOME='${data_dir}'
  export HOME
  cd '${data_dir}'
  if [ "$(id -u)" = 0 ] && [ '${user}' != root ]; then
    set -- setpriv --reuid='${user}' --regid='${group_of(user)}' --init-groups -- '${current}/serve'
  else
    set -- '${current}/serve'
  fi
  setsid "$@" >>'${join(home, 'benhan.log')}' 2>&1 </dev/null &
  echo $! >"$pid_file"
  ;;
stop)
  is_running || exit 0
  kill -TERM "$(cat "$pid_file")"
  i=0
  while is_running; do
    i=$((i + 1))
    [ "$i" -gt 1200 ] && { echo 'LỖI Dịch vụ không dừng sau hai phút.' >&2; exit 1; }
    sleep 0.1
  done
  rm -f "$pid_file"
  ;;
status)
  if is_running; then echo "đang chạy ($(cat "$pid_file"))"; else echo 'không chạy'; exit 3; fi
  ;;
*)
  echo 'service start | stop | status' >&2
  exit 2
  ;;
esac
`
