# Events as files, named by their ids. With a database: INSERT … ON CONFLICT (id) DO NOTHING, committed before the answer.
import json
import os
import re
import uuid

FOLDER = os.environ.get("INBOX", "inbox")
os.makedirs(FOLDER, exist_ok=True)


def store(body):
    """Stores an event; False if it was there already. body: verified, as it came."""
    event_id = json.loads(body)["id"]
    if not re.fullmatch(r"evt_\w+", event_id, re.ASCII):
        raise ValueError("not an event's id")
    draft = f"{FOLDER}/{event_id}.{uuid.uuid4()}.draft"
    with open(draft, "wb") as file:
        file.write(body)
    try:
        os.link(draft, f"{FOLDER}/{event_id}.json")  # whole or not at all, if the process crashes
        return True
    except FileExistsError:
        return False  # a repeat
    finally:
        os.remove(draft)
