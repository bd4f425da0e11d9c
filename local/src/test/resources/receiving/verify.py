import sys

from sample import is_genuine

for line in sys.stdin.buffer.read().decode().rstrip("\n").split("\n"):
    event_id, timestamp, signature, secret, body = line.split("\t")
    headers = {"webhook-id": event_id, "webhook-timestamp": timestamp, "webhook-signature": signature}
    print(str(is_genuine(headers, body.encode(), secret)).lower())
