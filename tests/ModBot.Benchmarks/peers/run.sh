#!/usr/bin/env bash
# Compares the shipped model with its peers on the same rows: run.sh DATA [PACKAGE]
# DATA holds open/ and chatlogs/. SAMPLE=20 keeps every 20th row, to try it. CORE chooses the core that everything is pinned to.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
data=${1:?usage: run.sh DATA [PACKAGE]}
package=${2:-$root/models/toxicity}
sample=${SAMPLE:-1}
python=${PYTHON:-/usr/bin/python3}
work=$here/work
output=$here
[ "$sample" = 1 ] || output=$work # the committed figures come from all rows
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

pinned() { taskset -c "${CORE:-0}" "$@"; }
step() { echo "$(date +%T) $*"; }
can() { "$python" -c "import $1" 2>/dev/null; }
need() { # need MODULE PACKAGE: from Debian's packages where the machine lacks it
    can "$1" && return
    local sudo=""
    [ "$(id -u)" = 0 ] || sudo=sudo
    { $sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2"; } >/dev/null 2>&1 || true
    can "$1" || { echo "Skipped: $2 cannot be installed, so $python has no module $1." >&2; return 1; }
}

rm -rf "$work"
mkdir -p "$work"
need numpy python3-numpy
step rows
"$python" "$here/peers.py" prepare "$work" "$data" "$sample"

step ModBot
dotnet build -c Release "$root/src/ModBot.ModelKit" >"$work/build.txt" || { cat "$work/build.txt"; exit 1; }
for rows in test chat speed; do
    pinned dotnet "$root/artifacts/bin/ModBot.ModelKit/release/modelkit.dll" score "$work/$rows.jsonl" --package "$package" --output "$work/modbot-$rows.jsonl" >"$work/modbot-$rows.txt"
done
for peer in "svm sklearn python3-sklearn" "fasttext fasttext python3-fasttext"; do
    read -r name module debian <<<"$peer"
    need "$module" "$debian" || continue
    step "$name"
    pinned "$python" "$here/peers.py" "$name" "$work"
done
if (cd "$here" && npm ci --silent --ignore-scripts); then
    for name in obscenity leo-profanity bad-words; do
        step "$name"
        pinned node "$here/lists.mjs" "$name" "$work"
    done
else
    echo "Skipped: npm ci failed, so obscenity, leo-profanity and bad-words are not compared." >&2
fi
"$python" "$here/report.py" "$work" "$package" "$output"
