"""What monitoring and deployment scripts do with the requests library, which has to be installed (Debian: python3-requests).

`npm run cluster -- --port 8080`, then `python3 e2e/clients/deploy.py http://localhost:8080`. Ends with "done" when every
answer was the expected one.
"""
import json
import sys
import threading
import time

import requests

URL = sys.argv[1].rstrip("/")
SESSION = requests.Session()


def ask(method, path, expected, body=None):
    """The answer, whose status has to be the expected one."""
    answer = SESSION.request(method, URL + path, json=body, timeout=20)
    if answer.status_code != expected:
        sys.exit(f"{method} {path}: {answer.status_code} instead of {expected}: {answer.text}")
    return answer


def wait_until(what, holds):
    """Polls, as scripts without an event stream do."""
    for _ in range(100):
        if holds():
            return
        time.sleep(0.2)
    sys.exit(f"{what} did not happen")


def running(count):
    app = ask("GET", "/v2/apps//clients/python", 200).json()["app"]
    return app["tasksRunning"] == count and app["deployments"] == []


class Listener(threading.Thread):
    """Collects events until the deployment it is told of has ended."""

    def __init__(self):
        super().__init__(daemon=True)
        self.attached = threading.Event()
        self.ended = set()

    def run(self):
        headers = {"Accept": "text/event-stream"}
        with requests.get(URL + "/v2/events", headers=headers, stream=True, timeout=20) as stream:
            self.attached.set()
            for line in stream.iter_lines(chunk_size=1, decode_unicode=True):
                if not line.startswith("data: "):
                    continue
                event = json.loads(line[len("data: "):])
                if event["eventType"] == "deployment_success":
                    self.ended.add(event["id"])


APP = {"id": "/clients/python", "cmd": "sleep 100000", "cpus": 0.1, "mem": 32, "instances": 2}

assert ask("GET", "/ping", 200).text == "pong"
assert ask("GET", "/v2/info", 200).json()["name"] == "marathon"
created = ask("POST", "/v2/apps", 201, APP)
assert created.headers["Marathon-Deployment-Id"] == created.json()["deployments"][0]["id"]
assert "already exists" in ask("POST", "/v2/apps", 409, APP).json()["message"]
refused = ask("POST", "/v2/apps", 422, {**APP, "id": "/x", "cpus": "much"}).json()
assert refused["details"][0]["path"] == "/cpus", refused
wait_until("the start of two tasks", lambda: running(2))

listener = Listener()
listener.start()
assert listener.attached.wait(20)
scaled = ask("PUT", "/v2/apps//clients/python", 200, {"instances": 3}).json()
wait_until("the event of the deployment's end", lambda: scaled["deploymentId"] in listener.ended)
wait_until("the start of a third task", lambda: running(3))

task = ask("GET", "/v2/apps//clients/python/tasks", 200).json()["tasks"][0]
killed = ask("DELETE", f"/v2/apps//clients/python/tasks/{task['id']}", 200).json()["task"]
assert killed["id"] == task["id"]
wait_until("the return of the killed task", lambda: running(3))

ask("DELETE", "/v2/apps//clients/python", 200)
wait_until("the end of all deployments", lambda: ask("GET", "/v2/deployments", 200).json() == [])
ask("GET", "/v2/apps//clients/python", 404)
print("done")
