#!/usr/bin/env bash
# Installs what the tests need and the machine lacks, builds, checks the format, runs every test, and ends with the line "N passed, N failed".
set -euo pipefail
cd "$(dirname "$0")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

need() { # need COMMAND PACKAGE
    command -v "$1" >/dev/null && return
    echo "Installing $2 ..."
    local sudo=""
    [ "$(id -u)" = 0 ] || sudo=sudo
    $sudo apt-get update -qq
    # The package would start a server of its own; the tests start theirs on free ports.
    $sudo env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "$2" >/dev/null
}
need redis-server redis-server
need node nodejs
need npm npm
need chromium chromium

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

status=0
dotnet build ModBot.sln -c Release || status=1
# What the browser tests put into pages to check them.
(cd tests/ModBot.Browser.Tests && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) || status=1
if [ "$status" = 0 ]; then
    dotnet format ModBot.sln --no-restore --verify-no-changes --exclude src/OnnxRuntime || status=1
    for project in tests/*/*.csproj; do
        name=$(basename "$project" .csproj)
        case $name in ModBot.Testing | ModBot.Benchmarks) continue ;; esac
        dotnet test "$project" -c Release --no-build --logger "trx;LogFileName=$name.trx" --results-directory "$results" \
            --blame-hang-timeout 5m -- RunConfiguration.TreatNoTestsAsError=true || status=1
    done
    # Third-party clients: of Twitch against the sandbox, of the Perspective API against the service.
    (cd tests/interop && npm ci --no-audit --no-fund --loglevel=error && timeout 120 npm test --silent) | tee "$results/interop.tap" || status=1
fi

# Counted from what the runner wrote. A step that fails without a failed test (build, format, a crashed runner) counts as one failure.
count() { { cat "$results"/*.trx 2>/dev/null || true; } | grep -o "<Counters [^>]*" | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | awk '{ sum += $1 } END { print sum + 0 }' || true; }
count_tap() { { cat "$results"/*.tap 2>/dev/null || true; } | sed -n "s/^# $1 \([0-9]*\)$/\1/p" | awk '{ sum += $1 } END { print sum + 0 }'; }
passed=$(($(count passed) + $(count_tap pass)))
failed=$(($(count failed) + $(count error) + $(count timeout) + $(count aborted) + $(count_tap fail)))
[ "$status" = 0 ] || [ "$failed" -gt 0 ] || failed=1
echo "$passed passed, $failed failed"
exit "$status"
