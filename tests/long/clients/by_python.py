"""A digest written, scheduled and followed by a client made with openapi-python-client."""

import json
import os
import uuid

from made_client import AuthenticatedClient
from made_client.api.digests import get_digests_by_id, get_digests_by_id_preview, post_digests
from made_client.api.segments import post_segments
from made_client.api.sends import (
    get_sends,
    get_sends_by_id_events,
    patch_sends_by_id,
    post_sends,
    post_sends_by_id_cancel,
    post_sends_estimate,
)
from made_client.api.subscribers import post_subscribers_import
from made_client.models import (
    DigestContentInput,
    FileInput,
    GetDigestsByIdPreviewFormat,
    SegmentInput,
    SendChangeInput,
    SendInput,
)

client = AuthenticatedClient(base_url=os.environ["BASE_URL"], token=os.environ["API_KEY"])
content = DigestContentInput.from_dict(json.loads(os.environ["DIGEST"]))
digest = post_digests.sync(client=client, body=content)
preview = get_digests_by_id_preview.sync(
    digest.id, client=client, format_=GetDigestsByIdPreviewFormat.TEXT
)
rule = {
    "kind": "all",
    "rules": [
        {"kind": "domain", "in": ["example.com"]},
        {"kind": "not", "rule": {"kind": "attribute", "name": "town", "test": "equals", "value": "Kyoto"}},
    ],
}
segment = post_segments.sync(client=client, body=SegmentInput.from_dict({"name": "By Python", "rule": rule}))
file = FileInput(text="email\nnew@example.com\n")
people = post_subscribers_import.sync(client=client, body=file, lists="digest")
asked = {"digestId": str(digest.id), "revision": 1, "lists": ["digest"], "segment": str(segment.id)}
estimate = post_sends_estimate.sync(client=client, body=SendInput.from_dict(asked))
later = SendInput.from_dict({**asked, "scheduledAt": os.environ["LATER"]})
send = post_sends.sync(client=client, body=later)
moved = patch_sends_by_id.sync(
    send.id, client=client, body=SendChangeInput.from_dict({"scheduledAt": os.environ["STILL_LATER"]})
)
cancelled = post_sends_by_id_cancel.sync(send.id, client=client)
events = get_sends_by_id_events.sync(send.id, client=client)
assert send.id in [one.id for one in get_sends.sync(client=client).data]
missing = get_digests_by_id.sync(uuid.uuid4(), client=client)
print(
    json.dumps(
        {
            "headline": digest.content.headline,
            "preview": digest.content.headline in preview,
            "import": people.format_,
            "rule": segment.rule.kind,
            "recipients": estimate.recipients,
            "scheduledAt": moved.scheduled_at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "status": cancelled.status.value,
            "events": "id: final" in events,
            "problem": missing.type_,
        }
    )
)
