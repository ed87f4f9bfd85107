#!/bin/sh
# What deployment scripts do with curl: `npm run cluster -- --port 8080`, then `e2e/clients/deploy.sh http://localhost:8080`.
# Deploys an app, waits for it by polling, scales it, waits by the event stream, kills a task, deploys a pod, removes both.
# Ends with 0 and "done" when every answer was the expected one.
set -eu
url=$1
json='Content-Type: application/json'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# ask STATUS METHOD PATH [BODY]: the answer's body goes to $work/body.
ask() {
  wanted=$1 method=$2 path=$3
  shift 3
  if [ $# -gt 0 ]; then set -- -H "$json" --data "$1"; fi
  status=$(curl --silent --show-error --max-time 20 -o "$work/body" -w '%{http_code}' -X "$method" "$@" "$url$path")
  if [ "$status" != "$wanted" ]; then
    echo "$method $path: $status instead of $wanted: $(cat "$work/body")" >&2
    exit 1
  fi
}

# until_body PATTERN PATH: polls until the body has the pattern.
until_body() {
  for _ in $(seq 100); do
    ask 200 GET "$2"
    if grep -q "$1" "$work/body"; then return; fi
    sleep 0.2
  done
  echo "$2 never had $1: $(cat "$work/body")" >&2
  exit 1
}

app='{"id":"/clients/curl","cmd":"sleep 100000","cpus":0.1,"mem":32,"instances":2}'
ask 200 GET /ping
ask 201 POST /v2/apps "$app"
ask 409 POST /v2/apps "$app"
until_body '"tasksRunning":2' /v2/apps//clients/curl
until_body '^\[\]$' /v2/deployments

touch "$work/events"
curl --silent --no-buffer --max-time 20 -H 'Accept: text/event-stream' \
  "$url/v2/events?event_type=deployment_success" >"$work/events" &
listener=$!
for _ in $(seq 100); do
  if grep -q event_stream_attached "$work/events"; then break; fi
  sleep 0.1
done
ask 200 PUT /v2/apps//clients/curl '{"instances":3}'
for _ in $(seq 100); do
  if grep -q '^event: deployment_success' "$work/events"; then break; fi
  sleep 0.2
done
kill "$listener" 2>/dev/null || true
grep -q '^event: deployment_success' "$work/events"
until_body '"tasksRunning":3' /v2/apps//clients/curl

task=$(sed 's/.*"tasks":\[{"id":"\([^"]*\)".*/\1/' "$work/body")
ask 200 DELETE "/v2/apps//clients/curl/tasks/$task"
until_body "${task%1}2" /v2/apps//clients/curl/tasks

ask 201 POST /v2/pods '{"id":"/clients/pod","containers":[{"name":"a","exec":{"command":{"shell":"sleep 100000"}},"resources":{"cpus":0.1,"mem":32}}]}'
until_body '"status":"STABLE"' /v2/pods/clients/pod::status
ask 202 DELETE /v2/pods/clients/pod
ask 200 DELETE '/v2/groups/clients?force=true'
until_body '^\[\]$' /v2/deployments
ask 404 GET /v2/apps//clients/curl
echo done
