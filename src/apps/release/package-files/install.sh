#!/bin/sh
# Cài Bệnh Án Mở từ thư mục này. Không cần mạng, không cần Node: mọi thứ nằm trong gói.
# Installs from this directory; needs no network and no Node.
set -eu
umask 022
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
fail() {
  echo "LỖI $1" >&2
  exit 1
}
[ "$(uname -s) $(uname -m)" = 'Linux x86_64' ] || fail 'Gói này dành cho Linux trên máy x86-64.'
# Trước khi chạy bất cứ thứ gì trong gói: tệp nào hỏng khi chép thì nêu tên. Chữ ký được kiểm ngay sau đó.
(cd "$here" && sha256sum --check --quiet --strict SHA256SUMS) ||
  fail 'Gói bị hỏng hoặc bị sửa ở các tệp nêu trên; lấy lại gói từ nơi cấp.'
exec "$here/benhan" install "$@"
