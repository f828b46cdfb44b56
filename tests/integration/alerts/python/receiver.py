"""Reads the published files as a receiver written in Python does, with the reference implementation of Standard Webhooks.

Prints one JSON object: which vectors were accepted, what is wrong with which example, and a webhook signed here.
"""

import json
import pathlib
import sys
from datetime import datetime, timezone

import jsonschema
import standardwebhooks.webhooks as reference

folder = pathlib.Path(sys.argv[1])


def read(name):
    return json.loads((folder / name).read_text(encoding="utf-8"))


def accepts(vector):
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return cls.fromtimestamp(vector["now"], tz=tz)

    reference.datetime = Clock
    for secret in vector["secrets"]:
        try:
            reference.Webhook(secret).verify(vector["body"], vector["headers"])
            return True
        except Exception:
            pass
    return False


schema = read("alert.v2.schema.json")
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
examples = read("examples.json")
vectors = read("test-vectors.json")["vectors"]

accepted = {vector["name"]: accepts(vector) for vector in vectors}
wrong = {title: [error.message for error in validator.iter_errors(event)] for title, event in examples.items()}
event = next(iter(examples.values()))
broken = [list(error.path) for error in validator.iter_errors({**event, "version": 1})]

reference.datetime = datetime
now = datetime.now(tz=timezone.utc)
body = json.dumps(event)
signature = reference.Webhook(vectors[0]["secrets"][0]).sign(event["id"], now, body)
headers = {"webhook-id": event["id"], "webhook-timestamp": str(int(now.timestamp())), "webhook-signature": signature}

print(json.dumps({"accepted": accepted, "wrong": wrong, "broken": broken, "signed": {"headers": headers, "body": body}}))
